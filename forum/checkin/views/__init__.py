"""The pages of the door: the scanner and counts, and setting up areas."""

from forum.checkin.views import areas  # noqa: F401 - adds its pages
from forum.checkin.views.door import blueprint

__all__ = ["blueprint"]
