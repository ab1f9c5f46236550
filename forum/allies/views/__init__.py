"""The pages of an ally, of whom people let have their data, and of what was handed over."""

from forum.allies.views.own import blueprint
from forum.allies.views.sharing import sharing

__all__ = ["blueprint", "sharing"]
