"""The charts of an edition, counted by hand: registrations a day, arrivals beside last year's, how far people came."""

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.badges.models import Badge, Handover
from forum.checkin.models import Entry
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.dashboard.queries.charts import (
    Attending,
    Supplying,
    arrivals_by_quarter,
    attending,
    registrations_by_day,
    supplying,
)
from forum.editions.models import Edition
from forum.editions.queries import find_edition_before
from forum.matchmaking.enums import SupplierStatus
from forum.meetings.enums import RequestStatus
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from tests.builders.agendas import Desk
from tests.builders.badges import somebody_with_badge
from tests.builders.checkin import a_gate
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import an_organiser
from tests.builders.registrations import a_registration


def enter(registration: Registration, gate: Any, edition: Edition, clock: time, *, day: int = 0) -> None:
    """A first entry on a day of the edition, at this time of the venue."""
    date = edition.starts_on + timedelta(days=day)
    at = datetime.combine(date, clock, ZONE)
    with atomic() as session:
        session.add(
            Entry(
                registration_id=registration.id, day=date, area_id=gate.area_id, gate_id=gate.id,
                scan_id=f"{registration.id}-{day}", entered_at=at, inside=True, moved_at=at,
                moved_by=f"{registration.id}-{day}", changed_at=at,
            )
        )  # fmt: skip


@pytest.fixture
def editions(app: Flask) -> tuple[Edition, Edition]:
    """The last edition, to which two came at half past nine, and this one, to which three came."""
    starts_on = utc_now().astimezone(ZONE).date() - timedelta(days=335)
    before = an_edition(slug="antes", starts_on=starts_on, ends_on=starts_on + timedelta(days=1))
    gate, category = a_gate(before), a_category(before)
    for _ in range(2):
        enter(a_registration(category), gate, before, time(9, 31))
    now = an_edition(slug="ahora")
    gate, category = a_gate(now), a_category(now)
    for clock in (time(9, 0), time(9, 14, 59), time(9, 45)):
        enter(a_registration(category), gate, now, clock)
    return before, now


@pytest.mark.both_engines
def test_arrivals_are_counted_per_quarter_of_the_venues_clock(editions: tuple[Edition, Edition]) -> None:
    before, now = editions
    assert arrivals_by_quarter(now) == {now.starts_on: {36: 2, 39: 1}}
    assert arrivals_by_quarter(before) == {before.starts_on: {38: 2}}
    found = find_edition_before(now)
    assert found is not None
    assert found.id == before.id
    assert find_edition_before(before) is None


@pytest.mark.both_engines
def test_registrations_are_counted_by_the_day_of_the_venue(app: Flask) -> None:
    edition = an_edition()
    category = a_category(edition)
    evening = datetime(2026, 8, 2, 23, 30, tzinfo=ZONE)
    for moment in (evening, evening + timedelta(hours=1), evening - timedelta(hours=30)):
        a_registration(category, created_at=moment, status=RegistrationStatus.CANCELLED)
    kept = a_registration(category, created_at=evening)
    a_registration(category, created_at=evening, merged_into_id=kept.id, status=RegistrationStatus.CANCELLED)
    counted = {day.isoformat(): count for day, count in registrations_by_day(edition).items()}
    assert counted == {"2026-08-01": 1, "2026-08-02": 2, "2026-08-03": 1}


@pytest.mark.both_engines
def test_how_far_people_came(app: Flask) -> None:
    edition, now = an_edition(), utc_now()
    category, gate = a_category(edition), a_gate(edition)
    registration, badge = somebody_with_badge(category)
    somebody_with_badge(category)
    a_registration(category, status=RegistrationStatus.PENDING)
    with atomic() as session:
        session.add(Handover(badge_id=badge.id, at=now))
    enter(registration, gate, edition, time(9))
    enter(registration, gate, edition, time(10), day=1)
    assert attending(edition.id) == Attending(registered=3, approved=2, printed=1, arrived=1)
    with atomic() as session:
        session.get_one(Badge, badge.id).revoked_at = now
    assert attending(edition.id).printed == 0


@pytest.mark.both_engines
def test_how_far_suppliers_came(app: Flask) -> None:
    edition = an_edition()
    desk = Desk(edition)
    desk.meet(desk.slots[0])
    a_supplier(edition)
    a_supplier(edition, status=SupplierStatus.PENDING)
    need = a_requirement(desk.buyer)
    a_request(need, *a_supplier(edition))
    a_request(need, *a_supplier(edition), status=RequestStatus.ACCEPTED)
    counted = supplying(edition.id, now=utc_now())
    base = supplying(an_edition().id, now=utc_now())
    assert base == Supplying(profiles=0, approved=0, asked=0, accepted=0, scheduled=0, over=0)
    assert (counted.asked, counted.accepted, counted.scheduled, counted.over) == (3, 2, 1, 0)
    assert counted.profiles - counted.approved == 1
    assert supplying(edition.id, now=desk.slots[0].ends_at).over == 1


def test_the_page_draws_each_chart_and_says_it_in_a_table(
    client: FlaskClient, editions: tuple[Edition, Edition], statements: list[str]
) -> None:
    _before, now = editions
    an_organiser(client, now)
    statements.clear()
    page = client.get(f"/{now.slug}/dashboard/charts").text
    assert len(statements) == 10
    assert page.count('class="chart__mark"') == 7
    assert [words in page for words in ("Agenda definitiva", "Cierra el registro", "3 personas entraron")] == [True] * 3
    rows = re.findall(r"(\d\d:\d\d)\s*</th>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>(\d+)", page)
    assert rows == [("09:00", "2", "0"), ("09:30", "0", "2"), ("09:45", "1", "0")]
    assert f"/{now.slug}/dashboard/charts" in client.get(f"/{now.slug}/dashboard").text
    assert "once=yes" in page
    english = client.get(f"/{now.slug}/dashboard/charts", headers={"Accept-Language": "en"}).text
    assert "3 people entered" in english


def test_an_edition_without_anything_has_charts(client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    page = client.get(f"/{edition.slug}/dashboard/charts")
    assert (page.status_code, page.text.count("Nadie ha entrado ese día")) == (200, 2)
