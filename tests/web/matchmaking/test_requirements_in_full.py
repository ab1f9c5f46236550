"""What a requirement says: who sees its value, when it is covered, and what the co-ordinator does for a buyer."""

import pytest
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.models import Process
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.enums import PlannedWishes
from forum.matchmaking.enums import Currency, RequirementStatus
from forum.matchmaking.errors import BuyerAbsent, InvitationPending, RequirementNotDraft
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.history import list_requirement_events
from forum.matchmaking.service import (
    Need,
    close_requirement,
    cover_requirement,
    create_requirement,
    publish_requirement,
    reopen_requirement,
)
from forum.meetings.errors import RequirementNotOpen
from forum.meetings.queries.states import get_states
from forum.meetings.service import accept_request, send_request
from forum.timetable.queries.planning import read_facts
from tests.builders.companies import a_process
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails

SECRET = 7_654_321
SHOWN = "7,654,321 USD en 3 años"
WORTH = {"potential_value": SECRET, "currency": Currency.USD, "horizon_years": 3}


@pytest.fixture
def coordinator(forum: Forum) -> Person:
    person = a_person(given_names="Rosa", first_surname="Nava", second_surname=None)
    a_role(person, Role.COORDINATOR, forum.edition)
    return person


def a_part() -> Process:
    return a_process("Forja de acero", parent_id=a_process("Forja").id)


def a_need(**values: object) -> Need:
    told = {
        "process_id": a_part().id,
        "title": "Flecha forjada",
        "description": "",
        "material": "",
        "annual_volume": 12_000,
        "volume_unit": "piezas",
        "starts_on": None,
        "certificates": {"iso-9001": True},
    }
    return Need(**{**told, **values})  # type: ignore[arg-type]


def test_the_value_is_for_the_buyer_and_the_staff_alone(client: FlaskClient, forum: Forum, coordinator: Person) -> None:
    worth = a_requirement(forum.buyer, title="Bisagra", names_company=True, **WORTH)
    own = f"buyer/requirements/{worth.id}"
    assert SHOWN in sign_in(client, forum.buyer.person).get(forum.path(own)).text
    assert SHOWN in sign_in(client, coordinator).get(forum.path(f"coordination/requirements/{worth.id}")).text
    sign_in(client, forum.person)
    seen = [client.get(forum.path(page)) for page in (f"requirements/{worth.id}", "requirements?q=bisagra", "about")]
    seen.append(client.get(forum.path(f"companies/{forum.buyer.company_id}")))
    assert [(page.status_code, "Bisagra" in page.text) for page in seen[:3]] == [(200, True)] * 3
    assert [page.request.path for page in seen if "7,654,321" in page.text or str(SECRET) in page.text] == []
    assert client.get(forum.path(f"requirements?q={SECRET}")).text.count("Bisagra") == 0


def test_a_value_without_currency_comes_back(client: FlaskClient, forum: Forum) -> None:
    sign_in(client, forum.buyer.person)
    typed = {"title": "Buje", "process_id": a_part().id, "potential_value": "4,500,000"}
    answer = client.post(forum.path("buyer/requirements/new"), data=typed)
    assert (answer.status_code, "Escriba el valor con su moneda" in answer.text) == (422, True)
    done = client.post(
        forum.path("buyer/requirements/new"),
        data={**typed, "currency": "MXN", "horizon_years": "2", "committee": "Compras", "delivery_place": "Silao"},
    )
    made = session().query(Requirement).filter_by(title="Buje").one()
    assert done.status_code == 303
    assert (made.potential_value, made.currency, made.horizon_years) == (4_500_000, Currency.MXN, 2)
    assert (made.committee, made.delivery_place, "silao" in made.folded) == ("Compras", "Silao", True)


