"""The pages of the programme: its draft for who prepares it, and what everybody sees."""

from forum.programme.views import materials, public, publication, rooms, speakers, talks
from forum.programme.views.blueprints import desk, programme

__all__ = ["desk", "materials", "programme", "public", "publication", "rooms", "speakers", "talks"]
