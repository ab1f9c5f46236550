"""The tests of matchmaking start from the forum of the meetings' tests."""

from tests.web.meetings.conftest import forum

__all__ = ["forum"]