def test_a_covered_requirement_takes_no_requests_and_those_that_wait_are_answered(forum: Forum) -> None:
    waiting = a_request(forum.requirement, forum.supplier, forum.person)
    other, person = a_supplier(forum.edition)
    cover_requirement(forum.requirement.id, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(RequirementNotOpen):
        send_request(
            forum.requirement.id,
            edition=forum.edition,
            company_id=other.company_id,
            person_id=person.id,
            preferred_slot_id=None,
            reason="Prensa",
            by=person.id,
            now=utc_now(),
        )
    assert get_states([waiting], now=utc_now())[waiting.id] == "sent"
    accept_request(waiting.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=utc_now())
    assert get_states([waiting], now=utc_now())[waiting.id] == "accepted"


def test_planning_waits_for_the_buyer_where_the_requirement_is_covered(forum: Forum) -> None:
    forum.change(planned_wishes=PlannedWishes.ALL)
    a_request(forum.requirement, forum.supplier, forum.person)
    assert len(read_facts(forum.edition.id, now=utc_now()).wishes) == 1
    cover_requirement(forum.requirement.id, by=forum.buyer.person_id, now=forum.now)
    assert len(read_facts(forum.edition.id, now=utc_now()).wishes) == 0
    reopen_requirement(forum.requirement.id, by=forum.buyer.person_id, now=forum.now)
    assert len(read_facts(forum.edition.id, now=utc_now()).wishes) == 1


def test_what_may_follow_what(forum: Forum) -> None:
    by, now, id = forum.buyer.person_id, forum.now, forum.requirement.id
    cover_requirement(id, by=by, now=now)
    with pytest.raises(RequirementNotDraft):
        cover_requirement(id, by=by, now=now)
    close_requirement(id, by=by, now=now)
    with pytest.raises(RequirementNotDraft):
        reopen_requirement(id, by=by, now=now)
    assert session().get_one(Requirement, id).status is RequirementStatus.CLOSED
    assert mails() == []  # one's own changes are no news


def test_the_coordinator_writes_for_a_buyer_who_is_told(client: FlaskClient, forum: Forum, coordinator: Person) -> None:
    sign_in(client, coordinator)
    buyer = forum.buyer.person
    typed = {"title": "Resorte", "process_id": a_part().id, "publish": "1"}
    made = client.post(forum.path(f"coordination/buyers/{forum.buyer.id}/requirements/new"), data=typed)
    requirement = session().query(Requirement).filter_by(title="Resorte").one()
    page = f"coordination/requirements/{requirement.id}"
    changed = client.post(forum.path(f"{page}/edit"), data={**typed, "material": "SAE 9254"})
    acts = [client.post(forum.path(f"{page}/{act}")) for act in ("coverage", "coverage/removal", "closure")]
    assert [answer.status_code for answer in (made, changed, *acts)] == [303] * 5
    told = [(message, to) for message, to in mails() if to == buyer.email]
    assert told == [("meetings/requirement_changed", buyer.email)] * 6
    events = list_requirement_events(requirement.id)
    kinds = ["closed", "reopened", "covered", "edited", "published", "created"]
    assert [(e.kind, e.by_id, e.for_person_id) for e in events] == [
        (kind, coordinator.id, forum.buyer.person_id) for kind in kinds
    ]
    text = client.get(forum.path(page)).text
    assert ("Rosa Nava, por Kenji Tanaka" in text, "Cambió: material" in text) == (True, True)
    own = sign_in(client, buyer).get(forum.path(f"buyer/requirements/{requirement.id}")).text
    assert ("Rosa Nava" in own, "Coordinación de citas, por Kenji Tanaka" in own) == (False, True)


def test_for_an_invited_buyer_only_a_draft(forum: Forum, coordinator: Person) -> None:
    invited = a_buyer(forum.edition, None, accepted_at=None)
    with pytest.raises(InvitationPending):
        create_requirement(invited, need=a_need(), by=invited.person_id, now=forum.now)
    draft = create_requirement(invited, need=a_need(), by=coordinator.id, now=forum.now)
    with pytest.raises(BuyerAbsent):
        publish_requirement(draft.id, by=coordinator.id, now=forum.now)
    assert draft.status is RequirementStatus.DRAFT


def test_the_coordinator_lists_those_of_a_committee(client: FlaskClient, forum: Forum, coordinator: Person) -> None:
    a_requirement(forum.buyer, title="Bisagra", committee="Compras")
    sign_in(client, coordinator)
    page = client.get(forum.path("coordination/requirements?committee=Compras")).text
    assert ("Bisagra" in page, forum.requirement.title in page) == (True, False)
