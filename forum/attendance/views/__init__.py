"""The pages of attendance."""

from forum.attendance.api import blueprint as scans
from forum.attendance.views import door, lists
from forum.attendance.views.blueprints import attendance

BLUEPRINTS = (attendance, scans)
__all__ = ["BLUEPRINTS", "door", "lists"]
