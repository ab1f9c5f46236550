"""The screen on the wall: its numbers, counted by hand; nothing is sent where nothing changed; nobody is named."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.checkin.models import Entry
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.kept import forget
from forum.dashboard.queries.wall import WallNumbers, wall_numbers
from forum.registration.enums import RegistrationStatus
from tests.builders.agendas import Desk
from tests.builders.checkin import a_gate
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_registration


@pytest.mark.both_engines
def test_each_number_is_what_was_counted_by_hand(app: Flask) -> None:
    edition = an_edition()
    gate, category, now = a_gate(edition), a_category(edition), utc_now()
    people = [a_registration(category) for _ in range(3)]
    a_registration(category, status=RegistrationStatus.CANCELLED)
    for registration, minutes in zip(people, (1, 14, 16), strict=True):
        at = now - timedelta(minutes=minutes)
        with atomic() as session:
            session.add(
                Entry(
                    registration_id=registration.id, day=edition.starts_on, area_id=gate.area_id, gate_id=gate.id,
                    scan_id=str(minutes), entered_at=at, inside=True, moved_at=at, moved_by="x", changed_at=at,
                )
            )  # fmt: skip
    shown = wall_numbers(edition.id, day=edition.starts_on, ends_at=now + timedelta(hours=9), now=now)
    assert shown == WallNumbers(registered=3, arrived=3, of_late=2, meetings_now=0, meetings_next=0, next_at=None)


@pytest.mark.both_engines
def test_meetings_of_now_and_of_the_next_slot(app: Flask) -> None:
    edition = an_edition(buyer_spare_slots_per_day=0)
    desk = Desk(edition)
    desk.meet(desk.slots[0])
    desk.meet(desk.slots[2], supplier="Otra", title="Otro soporte")
    during, night = desk.slots[0].starts_at, desk.slots[0].starts_at + timedelta(hours=12)
    shown = wall_numbers(edition.id, day=edition.starts_on, ends_at=night, now=during)
    assert (shown.meetings_now, shown.meetings_next, shown.next_at) == (1, 1, desk.slots[2].starts_at)
    after = wall_numbers(edition.id, day=edition.starts_on, ends_at=night, now=desk.slots[2].ends_at)
    assert (after.meetings_now, after.meetings_next, after.next_at) == (0, 0, None)


def test_the_numbers_are_sent_again_only_where_they_changed(client: FlaskClient, statements: list[str]) -> None:
    edition = an_edition()
    viewer = a_person()
    a_role(viewer, Role.VIEWER, edition)
    sign_in(client, viewer)
    category = a_category(edition)
    here = f"/{edition.slug}/dashboard/wall/numbers"
    assert "hx-trigger" in client.get(f"/{edition.slug}/dashboard/wall").text
    forget(client.application)
    statements.clear()
    first = client.get(here)
    assert len(statements) == 3
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "private, no-cache")
    asked = {"If-None-Match": first.headers["ETag"]}
    unchanged = client.get(here, headers=asked)
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    a_registration(category, a_person(given_names="Genoveva"))
    forget(client.application)
    changed = client.get(here, headers=asked)
    assert changed.status_code == 200
    assert "Genoveva" not in changed.text
    assert client.get(f"/{edition.slug}/dashboard").text.count("dashboard/wall") == 1


def test_who_does_not_read_the_dashboard_does_not_read_the_wall(client: FlaskClient) -> None:
    edition = an_edition()
    steward = a_person()
    a_role(steward, Role.GATE_STEWARD, edition)
    sign_in(client, steward)
    assert [client.get(f"/{edition.slug}/dashboard/wall{part}").status_code for part in ("", "/numbers")] == [403, 403]
