"""Whatever happens to meetings: agenda, feed and last invitation of each say the same, and numbers only rise."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.agenda.enums import CalendarWay
from forum.agenda.queries.invitations import way_of
from forum.agenda.service import choose_way
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.queries.own import list_meetings_for
from forum.meetings.service import cancel_meeting, move_meeting
from tests.builders.agendas import Desk
from tests.builders.editions import an_edition
from tests.builders.people import sign_in
from tests.builders.postman import Postman, a_postman, deliver, event_of

GUEST = "comprador@armadora.example"


@pytest.fixture
def postman(app: Flask) -> Iterator[Postman]:
    with a_postman(app) as postman:
        yield postman


class Story:
    """A buyer with meetings, to which anything happens."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.desk = Desk(an_edition(), 6)
        self.person, self.edition_id = self.desk.buyer.person_id, self.desk.edition.id
        with atomic():
            self.desk.buyer.person.email = GUEST

    def step(self) -> None:
        act: Callable[[], Any] = self.dice.choice([self.meet, self.meet, self.move, self.move, self.cancel, self.turn])
        try:
            act()
        except Refusal:  # the hour is taken, the day is full
            session().rollback()

    def meet(self) -> None:
        self.desk.meet(self.dice.choice(self.desk.slots), supplier=f"Forjas {self.dice.randrange(10**9)}")

    def _one(self) -> int | None:
        stand = [each.id for each in self.meetings() if each.status is MeetingStatus.SCHEDULED]
        return self.dice.choice(stand) if stand else None

    def move(self) -> None:
        if meeting_id := self._one():
            slot = self.dice.choice(self.desk.slots)
            move_meeting(meeting_id, slot_id=slot.id, side=Side.BUYER, by=self.person, now=utc_now())

    def cancel(self) -> None:
        if meeting_id := self._one():
            cancel_meeting(meeting_id, reason="Sin capacidad", side=Side.BUYER, by=self.person, now=utc_now())

    def turn(self) -> None:
        other = CalendarWay.FEED if self.is_invited() else CalendarWay.INVITATIONS
        now = utc_now()
        choose_way(self.person, other, edition_id=self.edition_id, by=None, now=now, is_own=True)

    def is_invited(self) -> bool:
        return way_of(self.person, edition_id=self.edition_id) is CalendarWay.INVITATIONS

    def meetings(self) -> list[Any]:
        return list_meetings_for(self.person, edition_id=self.edition_id)


def shown(event: Any) -> tuple[str, Any, str]:
    return str(event["STATUS"]), event.decoded("DTSTART"), str(event["LOCATION"])


@pytest.mark.both_engines
@pytest.mark.parametrize("seed", range(4))
def test_feed_database_and_last_invitation_are_one(postman: Postman, client: FlaskClient, seed: int) -> None:
    story = Story(seed)
    sign_in(client, story.desk.buyer.person)
    for _round in range(8):
        for _ in range(story.dice.randrange(4)):
            story.step()
        deliver()
        sent = [event_of(data) for data in postman.calendars(GUEST)]
        last = {str(event["UID"]): event for event in sent}
        file = client.get(f"/{story.desk.edition.slug}/agenda.ics").data
        agenda = {str(event["UID"]): event for event in icalendar.Calendar.from_ical(file).walk("VEVENT")}
        for meeting in story.meetings():
            stands, event = meeting.status is MeetingStatus.SCHEDULED, agenda[meeting.uid]
            assert (event["STATUS"] == "CONFIRMED", event.decoded("DTSTART")) == (stands, meeting.starts_at)
            told = last.get(meeting.uid)
            if stands and story.is_invited():
                assert told is not None
                assert (shown(told), told["SEQUENCE"] <= event["SEQUENCE"]) == (shown(event), True)
            elif told is not None:
                assert told["STATUS"] == "CANCELLED"
                assert told["SEQUENCE"] < event["SEQUENCE"] or not stands
    numbers: dict[str, list[int]] = defaultdict(list)
    for event in sent:
        numbers[str(event["UID"])].append(int(event["SEQUENCE"]))
    assert all(each == sorted(set(each)) for each in numbers.values())
    assert session().query(Meeting).count() >= len(numbers)
