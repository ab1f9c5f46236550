"""What can be done at the door: gates set up, scans recorded."""

from forum.checkin.service.gates import add_gate, delete_gate, rename_gate
from forum.checkin.service.scans import Answer, record_scan

__all__ = ["Answer", "add_gate", "delete_gate", "record_scan", "rename_gate"]
