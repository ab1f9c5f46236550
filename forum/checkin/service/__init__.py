"""What can be done at the door: set up areas and gates, record scans."""

from forum.checkin.service.areas import AreaSettings, add_area, change_area, delete_area
from forum.checkin.service.gates import add_gate, change_gate, delete_gate, set_offline_rule
from forum.checkin.service.scans import ScanAnswer, record_scan

__all__ = [
    "AreaSettings",
    "ScanAnswer",
    "add_area",
    "add_gate",
    "change_area",
    "change_gate",
    "delete_area",
    "delete_gate",
    "record_scan",
    "set_offline_rule",
]
