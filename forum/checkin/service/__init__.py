"""What can be done at the door: set up gates, record scans."""

from forum.checkin.service.gates import add_gate, delete_gate, rename_gate, set_offline_rule
from forum.checkin.service.scans import ScanAnswer, record_scan

__all__ = ["ScanAnswer", "add_gate", "delete_gate", "record_scan", "rename_gate", "set_offline_rule"]
