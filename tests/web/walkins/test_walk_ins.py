"""Registering on site: the badge first, with a reserved code; then who it is for, in whatever order things arrive."""

from base64 import b64decode
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.badges.enums import RevokedFor
from forum.badges.models import Badge, ReservedCode
from forum.checkin.enums import ScanOutcome, ScanReason
from forum.checkin.models import Entry, Gate, Scan
from forum.checkin.service.devices import close_device
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.kept import forget
from forum.editions.models import Category, Edition
from forum.printing.qr import qr_matrix
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.walkins.enums import Problem
from forum.walkins.models import WalkIn
from tests.builders.checkin import a_badge, a_device, a_gate, a_scan, a_steward
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.people import a_person, sign_in
from tests.builders.registrations import a_notice

pytestmark = pytest.mark.both_engines


@pytest.fixture
def edition(app: object) -> Edition:
    """An edition that is open today."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today, ends_on=today + timedelta(days=1))


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


@pytest.fixture
def gate(edition: Edition) -> Gate:
    return a_gate(edition)


@pytest.fixture
def desk(client: FlaskClient, edition: Edition, category: Category) -> FlaskClient:
    return sign_in(client, a_steward(edition, Role.REGISTRATION_DESK))


def codes(desk: FlaskClient, edition: Edition, device: str = "web-1") -> dict[str, list[dict[str, str]]]:
    answer = desk.post(f"/{edition.slug}/checkin/walk-ins/codes", json={"device": device})
    assert answer.status_code == 200
    return answer.get_json()["codes"]


def a_walk_in(held: str, category: Category, **values: object) -> dict[str, Any]:
    """Somebody as a device sends them from a browser that cannot seal."""
    typed = {"given_names": "Nadia", "first_surname": "Olvera", "organisation": "Moldes Olvera", "email": ""}
    now = utc_now().isoformat()
    return {
        "id": str(uuid4()),
        "device": "web-1",
        "registered_at": now,
        "sent_at": now,
        "open": {**typed, "code": held, "category_id": category.id, **values},
    }


def send(desk: FlaskClient, edition: Edition, *walk_ins: object) -> list[dict[str, Any]]:
    answer = desk.post(f"/{edition.slug}/checkin/walk-ins", json={"walk_ins": walk_ins})
    assert answer.status_code == 200
    return answer.get_json()["answers"]


def one_code(desk: FlaskClient, edition: Edition, category: Category) -> str:
    return codes(desk, edition)[str(category.id)][0]["code"]


def scan(client: FlaskClient, gate: Gate, code: str, **values: object) -> dict[str, Any]:
    answer = client.post(f"/api/gates/{gate.id}/scans", json=a_scan(code=code, **values))
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def test_a_pasted_name_is_taken_without_what_nobody_sees(
    desk: FlaskClient, edition: Edition, category: Category
) -> None:
    code = one_code(desk, edition, category)
    walk_in = a_walk_in(code, category, given_names="\u200bMari\u0301a\u00a0 José\x00", organisation="Moldes\tOlvera ")
    assert send(desk, edition, walk_in)[0]["registered"]
    registration = session().scalars(select(Registration)).one()
    assert (person_of(registration).given_names, registration.organisation) == ("María José", "Moldes Olvera")


def person_of(registration: Registration) -> Person:
    return session().get_one(Person, registration.person_id)


def problem_of(walk_in: dict[str, Any]) -> Problem | None:
    session().expire_all()
    return session().get_one(WalkIn, walk_in["id"]).problem


def test_a_device_holds_the_same_codes_until_they_are_used(
    desk: FlaskClient, edition: Edition, category: Category
) -> None:
    first, again, other = codes(desk, edition), codes(desk, edition), codes(desk, edition, "web-2")
    assert first == again
    held = [each["code"] for each in first[str(category.id)]]
    assert len(set(held)) == 20
    assert not {each["code"] for each in other[str(category.id)]} & set(held)
    bits = "".join(f"{byte:08b}" for byte in b64decode(first[str(category.id)][0]["modules"]))
    assert bits[: 21 * 21] == "".join(str(int(module)) for row in qr_matrix(held[0]) for module in row)
    send(desk, edition, a_walk_in(held[0], category))
    after = [each["code"] for each in codes(desk, edition)[str(category.id)]]
    assert after[:19] == held[1:]
    assert len(after) == 20


def test_somebody_is_registered_with_the_badge_they_have(
    desk: FlaskClient, edition: Edition, category: Category
) -> None:
    code = one_code(desk, edition, category)
    walk_in = a_walk_in(code, category, email="nadia@moldes.example")
    answers = send(desk, edition, walk_in)
    assert [(each["status"], each["registered"]) for each in answers] == [(200, True)]
    assert send(desk, edition, walk_in) == answers
    registration = session().scalars(select(Registration)).one()
    assert registration.status is RegistrationStatus.APPROVED
    assert person_of(registration).email == "nadia@moldes.example"
    assert [badge.code for badge in session().scalars(select(Badge))] == [code]
    page = desk.get(f"/{edition.slug}/checkin/walk-ins").get_data(as_text=True)
    assert "Nadia Olvera" in page
    assert "Por resolver" not in page


def test_the_badge_opens_the_door_before_it_is_sent_whose_it_is(
    desk: FlaskClient, edition: Edition, category: Category, gate: Gate
) -> None:
    code = one_code(desk, edition, category)
    answer = scan(desk, gate, code)
    assert (answer["outcome"], answer["detail"]) == (
        "admitted",
        "Puede pasar: gafete recién hecho en la mesa de registro.",
    )
    assert session().scalar(select(func.count()).select_from(Entry)) == 0
    send(desk, edition, a_walk_in(code, category))
    session().expire_all()
    entry = session().scalars(select(Entry)).one()
    assert entry.registration_id == session().scalars(select(Registration)).one().id
    forget(desk.application)
    assert scan(desk, gate, code)["outcome"] == "already_inside"
    assert [(each.outcome, each.reason) for each in session().scalars(select(Scan).order_by(Scan.received_at))] == [
        (ScanOutcome.ADMITTED, ScanReason.FIRST_TODAY),
        (ScanOutcome.ALREADY_INSIDE, ScanReason.ENTERED_BEFORE),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_scans_and_the_registration_give_the_same_state_in_any_order(
    desk: FlaskClient, edition: Edition, category: Category, gate: Gate, order: tuple[int, ...]
) -> None:
    code, now = one_code(desk, edition, category), utc_now()
    kept = [
        {
            "scanned_at": (now - timedelta(minutes=ago)).isoformat(),
            "told": told,
            "offset_ms": 0,
            "data_at": now.isoformat(),
        }
        for ago, told in ((20, "admitted"), (10, "already_inside"))
    ]
    walk_in = a_walk_in(code, category)
    for step in order:
        if step == 2:
            send(desk, edition, walk_in)
        else:
            scan(desk, gate, code, **kept[step])
    session().expire_all()
    entry = session().scalars(select(Entry)).one()
    assert abs(entry.entered_at - (now - timedelta(minutes=20))) < timedelta(seconds=1)
    assert entry.inside
    scans = session().scalars(select(Scan).order_by(Scan.happened_at)).all()
    assert [each.outcome for each in scans] == [ScanOutcome.ADMITTED, ScanOutcome.ALREADY_INSIDE]
    assert {each.badge_id for each in scans} == {session().scalars(select(Badge)).one().id}


def test_who_is_registered_already_gets_the_badge_and_the_former_one_is_void(
    desk: FlaskClient, edition: Edition, category: Category, gate: Gate
) -> None:
    person = a_person(email="nadia@moldes.example")
    before = a_badge(edition, category=category, person=person)
    with atomic():
        session().get_one(Badge, before.id).issued_at = utc_now() - timedelta(days=1)
    code = one_code(desk, edition, category)
    name = {"given_names": person.given_names, "first_surname": person.first_surname}
    answers = send(desk, edition, a_walk_in(code, category, email="nadia@moldes.example", **name))
    assert answers[0]["registered"]
    session().expire_all()
    old, new = session().scalars(select(Badge).order_by(Badge.id)).all()
    assert (old.id, old.revoked_for, new.code, new.revoked_at) == (before.id, RevokedFor.REISSUED, code, None)
    assert scan(desk, gate, code)["outcome"] == "admitted"
    assert scan(desk, gate, before.code)["outcome"] == "revoked"


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"email": "no es un correo"}, Problem.DATA),
        ({"given_names": "www.example.com"}, Problem.DATA),
        ({"email": "otra@moldes.example"}, Problem.OTHER_NAME),
        ({"category_id": 999_999}, Problem.CATEGORY),
        ({"code": "0" * 20}, Problem.CODE),
    ],
)
def test_what_cannot_be_registered_yet_waits_for_the_desk_and_nothing_is_lost(
    desk: FlaskClient, edition: Edition, category: Category, values: dict[str, object], problem: Problem
) -> None:
    a_person(email="otra@moldes.example")
    walk_in = a_walk_in(one_code(desk, edition, category), category, **values)
    assert send(desk, edition, walk_in)[0]["registered"] is False
    assert problem_of(walk_in) is problem
    assert session().scalars(select(Registration)).all() == []
    page = desk.get(f"/{edition.slug}/checkin/walk-ins").get_data(as_text=True)
    assert "Por resolver" in page
    assert session().get_one(WalkIn, walk_in["id"]).given_names == walk_in["open"]["given_names"]


def settle(desk: FlaskClient, edition: Edition, walk_in: dict[str, Any], **values: object) -> Any:
    path = f"/{edition.slug}/checkin/walk-ins/{walk_in['id']}"
    assert desk.get(path).status_code == 200
    typed = {name: walk_in["open"][name] for name in ("given_names", "first_surname", "organisation", "email")}
    return desk.post(path, data={**typed, "category_id": walk_in["open"]["category_id"], "who": "unsaid", **values})


def test_the_desk_says_that_the_address_is_somebody_elses(
    desk: FlaskClient, edition: Edition, category: Category
) -> None:
    a_person(email="otra@moldes.example")
    code = one_code(desk, edition, category)
    walk_in = a_walk_in(code, category, email="otra@moldes.example")
    send(desk, edition, walk_in)
    assert settle(desk, edition, walk_in).status_code == 422
    answer = settle(desk, edition, walk_in, who="other")
    registration = session().scalars(select(Registration)).one()
    assert answer.headers["Location"].endswith(f"/badges/{registration.id}")
    assert person_of(registration).email is None
    assert session().scalars(select(Badge.code)).all() == [code]
    assert settle(desk, edition, walk_in).status_code == 303


def test_the_desk_says_that_a_namesake_is_the_same_person(
    desk: FlaskClient, edition: Edition, category: Category
) -> None:
    first = a_walk_in(one_code(desk, edition, category), category)
    send(desk, edition, first)
    code = one_code(desk, edition, category)
    walk_in = a_walk_in(code, category)
    assert send(desk, edition, walk_in)[0]["registered"] is False
    assert problem_of(walk_in) is Problem.NAMESAKE
    assert settle(desk, edition, walk_in, who="same").status_code == 303
    session().expire_all()
    assert session().scalar(select(func.count()).select_from(Registration)) == 1
    valid = session().scalars(select(Badge.code).where(Badge.revoked_at.is_(None))).all()
    assert valid == [code]


def test_a_full_category_waits_until_there_is_room(desk: FlaskClient, edition: Edition, category: Category) -> None:
    with atomic() as change:
        change.get_one(Category, category.id).quota = 0
    walk_in = a_walk_in(one_code(desk, edition, category), category)
    send(desk, edition, walk_in)
    assert problem_of(walk_in) is Problem.FULL
    with atomic() as change:
        change.get_one(Category, category.id).quota = 1
    assert settle(desk, edition, walk_in).status_code == 303
    assert problem_of(walk_in) is None


def test_who_was_rejected_waits_until_the_desk_approves(
    desk: FlaskClient, edition: Edition, category: Category
) -> None:
    person = a_person(email="nadia@moldes.example")
    a_badge(edition, category=category, person=person, status=RegistrationStatus.REJECTED, revoked=True)
    name = {"given_names": person.given_names, "first_surname": person.first_surname}
    walk_in = a_walk_in(one_code(desk, edition, category), category, email="nadia@moldes.example", **name)
    send(desk, edition, walk_in)
    assert problem_of(walk_in) is Problem.NOT_APPROVED
    assert "Ver ese registro" in desk.get(f"/{edition.slug}/checkin/walk-ins/{walk_in['id']}").get_data(as_text=True)


def test_a_discarded_badge_opens_nothing(desk: FlaskClient, edition: Edition, category: Category, gate: Gate) -> None:
    code = one_code(desk, edition, category)
    walk_in = a_walk_in(code, category, email="no es un correo")
    send(desk, edition, walk_in)
    assert scan(desk, gate, code)["outcome"] == "admitted"
    path = f"/{edition.slug}/checkin/walk-ins/{walk_in['id']}"
    assert desk.post(f"{path}/deletion").status_code == 303
    assert scan(desk, gate, code)["outcome"] == "unknown"
    assert "Alguien más ya lo resolvió." in desk.post(f"{path}/deletion", follow_redirects=True).get_data(as_text=True)
    assert "Este registro ya está resuelto." in desk.get(path).get_data(as_text=True)


def test_a_device_that_is_closed_holds_no_codes_any_more(
    desk: FlaskClient, edition: Edition, category: Category, gate: Gate
) -> None:
    device = a_device(edition)
    held = codes(desk, edition, device.key)[str(category.id)]
    used = a_walk_in(held[0]["code"], category)
    send(desk, edition, used)
    by = a_steward(edition, Role.GATE_SUPERVISOR).id
    close_device(device.id, edition_id=edition.id, by=by, now=utc_now())
    assert scan(desk, gate, held[1]["code"])["outcome"] == "unknown"
    assert scan(desk, gate, held[0]["code"])["outcome"] == "admitted"
    handed = a_walk_in(held[2]["code"], category, given_names="Otilio")  # handed out before, sent after
    assert send(desk, edition, handed)[0]["registered"]
    assert session().scalar(select(func.count()).where(ReservedCode.used_at.is_not(None))) == 2


def test_a_code_of_another_edition_is_nobodys_here(desk: FlaskClient, edition: Edition, category: Category) -> None:
    other = an_edition()
    a_category(other)
    code = one_code(desk, edition, category)
    elsewhere = a_gate(other)
    steward = sign_in(desk.application.test_client(), a_steward(other))
    assert scan(steward, elsewhere, code)["outcome"] == "unknown"


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"walk_ins": "x"},
        {"walk_ins": [{}] * 51},
    ],
)
def test_what_is_no_list_of_people_is_refused(desk: FlaskClient, edition: Edition, body: object) -> None:
    assert desk.post(f"/{edition.slug}/checkin/walk-ins", json=body).status_code == 422


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "x"},
        {"sealed": "!"},
        {"sealed": "eA=="},
        {"registered_at": "2026-09-10T10:00:00"},
        {"sent_at": None},
        {"device": 4},
    ],
)
def test_what_is_no_person_is_refused_alone(
    desk: FlaskClient, edition: Edition, category: Category, broken: dict[str, object]
) -> None:
    good = a_walk_in(one_code(desk, edition, category), category)
    bad = {**a_walk_in("0" * 20, category), **broken}
    if "sealed" in broken:
        del bad["open"]
    answers = send(desk, edition, bad, good, {**good, "id": str(uuid4()), "open": {**good["open"], "email": 1}})
    assert [each["status"] for each in answers] == [422, 200, 422]


def test_only_the_desk_registers_on_site(client: FlaskClient, edition: Edition, category: Category) -> None:
    steward = sign_in(client, a_steward(edition))
    path = f"/{edition.slug}/checkin/walk-ins"
    assert [steward.get(path).status_code, steward.get(f"{path}/new").status_code] == [403, 403]
    assert steward.post(f"{path}/codes", json={"device": "x"}).status_code == 403
    assert steward.post(path, json={"walk_ins": []}).status_code == 403
    assert session().scalars(select(Person).where(Person.given_names == "Nadia")).all() == []


def test_the_page_has_what_it_needs_without_network(desk: FlaskClient, edition: Edition, category: Category) -> None:
    a_notice()
    answer = desk.get(f"/{edition.slug}/checkin/walk-ins/new")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert f"/{edition.slug}/checkin/walk-ins/codes" in page
    assert f"/{edition.slug}/checkin/worker.js" in page
    assert "Visitante" in page
