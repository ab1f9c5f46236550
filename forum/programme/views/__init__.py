"""The pages of the programme: its draft for who prepares it, and what everybody sees."""

from forum.programme.views import materials, own, public, publication, rooms, somebody, speakers, talks
from forum.programme.views.blueprints import desk, own_programme, people, programme

BLUEPRINTS = (programme, own_programme, people, desk)
__all__ = [
    "BLUEPRINTS",
    "materials",
    "own",
    "public",
    "publication",
    "rooms",
    "somebody",
    "speakers",
    "talks",
]
