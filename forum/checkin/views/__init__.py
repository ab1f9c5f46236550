"""The pages of the door: gates and the scanner; its devices; pairing a phone."""

from forum.checkin.views.devices import blueprint as device_pages
from forum.checkin.views.door import blueprint
from forum.checkin.views.pairing import blueprint as pairing_pages

__all__ = ["blueprint", "device_pages", "pairing_pages"]
