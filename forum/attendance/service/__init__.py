"""Writing down who came to a session, and taking it back."""

from forum.attendance.service.arrivals import AttendanceAnswer, record_attendance, undo_attendance

__all__ = ["AttendanceAnswer", "record_attendance", "undo_attendance"]
