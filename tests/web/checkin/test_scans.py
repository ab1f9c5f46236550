"""One scan: its answer, its row, and what makes it safe to send twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.badges.service import reissue_badge, revoke_badges
from forum.checkin.enums import ScanMethod, ScanOutcome, ScanReason
from forum.checkin.models import Entry, Scan
from forum.checkin.rules import local_day
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import CategoryDay, Edition
from forum.registration.enums import RegistrationStatus
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward
from tests.builders.editions import ZONE, a_category, an_edition, days_of
from tests.builders.people import a_person, sign_in

pytestmark = pytest.mark.both_engines  # what a scan records: tested by these pages alone


def today_edition(**values: object) -> Edition:
    return an_edition(
        starts_on=utc_now().astimezone(ZONE).date(),
        ends_on=utc_now().astimezone(ZONE).date() + timedelta(days=1),
        **values,
    )


@pytest.fixture
def edition(app: object) -> Edition:
    return today_edition()


@pytest.fixture
def steward(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition))


def send(client: FlaskClient, gate_id: int, scan: dict[str, object]) -> dict[str, object]:
    answer = client.post(f"/api/gates/{gate_id}/scans", json=scan)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def rows(model: type) -> int:
    session().rollback()
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_first_scan_of_the_day_is_admitted_and_recorded(steward: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition, "Puerta 1")
    badge = a_badge(edition, category=a_category(edition, name_es="Visitante"))
    scan = a_scan(badge)

    assert send(steward, gate.id, scan) == {
        "id": scan["id"],
        "outcome": "admitted",
        "title": "Adelante",
        "detail": "Puede pasar.",
        "name": "María José Muñoz Güereca",
        "organisation": "Troquelados del Bajío",
        "category": "Visitante",
        "colour": "#1f6f5c",
        "since": "",
        "gate": "Puerta 1",
        "count": 1,
    }
    session().rollback()
    row = session().scalars(select(Scan)).one()
    assert (row.id, row.gate_id, row.badge_id, row.device) == (scan["id"], gate.id, badge.id, "celular-1")
    assert (row.method, row.code, row.outcome) == (ScanMethod.CAMERA, badge.code, ScanOutcome.ADMITTED)
    assert row.reason is ScanReason.FIRST_TODAY
    assert row.scanned_at.isoformat() == scan["scanned_at"]
    entry = session().scalars(select(Entry)).one()
    assert (entry.registration_id, entry.gate_id, entry.scan_id) == (badge.registration_id, gate.id, scan["id"])
    assert entry.day == local_day(utc_now(), "America/Mexico_City")
    assert entry.entered_at == row.received_at


def test_second_scan_answers_when_and_where_they_entered(steward: FlaskClient, edition: Edition) -> None:
    north, south = a_gate(edition, "Acceso norte"), a_gate(edition, "Acceso sur")
    badge = a_badge(edition)
    send(steward, north.id, a_scan(badge))
    session().rollback()
    since = session().scalars(select(Entry.entered_at)).one().astimezone(ZONE).strftime("%H:%M")

    answer = send(steward, south.id, a_scan(badge))

    assert answer["outcome"] == "already_inside"
    assert answer["title"] == "Ya entró"
    assert answer["detail"] == f"Entró a las {since} por Acceso norte."
    assert (answer["since"], answer["gate"], answer["count"]) == (since, "Acceso norte", 0)
    assert (rows(Scan), rows(Entry)) == (2, 1)


def test_same_id_twice_answers_the_same_and_records_once(steward: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition)
    badge = a_badge(edition)
    scan = a_scan(badge)

    assert send(steward, gate.id, scan) == send(steward, gate.id, scan)
    assert (rows(Scan), rows(Entry)) == (1, 1)

    again = a_scan(badge)
    assert send(steward, gate.id, again) == send(steward, gate.id, again)
    assert (rows(Scan), rows(Entry)) == (2, 1)


def test_id_of_another_gate_is_refused(steward: FlaskClient, edition: Edition) -> None:
    scan = a_scan(a_badge(edition))
    send(steward, a_gate(edition).id, scan)
    answer = steward.post(f"/api/gates/{a_gate(edition).id}/scans", json=scan)
    assert (answer.status_code, answer.json["code"]) == (409, "checkin.scan_id_taken")
    assert rows(Scan) == 1


def test_unknown_codes_are_recorded_too(steward: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition)
    unknown = send(steward, gate.id, a_scan(code="0" * 20))
    foreign = send(steward, gate.id, a_scan(code="https://example.mx/menú\x00"))

    assert (unknown["outcome"], unknown["detail"]) == ("unknown", "Ningún gafete tiene ese código.")
    assert foreign["detail"] == "Eso no es un código de gafete: son 20 letras y números."
    session().rollback()
    recorded = session().execute(select(Scan.code, Scan.reason, Scan.badge_id).order_by(Scan.received_at)).all()
    assert [tuple(row) for row in recorded] == [
        ("0" * 20, ScanReason.NO_SUCH_BADGE, None),
        ("https://example.mx/menú", ScanReason.NOT_A_CODE, None),
    ]
    assert rows(Entry) == 0


def test_badge_of_another_edition_is_unknown_and_unnamed(steward: FlaskClient, edition: Edition) -> None:
    answer = send(steward, a_gate(edition).id, a_scan(a_badge(today_edition())))
    assert (answer["outcome"], answer["detail"]) == ("unknown", "Es un gafete de otra edición.")
    assert (answer["name"], answer["organisation"], answer["category"]) == ("", "", "")
    assert rows(Entry) == 0


@pytest.mark.parametrize(
    ("reissued", "why"),
    [
        (True, "Se repuso por otro gafete. Envíe a la mesa de registro."),
        (False, "El registro se canceló. Envíe a la mesa de registro."),
    ],
)
def test_a_revoked_badge_says_why(steward: FlaskClient, edition: Edition, reissued: bool, why: str) -> None:
    badge, by = a_badge(edition), a_person().id
    if reissued:
        reissue_badge(badge.id, reason="Lo extravió", by=by, now=utc_now())
    else:
        with atomic():
            revoke_badges(badge.registration_id, now=utc_now())
    answer = send(steward, a_gate(edition).id, a_scan(badge))
    assert (answer["outcome"], answer["detail"]) == ("revoked", why)


def test_revoked_badge_and_cancelled_registration(steward: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition)
    badge = send(steward, gate.id, a_scan(a_badge(edition, revoked=True)))
    registration = send(steward, gate.id, a_scan(a_badge(edition, status=RegistrationStatus.CANCELLED)))
    assert badge["outcome"] == registration["outcome"] == "revoked"
    assert badge["detail"] == "Envíe a la mesa de registro."
    assert registration["detail"] == "El registro no está vigente. Envíe a la mesa de registro."
    assert badge["name"] == "María José Muñoz Güereca"


def test_category_enters_only_on_its_days(steward: FlaskClient, edition: Edition) -> None:
    first, second = days_of(edition)
    today, tomorrow = a_category(edition), a_category(edition, name_es="Estudiante")
    with atomic() as current:
        current.add_all(
            [CategoryDay(category_id=today.id, day_id=first.id), CategoryDay(category_id=tomorrow.id, day_id=second.id)]
        )
    gate = a_gate(edition)
    assert send(steward, gate.id, a_scan(a_badge(edition, category=today)))["outcome"] == "admitted"
    refused = send(steward, gate.id, a_scan(a_badge(edition, category=tomorrow)))
    assert (refused["outcome"], refused["detail"]) == ("not_today", "La categoría Estudiante no entra hoy.")


def test_nobody_enters_on_a_day_on_which_the_forum_is_closed(client: FlaskClient, app: object) -> None:
    edition = an_edition()
    sign_in(client, a_steward(edition))
    answer = send(client, a_gate(edition).id, a_scan(a_badge(edition)))
    assert (answer["outcome"], answer["detail"]) == ("not_today", "Hoy no abre el foro.")


@pytest.mark.parametrize("minutes", [-10, 10, -60 * 24 * 400])
def test_clock_of_the_phone_does_not_decide(steward: FlaskClient, edition: Edition, minutes: int) -> None:
    gate = a_gate(edition)
    told = utc_now() + timedelta(minutes=minutes)
    answer = send(steward, gate.id, a_scan(a_badge(edition), scanned_at=told.isoformat()))
    session().rollback()
    row = session().scalars(select(Scan)).one()
    assert answer["outcome"] == "admitted"
    assert row.scanned_at == told
    assert abs(row.received_at - utc_now()) < timedelta(minutes=1)


def test_person_found_by_name_enters_with_their_newest_badge(steward: FlaskClient, edition: Edition) -> None:
    badge = a_badge(edition)
    gate = a_gate(edition)
    scan = a_scan(method="search", registration=badge.registration_id)
    del scan["code"]
    answer = send(steward, gate.id, scan)
    assert answer["outcome"] == "admitted"
    assert badge.code not in str(answer)
    session().rollback()
    assert session().execute(select(Scan.code, Scan.method)).one() == (badge.code, ScanMethod.SEARCH)


def test_registration_of_another_edition_is_not_admitted_by_its_id(steward: FlaskClient, edition: Edition) -> None:
    badge = a_badge(today_edition())
    answer = send(steward, a_gate(edition).id, a_scan(method="search", registration=badge.registration_id))
    assert (answer["outcome"], answer["name"]) == ("unknown", "")


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "x"},
        {"id": 5},
        {"method": "magic"},
        {"scanned_at": "yesterday"},
        {"scanned_at": "2026-09-09T09:00:00"},
        {"scanned_at": "0001-01-01T00:00:00+10:00"},
        {"device": None},
        {"code": 7},
        {"registration": "1", "method": "search"},
        {"registration": 1},
        {"method": "search"},
        {"told": "perhaps"},
        {"offset_ms": "1"},
        {"offset_ms": True},
        {"offset_ms": 2**40},
        {"data_at": "yesterday"},
        {"sealed": "%"},
        {"sealed": 5},
    ],
)
def test_a_malformed_scan_is_refused(steward: FlaskClient, edition: Edition, broken: dict[str, object]) -> None:
    answer = steward.post(f"/api/gates/{a_gate(edition).id}/scans", json=a_scan(**broken))
    assert (answer.status_code, answer.json["code"]) == (422, "checkin.scan_not_understood")
    assert rows(Scan) == 0


def test_a_body_that_is_no_object_is_refused(steward: FlaskClient, edition: Edition) -> None:
    answer = steward.post(f"/api/gates/{a_gate(edition).id}/scans", data="[", content_type="application/json")
    assert answer.status_code == 422


def test_steward_of_another_edition_finds_no_gate(client: FlaskClient, edition: Edition) -> None:
    sign_in(client, a_steward(today_edition()))
    answer = client.post(f"/api/gates/{a_gate(edition).id}/scans", json=a_scan(a_badge(edition)))
    assert (answer.status_code, answer.json["code"]) == (404, "core.not_found")
    assert rows(Scan) == 0


def test_unknown_gate_is_not_found(steward: FlaskClient) -> None:
    assert steward.post("/api/gates/999999/scans", json=a_scan()).status_code == 404


def test_answer_is_in_the_language_of_the_steward(steward: FlaskClient, edition: Edition) -> None:
    category = a_category(edition, name_es="Visitante", name_en="Visitor")
    steward.set_cookie("foro_lang", "en")
    answer = send(steward, a_gate(edition).id, a_scan(a_badge(edition, category=category)))
    assert (answer["title"], answer["detail"], answer["category"]) == ("Go ahead", "May come in.", "Visitor")


def test_code_is_recognised_as_people_and_hand_scanners_send_it(steward: FlaskClient, edition: Edition) -> None:
    badge = a_badge(edition)
    gate = a_gate(edition)
    typed = "-".join(badge.code[n : n + 4].lower() for n in range(0, 20, 4))
    assert send(steward, gate.id, a_scan(code=typed, method="typed"))["outcome"] == "admitted"
    assert send(steward, gate.id, a_scan(code=f"{badge.code}\r\n", method="wedge"))["outcome"] == "already_inside"


@pytest.mark.parametrize("sent", ["]Q1{}", "Q1{}", "{}X", "]Q1{}X", "Q1{}\t"])
def test_code_is_recognised_with_what_a_hand_scanner_joins_to_it(
    steward: FlaskClient, edition: Edition, sent: str
) -> None:
    badge = a_badge(edition)
    answer = send(steward, a_gate(edition).id, a_scan(code=sent.format(badge.code), method="wedge"))
    assert answer["outcome"] == "admitted"
    session().rollback()
    assert session().scalars(select(Scan.code)).one() == badge.code


def test_two_badges_joined_are_nobody(steward: FlaskClient, edition: Edition) -> None:
    joined = a_badge(edition).code + a_badge(edition).code
    assert send(steward, a_gate(edition).id, a_scan(code=joined, method="wedge"))["outcome"] == "unknown"
    assert rows(Entry) == 0


def test_scan_takes_five_statements_at_most(steward: FlaskClient, edition: Edition, statements: list[str]) -> None:
    gate = a_gate(edition)
    first, second = a_badge(edition), a_badge(edition)
    statements.clear()
    send(steward, gate.id, a_scan(first))
    in_one = int(session().get_bind().dialect.name == "postgresql")  # entry and scan
    assert len(statements) == 5 - in_one  # person · context · entry · scan · count
    statements.clear()
    send(steward, gate.id, a_scan(second))
    assert len(statements) == 4 - in_one  # the count is still fresh
    statements.clear()
    send(steward, gate.id, a_scan(second))
    assert len(statements) == 3  # nothing to enter


def test_scan_of_another_device_does_not_reuse_an_id(steward: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition)
    first, second = a_badge(edition), a_badge(edition)
    scan_id = str(uuid4())
    told = send(steward, gate.id, a_scan(first, id=scan_id))
    assert send(steward, gate.id, a_scan(second, id=scan_id)) == told
    assert (rows(Scan), rows(Entry)) == (1, 1)
