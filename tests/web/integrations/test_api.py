"""The API: who may ask for what, what is answered twice, what is refused, and that a page would say the same."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleGrant
from forum.accounts.service import require_second_step
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Category, Edition
from forum.integrations.models import ApiCall, ApiKey
from forum.integrations.service import forget_answers
from forum.matchmaking.enums import SupplierStatus
from forum.privacy.models import Transfer
from forum.registration.models import Registration, RegistrationEvent
from tests.builders.agendas import Desk
from tests.builders.badges import somebody_with_badge
from tests.builders.checkin import a_gate
from tests.builders.editions import a_category, an_edition
from tests.builders.integrations import Program, a_key
from tests.builders.meetings import a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_registration

EVA = {"given_names": "Eva", "first_surname": "Luna", "email": "eva@example.mx", "organisation": "Forja Luna"}


@pytest.fixture
def edition(app: object) -> Edition:
    return an_edition(name="Foro 2026", slug="foro-2026")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


@pytest.fixture
def person(edition: Edition) -> Person:
    person = a_person()
    a_role(person, Role.ORGANISER, edition)
    return person


@pytest.fixture
def program(client: FlaskClient, edition: Edition, person: Person) -> Program:
    return Program(client, edition, a_key(edition, person))


@pytest.mark.both_engines
def test_a_registration_is_made_read_corrected_and_decided(
    program: Program, category: Category, person: Person, edition: Edition
) -> None:
    shown = program.get("").json
    assert (shown["time_zone"], [each["id"] for each in shown["categories"]]) == (edition.time_zone, [category.id])
    made = program.post("/registrations", {**EVA, "category_id": category.id})
    assert (made.status_code, made.json["status"], made.json["email"]) == (201, "approved", "eva@example.mx")
    address = f"/registrations/{made.json['id']}"
    assert made.headers["Location"].endswith(f"/api/v1/editions/foro-2026{address}")
    changed = program.patch(address, {"organisation": "Forja Luna y Sol"})
    assert {**changed.json, "changed_at": ""} == {**made.json, "organisation": "Forja Luna y Sol", "changed_at": ""}
    assert program.post(f"{address}/cancellation").json["status"] == "cancelled"
    again = program.post(f"{address}/cancellation")
    assert (again.status_code, again.mimetype, again.json["code"]) == (
        409,
        "application/problem+json",
        "registration.not_possible_now",
    )
    assert program.post(f"{address}/approval").json["status"] == "approved"
    found = program.get("/registrations?q=luna&status=approved").json
    assert ([each["full_name"] for each in found["items"]], found["total"]) == (["Eva Luna"], 1)
    # the same trace as on a page, and by which key
    assert set(session().scalars(select(RegistrationEvent.by_id))) == {person.id}
    names = ["registration_create", "registration_update", "registration_cancellation_create"]
    calls = session().scalars(select(ApiCall.operation).order_by(ApiCall.id)).all()
    assert calls == [*names, "registration_approval_create"]


def test_what_is_wrong_is_told_by_field_in_the_language_asked_for(program: Program, category: Category) -> None:
    wrong = program.post("/registrations", {"given_names": "Eva", "category_id": "1", "nickname": "E"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "core.body_not_valid")
    assert {each["field"] for each in wrong.json["errors"]} == {"category_id", "nickname"}
    short = program.post("/registrations", {"first_surname": "Luna", "category_id": category.id})
    assert short.json["errors"] == [{"field": "given_names", "message": "Falta este dato."}]
    english = program.post("/registrations", {"category_id": category.id}, headers={"Accept-Language": "en"})
    assert english.json["detail"] == "Check the data you sent."
    assert program.post("/registrations", data="[1]", content_type="application/json").status_code == 400
    assert program.get("/registrations?stauts=approved").json["errors"][0]["field"] == "stauts"
    assert program.get("/registrations?page=0").status_code == 422
    assert program.get("/registrations/99999999999").status_code == 404
    assert program.ask("DELETE", "/registrations").headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_a_list_is_paged_with_links_and_an_unchanged_answer_is_not_sent_again(
    program: Program, category: Category
) -> None:
    for number in range(51):
        sent = {**EVA, "email": f"e{number}@example.mx", "organisation": f"Empresa {number}"}
        assert program.post("/registrations", {**sent, "category_id": category.id}).status_code == 201
    first = program.get("/registrations")
    assert (len(first.json["items"]), first.json["pages"], first.json["total"]) == (50, 2, 51)
    assert 'page=2>; rel="next"' in first.headers["Link"]
    assert "prev" not in first.headers["Link"]
    assert len(program.get("/registrations?page=2").json["items"]) == 1
    assert program.get("/registrations", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    address = f"/registrations/{first.json['items'][0]['id']}"
    read = program.get(address).headers["ETag"]
    assert program.patch(address, {"position": "Compras"}, headers={"If-Match": read}).status_code == 200
    late = program.patch(address, {"position": "Ventas"}, headers={"If-Match": read})
    assert (late.status_code, late.json["code"]) == (412, "core.changed_meanwhile")


def test_a_request_sent_again_is_answered_and_not_repeated(program: Program, category: Category) -> None:
    sent = {**EVA, "category_id": category.id}
    first = program.post("/registrations", sent, headers={"Idempotency-Key": "a1"})
    second = program.post("/registrations", sent, headers={"Idempotency-Key": "a1"})
    assert (second.status_code, second.json, second.headers["Idempotent-Replayed"]) == (201, first.json, "true")
    other = program.post("/registrations", {**sent, "email": "o@example.mx"}, headers={"Idempotency-Key": "a1"})
    assert (other.status_code, other.json["code"]) == (422, "integrations.idempotency_key_reused")
    refused = program.post("/registrations", sent, headers={"Idempotency-Key": "a2"})
    assert refused.json["code"] == "registration.registered_here"
    assert len(session().scalars(select(Registration)).all()) == 1
    forget_answers(now=utc_now() + timedelta(days=2))
    assert session().scalars(select(ApiCall.answer)).all() == [{}]


def test_a_key_opens_what_it_was_given_and_only_while_its_maker_may(
    client: FlaskClient, edition: Edition, category: Category, person: Person
) -> None:
    reader = Program(client, edition, a_key(edition, person, "registrations:read", name="Solo lee"))
    assert reader.get("/registrations").status_code == 200
    refused = reader.post("/registrations", {**EVA, "category_id": category.id})
    assert (refused.status_code, refused.json["code"]) == (403, "integrations.scope_missing")
    elsewhere = an_edition(name="Otro", slug="otro")
    text = a_key(edition, person, name="De aquí")
    assert [Program(client, elsewhere, text).get(each).status_code for each in ("", "/registrations")] == [403, 403]
    for wrong in ("", "foro_no", text + "x", "x" * 4000):
        answer = Program(client, edition, wrong).get("/registrations")
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    signed_in = sign_in(client, person).get("/api/v1/editions/foro-2026/registrations")
    assert signed_in.status_code == 401  # a cookie opens nothing here
    assert Program(client, edition, text).get("/registrations").status_code == 200
    require_second_step(is_needed=True, by=person.id, now=utc_now())
    assert Program(client, edition, text).get("/registrations").status_code == 403
    require_second_step(is_needed=False, by=person.id, now=utc_now())
    for closing, opening in (
        (update(ApiKey).values(expires_at=utc_now()), update(ApiKey).values(expires_at=utc_now() + timedelta(days=9))),
        (update(Person).values(disabled_at=utc_now()), update(Person).values(disabled_at=None)),
        (update(RoleGrant).values(role=Role.COORDINATOR), update(RoleGrant).values(role=Role.ORGANISER)),
        (update(ApiKey).values(revoked_at=utc_now()), update(ApiKey).values(revoked_at=None)),
    ):
        with atomic():
            session().execute(closing)
        assert Program(client, edition, text).get("/registrations").status_code == 401
        with atomic():
            session().execute(opening)
        assert Program(client, edition, text).get("/registrations").status_code == 200


def test_a_company_is_registered_and_corrected_by_who_administers_it(program: Program, edition: Edition) -> None:
    sent = {"rfc": "FLU010203AB2", "legal_name": "Forja Luna S.A. de C.V.", "sector": "empresa", "aim": "meetings"}
    unsure = program.post("/companies", sent)
    assert (unsure.status_code, unsure.json["errors"][0]["field"]) == (422, "rfc_confirmed")
    made = program.post("/companies", {**sent, "rfc_confirmed": True})
    assert (made.status_code, made.json["legal_name"], made.json["rfc"]) == (201, "FORJA LUNA", "FLU010203AB2")
    address = f"/companies/{made.json['id']}"
    changed = program.patch(address, {"about": "Forjamos flechas."})
    assert changed.json == {**made.json, "about": "Forjamos flechas."}
    assert program.patch(address, {"shown_parts": []}).json["shown_parts"] == []
    assert program.get(address).json["about"] == "Forjamos flechas."
    assert [each["company_id"] for each in program.get("/suppliers").json["items"]] == [made.json["id"]]
    again = program.post("/companies", {**sent, "rfc_confirmed": True})
    assert (again.status_code, again.json["code"]) == (409, "companies.rfc_taken")
    others, _member = a_supplier(edition)
    assert program.patch(f"/companies/{others.company_id}", {"about": "x"}).status_code == 404


@pytest.mark.both_engines
def test_companies_requests_meetings_and_scans_go_by_the_rules_of_their_pages(
    program: Program, category: Category, person: Person, edition: Edition
) -> None:
    attendee_categories(edition)
    desk = Desk(edition)
    supplier, member = a_supplier(edition, status=SupplierStatus.PENDING)
    assert program.get(f"/suppliers/{supplier.id}").json["status"] == "pending"
    assert program.post(f"/suppliers/{supplier.id}/rejection", {}).status_code == 422
    assert program.post(f"/suppliers/{supplier.id}/approval").json["status"] == "approved"
    assert program.get(f"/companies/{supplier.company_id}").json["id"] == supplier.company_id
    assert supplier.company_id in [each["id"] for each in program.get("/companies").json["items"]]
    requirement = a_requirement(desk.buyer)
    asking = f"/requirements/{requirement.id}/companies/{supplier.company_id}/requests"
    told = {"reason": "Tenemos prensa.", "person_id": member.id}
    assert program.post(asking, told).json["code"] == "meetings.not_a_member"  # whoever made the key acts for none
    first = a_request(requirement, supplier, member)
    accepted = program.post(f"/requests/{first.id}/acceptance", {"slot_id": desk.slots[0].id})
    assert (accepted.status_code, accepted.json["status"]) == (200, "accepted")
    other = a_request(a_requirement(desk.buyer, title="Otro"), supplier, member)
    assert program.post(f"/requests/{other.id}/decline", {"decline_reason": "agenda_full"}).json["status"] == "declined"
    [met] = program.get("/meetings?status=scheduled").json["items"]
    assert (met["request_id"], met["starts_at"][-1]) == (first.id, "Z")
    moved = program.post(f"/meetings/{met['id']}/move", {"slot_id": desk.slots[1].id})
    assert (moved.json["slot_id"], moved.json["uid"]) == (desk.slots[1].id, met["uid"])
    assert program.post(f"/meetings/{met['id']}/cancellation", {"reason": "Cerró"}).json["status"] == "cancelled"
    _person, badge = somebody_with_badge(category)
    gate = a_gate(edition)
    scan = {"id": str(uuid4()), "gate": gate.id, "code": badge.code, "method": "camera", "device": "Torniquete 1",
            "scanned_at": utc_now().isoformat()}  # fmt: skip
    answers = [program.post("/scans", {"scans": [scan, {**scan, "id": "no"}]}).json["answers"] for _time in range(2)]
    assert answers[0][0]["status"] == 200
    assert answers[0][1]["code"] == "checkin.scan_not_understood"
    assert answers[1][0]["outcome"] == answers[0][0]["outcome"]
    assert [each["id"] for each in program.get("/scans").json["items"]] == [scan["id"]]
    assert gate.id in [each["id"] for each in program.get("/gates").json["items"]]


@pytest.mark.both_engines
def test_what_a_key_reads_of_people_is_a_line_a_day_in_the_log(
    program: Program, category: Category, person: Person
) -> None:
    made = [a_registration(category, a_person()) for _ in range(2)]
    listed = program.get("/registrations")
    program.get(f"/registrations/{made[0].id}")
    program.get("")
    program.get("/registrations?q=qqqq")
    assert program.get("/registrations", headers={"If-None-Match": listed.headers["ETag"]}).status_code == 304
    rows = session().scalars(select(Transfer).where(Transfer.by_id == person.id)).all()
    told = [(each.recipient_name, each.what, each.people, each.edition_id) for each in rows]
    assert told == [("API · CRM", "Datos de registros, por la API", 3, category.edition_id)]
