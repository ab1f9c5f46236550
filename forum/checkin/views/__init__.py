"""The pages of the door: the scanner and counts, and setting up areas; its devices and overrides; pairing a phone."""

from forum.checkin.views import areas, overrides  # noqa: F401 - they add their pages
from forum.checkin.views.devices import blueprint as device_pages
from forum.checkin.views.door import blueprint
from forum.checkin.views.hubs import blueprint as hub_pages
from forum.checkin.views.pairing import blueprint as pairing_pages

__all__ = ["blueprint", "device_pages", "hub_pages", "pairing_pages"]
