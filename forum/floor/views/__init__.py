"""The pages of the floor desk, and the buyer's own scan."""

from forum.floor.views import acts, changes, desk, own
from forum.floor.views.blueprint import blueprint

PAGES = (acts, changes, desk, own)
"""The modules whose views hang on the blueprint."""

__all__ = ["PAGES", "blueprint"]
