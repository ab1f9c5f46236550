"""The pages of the door: gates and the scanner; its devices and overrides; pairing a phone."""

from forum.checkin.views import overrides  # noqa: F401 - adds its pages to those of the devices
from forum.checkin.views.devices import blueprint as device_pages
from forum.checkin.views.door import blueprint
from forum.checkin.views.pairing import blueprint as pairing_pages

__all__ = ["blueprint", "device_pages", "pairing_pages"]
