"""The document of the API: what it says of each operation holds for whatever a program sends."""

from collections.abc import Iterator

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks
from sqlalchemy.orm import joinedload

from forum.accounts.enums import Role
from forum.companies.enums import CompanyRole
from forum.companies.service import add_member
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.queries import find_edition
from forum.matchmaking.models import Buyer
from forum.registration.enums import RegistrationStatus
from tests.builders.agendas import Desk
from tests.builders.badges import somebody_with_badge
from tests.builders.checkin import a_gate, a_refused_scan
from tests.builders.editions import a_category, an_edition
from tests.builders.integrations import a_key
from tests.builders.meetings import a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, a_role
from tests.builders.registrations import a_registration

EXAMPLES = 2
SENT = {"Accept-Language": "es"}
HOLDS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# What fits the schema of a form is not always valid: names need letters, codes have to exist. So only that is checked
# which holds for every answer; a body that breaks its schema is refused.
REFUSES = [*HOLDS, checks.negative_data_rejection]


@pytest.fixture
def ids(app: Flask) -> dict[str, int | str]:
    """Something there for each place of an address."""
    edition = an_edition(slug="foro-2026")
    attendee_categories(edition)
    category, desk = a_category(edition), Desk(edition)
    a_refused_scan(somebody_with_badge(category)[1], a_gate(edition))
    meeting = desk.meet(desk.slots[0])
    buyer = session().get_one(Buyer, meeting.buyer_id, options=[joinedload(Buyer.company)])
    supplier, person = a_supplier(edition)
    requirement = a_requirement(buyer)
    return {
        "edition_slug": edition.slug,
        "company_id": meeting.company_id,
        "meeting_id": meeting.id,
        "request_id": a_request(requirement, supplier, person).id,
        "requirement_id": requirement.id,
        "supplier_id": supplier.id,
        "registration_id": a_registration(category, status=RegistrationStatus.PENDING).id,
    }


@pytest.fixture
def authorization(ids: dict[str, int | str]) -> str:
    edition, person = find_edition(str(ids["edition_slug"])), a_person()
    assert edition is not None
    a_role(person, Role.ORGANISER, edition)
    add_member(int(ids["company_id"]), person_id=person.id, role=CompanyRole.ADMIN, now=utc_now())
    return f"Bearer {a_key(edition, person)}"


def operations(app: Flask) -> Iterator[APIOperation]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.raw_schema.pop("security")  # the key is sent with every case
    for methods in schema.raw_schema["paths"].values():  # an ETag that is not right is refused before the body is read
        for each in methods.values():
            each["parameters"] = [named for named in each["parameters"] if named["name"] != "If-Match"]
    return (found.ok() for found in schema.get_all_operations())


def test_every_operation_answers_as_the_document_says(
    app: Flask, ids: dict[str, int | str], authorization: str
) -> None:
    for operation in operations(app):
        names = {each.name for each in operation.path_parameters}
        places = {name: value for name, value in ids.items() if name in names}
        for mode in GenerationMode:
            _try(operation, mode, places, authorization)


def _try(operation: APIOperation, mode: GenerationMode, places: dict[str, int | str], authorization: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=places, headers=SENT))
    def ask(case: Case) -> None:
        headers = {"Authorization": authorization, **SENT}
        case.call_and_validate(headers=headers, checks=HOLDS if mode is GenerationMode.POSITIVE else REFUSES)

    try:
        ask()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing can be sent wrongly


def test_the_document_is_read_by_programs_and_people(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json
    assert (document["openapi"], document["x-language"]) == ("3.1.0", "en")
    page = client.get("/api/v1", headers={"Accept-Language": "en"}).text.replace("&#39;", "'")
    for path, methods in document["paths"].items():
        for each in methods.values():
            assert each["summary"] in page, path
