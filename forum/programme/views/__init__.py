"""The pages of the programme: its draft for who prepares it, and what everybody sees."""

from forum.programme.views import materials, own, public, publication, rooms, somebody, speakers, talks
from forum.programme.views.blueprints import desk, own_programme, people, programme

__all__ = [
    "desk",
    "materials",
    "own",
    "own_programme",
    "people",
    "programme",
    "public",
    "publication",
    "rooms",
    "somebody",
    "speakers",
    "talks",
]
