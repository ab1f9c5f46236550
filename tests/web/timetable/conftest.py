"""The timetable tests use the forum fixture of the meetings tests."""

from tests.web.meetings.conftest import forum

__all__ = ["forum"]
