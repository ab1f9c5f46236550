"""The public pages of an edition and the pages of setting it up."""

from forum.editions.views import categories, days, halls, lists, public, publication, setup, slots
from forum.editions.views.blueprints import editions, setup_pages

__all__ = ["categories", "days", "editions", "halls", "lists", "public", "publication", "setup", "setup_pages", "slots"]
