"""The small forum of the meetings, on the day, with somebody at the floor desk."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.meetings.models import Meeting
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, forum, meeting

__all__ = ["forum", "meeting"]


@pytest.fixture
def late(forum: Forum, meeting: Meeting) -> Iterator[time_machine.Traveller]:
    """Six minutes after the hour of the meeting: the tolerance is over."""
    with time_machine.travel(forum.slots[0].starts_at + timedelta(minutes=6), tick=False) as clock:
        yield clock


@pytest.fixture
def desk(forum: Forum, late: object, client: FlaskClient) -> FlaskClient:
    """Who works at the floor desk, signed in."""
    person = a_person()
    a_role(person, Role.FLOOR_DESK, forum.edition)
    sign_in(client, person)
    return client
