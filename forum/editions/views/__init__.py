"""The pages of an edition: the public ones, and those on which an organiser sets it up."""

from forum.editions.views import categories, halls, lists, public, setup, slots
from forum.editions.views.blueprints import editions, setup_pages

__all__ = ["categories", "editions", "halls", "lists", "public", "setup", "setup_pages", "slots"]
