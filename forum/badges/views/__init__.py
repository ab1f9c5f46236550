"""The pages of badges: a person's own, and the desk's."""

from forum.badges.views import bins, chosen, counter, kiosk, label, listed, person, templates  # noqa: F401 - they add their pages to the desk's
from forum.badges.views.desk import desk
from forum.badges.views.own import own

__all__ = ["desk", "own"]
