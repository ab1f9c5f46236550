"""The timetable tests use the forum of the meetings tests, where planning may use open requests too."""

import pytest

from forum.editions.enums import PlannedWishes
from tests.web.meetings.conftest import Forum
from tests.web.meetings.conftest import forum as small_forum

__all__ = ["small_forum"]


@pytest.fixture
def forum(small_forum: Forum) -> Forum:
    small_forum.change(planned_wishes=PlannedWishes.ALL)
    return small_forum
