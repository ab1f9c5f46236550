"""The buyer's invitation and requirements."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import session
from forum.matchmaking.models import Requirement
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from tests.builders.companies import a_process
from tests.builders.meetings import a_buyer, a_requirement
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum

PAGES = ("buyer/requirements", "buyer/requirements/new")


@pytest.fixture
def browser(client: FlaskClient, forum: Forum) -> FlaskClient:
    return sign_in(client, forum.buyer.person)


@pytest.mark.parametrize("page", PAGES)
def test_who_is_no_buyer_finds_nothing(client: FlaskClient, forum: Forum, page: str) -> None:
    assert sign_in(client, a_person()).get(forum.path(page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_buyer_sees_their_pages(browser: FlaskClient, forum: Forum, page: str) -> None:
    assert browser.get(forum.path(page)).status_code == 200


def test_accepting_the_invitation_registers_the_buyer(client: FlaskClient, forum: Forum) -> None:
    invited = a_buyer(forum.edition, None, accepted_at=None)
    sign_in(client, invited.person)
    assert "Le invitamos como comprador" in client.get(forum.path("buyer")).text
    assert client.post(forum.path("buyer/acceptance")).status_code == 302
    assert client.post(forum.path("buyer/acceptance")).status_code == 302
    session().refresh(invited)
    assert invited.accepted_at is not None
    status = select(Registration.status).where(Registration.person_id == invited.person_id)
    assert session().scalars(status).all() == [RegistrationStatus.APPROVED]


NEED = {
    "title": "Buje maquinado",
    "annual_volume": "45000",
    "volume_unit": "piezas",
    "description": "Tolerancia de 5 µm",
    "mandatory": ["iatf-16949"],
    "desirable": ["iatf-16949", "iso-14001"],
}


def test_a_requirement_is_created_published_changed_and_closed(browser: FlaskClient, forum: Forum) -> None:
    family = a_process("Maquinado")
    process = a_process("Maquinado CNC", parent_id=family.id)
    browser.post(forum.path("buyer/requirements/new"), data={**NEED, "process_id": process.id})
    draft = session().scalars(select(Requirement).where(Requirement.title == "Buje maquinado")).one()
    assert (draft.status, draft.folded.startswith("buje maquinado tolerancia de 5 μm")) == ("draft", True)
    changed = {**NEED, "title": "Buje rectificado", "process_id": process.id, "publish": "1"}
    assert browser.post(forum.path(f"buyer/requirements/{draft.id}/edit"), data=changed).status_code == 303
    session().refresh(draft, ["status", "title", "published_at"])
    assert (draft.status, draft.title, draft.published_at is not None) == ("published", "Buje rectificado", True)
    assert browser.post(forum.path(f"buyer/requirements/{draft.id}/closure")).status_code == 303
    session().refresh(draft, ["status"])
    assert draft.status == "closed"
    assert browser.post(forum.path(f"buyer/requirements/{draft.id}/edit"), data=changed).status_code == 422


def test_a_mandatory_certificate_is_not_also_desirable(browser: FlaskClient, forum: Forum) -> None:
    process = a_process("Rectificado", parent_id=a_process("Maquinado").id)
    browser.post(forum.path("buyer/requirements/new"), data={**NEED, "process_id": process.id, "publish": "1"})
    page = browser.get(forum.path("buyer/requirements")).text
    assert (page.count("IATF 16949"), page.count("ISO 14001")) == (1, 1)
    assert ("IATF 16949, indispensable" in page, "ISO 14001, deseable" in page) == (True, True)


def test_a_requirement_without_process_keeps_what_was_typed(browser: FlaskClient, forum: Forum) -> None:
    answer = browser.post(forum.path("buyer/requirements/new"), data=NEED)
    assert (answer.status_code, "Elija un proceso." in answer.text, 'value="45000"' in answer.text) == (422, True, True)


def test_the_list_costs_the_same_with_one_row_and_with_three(
    browser: FlaskClient, forum: Forum, statements: list[str]
) -> None:
    def cost() -> int:
        statements.clear()
        assert browser.get(forum.path("buyer/requirements")).status_code == 200
        return len(statements)

    one = cost()
    for _ in range(2):
        a_requirement(forum.buyer, mandatory=["iso-9001"])
    assert (one, cost()) == (6, 5)  # the frame is asked for once in some seconds
