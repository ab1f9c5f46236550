"""Slots: looked at, made, moved, blocked, deleted; whoever meets in them is not forgotten."""

from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import session
from forum.editions.models import Day, Edition, Hall, Slot
from forum.editions.signals import SlotMoved
from tests.builders.editions import ZONE, a_hall, an_edition, days_of, slots
from tests.builders.people import an_organiser

pytestmark = pytest.mark.both_engines  # slots: tested by these pages alone

SETUP = "/foro/setup"
RULE = {
    "starts": "09:00", "ends": "11:00", "length": "20", "gap": "5", "lunch_from": "09:50", "lunch_to": "10:00",
}  # fmt: skip


@pytest.fixture
def edition(app: Flask, client: FlaskClient) -> Edition:
    edition = an_edition(slug="foro")
    an_organiser(client, edition)
    return edition


@pytest.fixture
def hall(edition: Edition) -> Hall:
    return a_hall(edition)


def times(day: Day) -> list[str]:
    query = select(Slot).where(Slot.day_id == day.id).order_by(Slot.starts_at)
    found = session().scalars(query.execution_options(populate_existing=True))
    return [f"{s.starts_at.astimezone(ZONE):%H:%M}-{s.ends_at.astimezone(ZONE):%H:%M}" for s in found]


def rule(edition: Edition, of_hall: Hall, **changes: object) -> dict[str, object]:
    return {**RULE, "hall": of_hall.id, "days": [day.id for day in days_of(edition)], **changes}


def test_one_sees_the_slots_before_they_are_made(client: FlaskClient, edition: Edition, hall: Hall) -> None:
    assert client.get(f"{SETUP}/slots/new").status_code == 200
    page = client.post(f"{SETUP}/slots/new", data=rule(edition, hall, preview="1"))
    assert (page.status_code, "09:25–09:45" in page.text, "Crear estos horarios" in page.text) == (200, True, True)
    assert session().scalars(select(Slot.id)).all() == []


def test_slots_are_made_for_every_day_chosen(client: FlaskClient, edition: Edition, hall: Hall) -> None:
    client.post(f"{SETUP}/slots/new", data=rule(edition, hall, create="1"))
    made = ["09:00-09:20", "09:25-09:45", "10:00-10:20", "10:25-10:45"]
    assert [times(day) for day in days_of(edition)] == [made, made]


def test_overlapping_slots_are_refused_all_together(client: FlaskClient, edition: Edition, hall: Hall) -> None:
    second = days_of(edition)[1]
    slots(hall, second, 1)
    answer = client.post(f"{SETUP}/slots/new", data=rule(edition, hall, create="1", starts="09:10"))
    assert (answer.status_code, "Se encima con otro horario del mismo salón (09:00 a 09:20)" in answer.text) == (
        422,
        True,
    )
    assert [times(day) for day in days_of(edition)] == [[], ["09:00-09:20"]]


def test_another_hall_may_have_the_same_hours(client: FlaskClient, edition: Edition, hall: Hall) -> None:
    slots(a_hall(edition), days_of(edition)[0], 3)
    answer = client.post(f"{SETUP}/slots/new", data=rule(edition, hall, create="1"))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "change", [{"ends": "09:10"}, {"lunch_to": ""}, {"length": "1"}, {"days": []}, {"starts": "x"}, {"hall": 4711}]
)
def test_a_wrong_rule_makes_nothing(
    client: FlaskClient, edition: Edition, hall: Hall, change: dict[str, object]
) -> None:
    answer = client.post(f"{SETUP}/slots/new", data=rule(edition, hall, create="1", **change))
    assert answer.status_code == 422
    assert session().scalars(select(Slot.id)).all() == []


def test_a_slot_is_moved_and_whoever_listens_is_told(
    client: FlaskClient, edition: Edition, hall: Hall, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setitem(app.extensions["reactions"], SlotMoved, [told.append])
    day = days_of(edition)[0]
    slot = slots(hall, day, 2)[1]
    was = slot.starts_at
    address = f"{SETUP}/slots/{slot.id}"
    assert 'value="09:25"' in client.get(address).text
    client.post(address, data={"starts": "09:30", "ends": "09:50", "blocked_reason": ""})
    assert times(day) == ["09:00-09:20", "09:30-09:50"]
    moved = told[0]
    assert isinstance(moved, SlotMoved)
    assert (moved.slot_id, moved.was_starts_at, moved.starts_at) == (slot.id, was, was + timedelta(minutes=5))
    client.post(address, data={"starts": "09:30", "ends": "09:50", "blocked_reason": "Ceremonia"})
    assert "Ceremonia" in client.get(f"{SETUP}/slots").text
    client.post(address, data={"starts": "09:30", "ends": "09:50", "blocked_reason": ""})
    assert session().scalars(select(Slot.blocked_reason)).all() == [None, None]
    assert len(told) == 1


@pytest.mark.parametrize(("starts", "ends"), [("09:10", "09:30"), ("10:00", "09:50"), ("09:30", "09:30")])
def test_a_slot_is_not_moved_into_another(
    client: FlaskClient, edition: Edition, hall: Hall, starts: str, ends: str
) -> None:
    day = days_of(edition)[0]
    slot = slots(hall, day, 2)[1]
    answer = client.post(f"{SETUP}/slots/{slot.id}", data={"starts": starts, "ends": ends, "blocked_reason": "Comida"})
    assert (answer.status_code, 'value="Comida"' in answer.text) == (422, True)
    assert times(day) == ["09:00-09:20", "09:25-09:45"]


def test_slots_are_deleted_one_by_one_or_by_day(client: FlaskClient, edition: Edition, hall: Hall) -> None:
    first, second = days_of(edition)
    one = slots(hall, first, 3)[0]
    slots(hall, second, 2)
    client.post(f"{SETUP}/slots/{one.id}/removal")
    assert len(times(first)) == 2
    client.post(f"{SETUP}/halls/{hall.id}/days/{first.id}/slots/removal")
    assert (times(first), len(times(second))) == ([], 2)


def test_the_list_without_a_hall_shows_the_way(client: FlaskClient, edition: Edition) -> None:
    assert "Primero agregue un salón de encuentros B2B" in client.get(f"{SETUP}/slots").text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_five_statements(
    client: FlaskClient, edition: Edition, hall: Hall, statements: list[str], how_many: int
) -> None:
    slots(hall, days_of(edition)[0], how_many)
    statements.clear()
    client.get(f"{SETUP}/slots")
    assert len(statements) == 5


def test_hours_are_those_of_the_venue(client: FlaskClient, edition: Edition, hall: Hall) -> None:
    day = days_of(edition)[0]
    client.post(f"{SETUP}/slots/new", data=rule(edition, hall, create="1", days=[day.id]))
    first = session().scalars(select(Slot.starts_at).order_by(Slot.starts_at)).first()
    assert first == datetime.combine(day.date, time(15), tzinfo=UTC)
