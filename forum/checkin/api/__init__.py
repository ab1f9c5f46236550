"""What scanners ask by script: one scan in, one answer out; and what they need to answer without network."""

from forum.checkin.api.device import blueprint as device_blueprint
from forum.checkin.api.hubs import blueprint as hub_blueprint
from forum.checkin.api.scans import blueprint

__all__ = ["blueprint", "device_blueprint", "hub_blueprint"]
