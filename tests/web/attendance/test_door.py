"""The door of a session: scans, those without a place, undoing, by name, the list, and who may."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.attendance.models import Attendance, AttendanceEvent
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.filters import clock_time
from forum.editions.models import Category, Edition
from forum.privacy.models import Transfer
from forum.programme import service as programme
from forum.programme.models import Talk
from tests.builders.badges import a_badge_for
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.programme import a_talk, published
from tests.builders.registrations import a_registration


def ago(minutes: int) -> datetime:
    return utc_now() - timedelta(minutes=minutes)


pytestmark = pytest.mark.both_engines  # who came has no tests of its own


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


@pytest.fixture
def talk(edition: Edition) -> Talk:
    found = a_talk(edition, "Leer un plano", starts=ago(5))
    published(edition)
    return found


@pytest.fixture
def steward(client: FlaskClient, edition: Edition) -> int:
    person = a_person()
    a_role(person, Role.GATE_STEWARD, edition)
    sign_in(client, person)
    return person.id


def scan(client: FlaskClient, talk: Talk, code: str, **values: object) -> dict[str, object]:
    times = {"scanned_at": utc_now().isoformat()}
    body = {"id": str(uuid4()), "device": "web-1", "method": "typed", "code": code, **times, **values}
    found: dict[str, object] = client.post(f"/foro/attendance/{talk.id}/scans", json=body).json
    return found


def at_door(talk: Talk) -> datetime:
    return session().scalars(select(Attendance.came_at).where(Attendance.talk_uid == talk.uid)).one()


def came(talk: Talk) -> list[tuple[int, bool, int | None]]:
    session().expire_all()
    rows = session().scalars(select(Attendance).where(Attendance.talk_uid == talk.uid).order_by(Attendance.id))
    return [(each.registration_id, each.without_place, each.by_id) for each in rows]


def history(registration_id: int) -> list[str]:
    query = select(AttendanceEvent).where(AttendanceEvent.registration_id == registration_id)
    return [each.kind.value for each in session().scalars(query.order_by(AttendanceEvent.id))]


def test_a_badge_is_written_down_once(client: FlaskClient, category: Category, talk: Talk, steward: int) -> None:
    registration = a_registration(category)
    code = a_badge_for(registration).code
    first = scan(client, talk, code)
    assert (first["outcome"], first["title"], first["count"]) == ("recorded", "Asistencia registrada", 1)
    again = scan(client, talk, code)
    assert (again["outcome"], again["title"], again["count"]) == (
        "already",
        f"Ya registrada {clock_time(at_door(talk))}",
        1,
    )
    assert came(talk) == [(registration.id, False, steward)]


def test_the_same_scan_sent_twice_is_answered_the_same(
    client: FlaskClient, category: Category, talk: Talk, steward: int
) -> None:
    code, scan_id = a_badge_for(a_registration(category)).code, str(uuid4())
    assert [scan(client, talk, code, id=scan_id)["outcome"] for _ in range(2)] == ["recorded", "recorded"]
    assert len(came(talk)) == 1


def test_a_scan_kept_without_network_counts_for_its_moment(
    client: FlaskClient, edition: Edition, category: Category, steward: int
) -> None:
    talk = a_talk(edition, starts=ago(150))
    published(edition)
    code = a_badge_for(a_registration(category)).code
    times = {"scanned_at": "2026-01-01T00:00:00Z", "sent_at": "2026-01-01T02:00:00Z", "told": "let_in"}
    assert scan(client, talk, code, **times)["outcome"] == "recorded"
    assert ago(121) < at_door(talk) <= ago(120)


def test_in_a_full_session_the_staff_decide_who_passes(
    client: FlaskClient, edition: Edition, category: Category, steward: int
) -> None:
    talk = a_talk(edition, "Taller", starts=ago(5), capacity=1, needs_registration=True)
    published(edition)
    holder, other = a_registration(category), a_registration(category)
    programme.choose_talk(talk.uid, registration_id=holder.id, now=utc_now())
    code = a_badge_for(other).code
    answer = scan(client, talk, code)
    assert (answer["outcome"], answer["title"]) == ("no_place", "Sin lugar apartado")
    assert (scan(client, talk, a_badge_for(holder).code)["outcome"], came(talk)) == (
        "recorded",
        [(holder.id, False, steward)],
    )
    assert scan(client, talk, code, told="let_in")["outcome"] == "recorded"
    assert (came(talk)[1:], history(other.id)) == ([(other.id, True, steward)], ["let_in"])


def test_too_early_and_too_late_nothing_is_written_down(
    client: FlaskClient, edition: Edition, category: Category, steward: int
) -> None:
    registration = a_registration(category)
    code = a_badge_for(registration).code
    early, over = (a_talk(edition, starts=ago(minutes)) for minutes in (-45, 70))
    published(edition)
    assert [scan(client, talk, code)["outcome"] for talk in (early, over)] == ["early", "over"]
    assert (came(early), came(over)) == ([], [])
    person = session().get_one(Person, registration.person_id)
    people = client.get(f"/foro/attendance/{over.id}/people?q={person.first_surname}").text
    assert f'value="{registration.id}"' in people
    data = {"scan_id": str(uuid4()), "registration": registration.id}
    page = client.post(f"/foro/attendance/{over.id}/arrivals", data=data).text
    assert ("Asistencia registrada" in page, history(registration.id)) == (True, ["by_hand"])


def test_a_stranger_and_a_revoked_badge_are_told_apart(
    client: FlaskClient, edition: Edition, category: Category, talk: Talk, steward: int
) -> None:
    elsewhere = a_badge_for(a_registration(a_category(an_edition(slug="otra", ordinal=9)))).code
    assert [scan(client, talk, code)["outcome"] for code in (elsewhere, "no es un gafete")] == ["unknown", "unknown"]
    assert came(talk) == []


def test_without_script_a_code_is_typed_and_who_has_no_place_is_let_in(
    client: FlaskClient, edition: Edition, category: Category, steward: int
) -> None:
    talk = a_talk(edition, "Taller", starts=ago(5), capacity=1, needs_registration=True)
    published(edition)
    programme.choose_talk(talk.uid, registration_id=a_registration(category).id, now=utc_now())
    other = a_registration(category)
    data = {"scan_id": str(uuid4()), "code": a_badge_for(other).code}
    page = client.post(f"/foro/attendance/{talk.id}/arrivals", data=data).text
    assert ("Sin lugar apartado" in page, data["code"] in page) == (True, True)
    client.post(f"/foro/attendance/{talk.id}/arrivals", data={**data, "let_in": "yes"})
    assert came(talk) == [(other.id, True, steward)]


def test_it_is_taken_back_and_leaves_a_trace(client: FlaskClient, category: Category, talk: Talk, steward: int) -> None:
    registration = a_registration(category)
    scan(client, talk, a_badge_for(registration).code)
    (row,) = session().scalars(select(Attendance))
    client.post(f"/foro/attendance/{talk.id}/arrivals/{row.id}/removal")
    assert (came(talk), history(registration.id)) == ([], ["scanned", "undone"])


def test_the_list_is_a_sheet_and_handing_it_over_is_written_down(
    client: FlaskClient, category: Category, talk: Talk, steward: int
) -> None:
    registration = a_registration(category)
    scan(client, talk, a_badge_for(registration).code)
    assert client.get(f"/foro/attendance/{talk.id}/list.csv").status_code == 403
    an_organiser(client)
    name = session().get_one(Person, registration.person_id).full_name
    assert name in client.get(f"/foro/attendance/{talk.id}/list").text
    assert name in client.get(f"/foro/attendance/{talk.id}/list.csv").text
    assert client.get(f"/foro/attendance/{talk.id}/list.xlsx").status_code == 200
    assert [each.people for each in session().scalars(select(Transfer))] == [1, 1]


def test_the_door_finds_its_sessions_from_the_gates(client: FlaskClient, talk: Talk, steward: int) -> None:
    assert "/foro/attendance" in client.get("/foro/checkin/gates").text
    assert f"/foro/attendance/{talk.id}" in client.get("/foro/attendance").text
    assert "data-scans" in client.get(f"/foro/attendance/{talk.id}").text


def test_somebody_signed_in_does_not_scan(client: FlaskClient, talk: Talk) -> None:
    sign_in(client, a_person())
    assert client.get(f"/foro/attendance/{talk.id}").status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_statements_however_many_came(
    client: FlaskClient, category: Category, talk: Talk, statements: list[str], people: int
) -> None:
    an_organiser(client)
    for _ in range(people):
        scan(client, talk, a_badge_for(a_registration(category)).code)
    client.get(f"/foro/attendance/{talk.id}")
    statements.clear()
    assert client.get(f"/foro/attendance/{talk.id}").status_code == 200
    assert len(statements) <= 8
