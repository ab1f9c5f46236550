"""What keeps a person from meetings stands in their agenda and in their calendar, busy, and invites nobody."""

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.editions.models import Edition
from forum.meetings.enums import EngagementKind
from forum.meetings.models import Engagement
from forum.meetings.service import add_engagement, remove_engagement, set_available
from tests.builders.agendas import Desk, a_feed
from tests.builders.editions import an_edition
from tests.builders.people import sign_in
from tests.checkers.ical import assert_valid_calendars


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


def engage(desk: Desk, edition: Edition, number: int) -> Engagement:
    slot, who = desk.slots[number], desk.buyer.person_id
    return add_engagement(
        who, starts_at=slot.starts_at, ends_at=slot.ends_at, kind=EngagementKind.TALK, note="Sala 2", edition=edition,
        by=who, now=utc_now(),
    )  # fmt: skip


def test_the_agenda_shows_meetings_and_engagements_in_order(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition, 6)
    desk.meet(desk.slots[0], supplier="Forjas León")
    engage(desk, edition, 1)
    who, marked = desk.buyer.person_id, [slot.id for slot in desk.slots[2:4]]
    set_available(who, shown=marked, free=[], edition=edition, by=who, now=utc_now())
    with time_machine.travel(desk.slots[0].starts_at - timedelta(minutes=5), tick=False):
        sign_in(client, desk.buyer.person)
        page = client.get(f"/{edition.slug}/agenda").text
    titles = re.findall(r'<h3 class="slot__title">(?:<a [^>]*>)?(.*?)<', page)
    assert titles == ["Forjas León", "Dar una plática", "No disponible"], "marked slots in a row are one line"
    assert ("Sala 2" in page, "1 cita acordada" in page) == (True, True)
    assert f"/{edition.slug}/meetings/availability" in page


@pytest.mark.both_engines
def test_the_calendar_is_busy_then(client: FlaskClient, edition: Edition, statements: list[str]) -> None:
    desk = Desk(edition)
    feed = a_feed(desk.buyer.person, edition)
    engagement = engage(desk, edition, 1)
    statements.clear()
    busy = client.get(feed)
    assert len(statements) == 3  # the address with person, edition and days; the engagements; the meetings
    with time_machine.travel(utc_now() + timedelta(minutes=5), tick=False):
        now, who = utc_now(), desk.buyer.person_id
        remove_engagement(engagement.id, person_id=who, edition=edition, by=who, now=now)
    free = client.get(feed)
    assert_valid_calendars([busy.data, free.data])
    text = busy.data.decode()
    assert ("SUMMARY:Dar una plática" in text, "DESCRIPTION:Sala 2" in text) == (True, True)
    assert ("ATTENDEE" in text, "TRANSP:TRANSPARENT" in text, "VALARM" in text) == (False, False, False)
    assert b"BEGIN:VEVENT" not in free.data
    assert parsedate_to_datetime(free.headers["Last-Modified"]) > parsedate_to_datetime(busy.headers["Last-Modified"])
