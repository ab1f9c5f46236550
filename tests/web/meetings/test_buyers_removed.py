"""The co-ordinator reads any requirement, and removes a buyer: what hangs on it ends, all are told, traces stay."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person, RoleEvent, RoleGrant
from forum.core.database import session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.matchmaking.enums import RequirementStatus, Side
from forum.matchmaking.errors import BuyerRemoved
from forum.matchmaking.models import Availability, Buyer
from forum.matchmaking.service import BuyingCompany, Guest, accept_invitation, invite_buyer, remind_buyer
from forum.meetings import service
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.service import register_attendee
from tests.builders.editions import a_category
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, mails

REASON = "La planta cerró su programa de compras."


def hrefs(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page)


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


@pytest.mark.parametrize("status", RequirementStatus)
def test_a_requirement_is_read_in_any_status(browser: FlaskClient, forum: Forum, status: RequirementStatus) -> None:
    requirement = a_requirement(
        forum.buyer, title="Buje de bronce", status=status, mandatory=["iatf-16949"], desirable=["iso-14001"]
    )
    a_request(requirement, forum.supplier, forum.person)
    listed = browser.get(forum.path("coordination/requirements"))
    path = forum.path(f"coordination/requirements/{requirement.id}")
    assert path in hrefs(listed.text)
    page = browser.get(path).text
    for words in (
        "Buje de bronce",
        forum.buyer.company.name,
        "IATF 16949, indispensable",
        "ISO 14001, deseable",
        forum.person.full_name,
    ):
        assert words in page


def test_the_way_to_the_requirements_and_the_removal_is_visible(browser: FlaskClient, forum: Forum) -> None:
    assert forum.path("coordination/requirements") in hrefs(browser.get(forum.path("coordination")).text)
    links = hrefs(browser.get(forum.path("coordination/buyers")).text)
    assert forum.path(f"coordination/buyers/{forum.buyer.id}/removal") in links
    assert forum.path(f"coordination/requirements?buyer={forum.buyer.id}") in links


@pytest.mark.both_engines
def test_requirements_are_found_by_status_buyer_and_words(browser: FlaskClient, forum: Forum) -> None:
    other = a_requirement(a_buyer(forum.edition), title="Árbol de levas", status=RequirementStatus.DRAFT)

    def found(query: str) -> tuple[bool, bool]:
        page = browser.get(forum.path(f"coordination/requirements?{query}"), headers={"HX-Request": "true"}).text
        return forum.requirement.title in page, other.title in page

    assert found("") == (True, True)
    assert found("status=draft") == (False, True)
    assert found(f"buyer={forum.buyer.id}") == (True, False)
    assert found("q=arbol") == (False, True)


def test_the_lists_cost_the_same_with_one_row_and_with_three(
    browser: FlaskClient, forum: Forum, statements: list[str]
) -> None:
    requirement = forum.requirement
    pages = ("coordination/requirements", f"coordination/requirements/{requirement.id}")
    a_request(requirement, forum.supplier, forum.person)

    def costs() -> list[int]:
        counted = []
        for page in pages:
            statements.clear()
            assert browser.get(forum.path(page)).status_code == 200
            counted.append(len(statements))
        return counted

    one = costs()
    for _ in range(2):
        a_requirement(a_buyer(forum.edition))
        supplier, person = a_supplier(forum.edition)
        a_request(requirement, supplier, person)
    assert (one, costs()) == ([5, 9], [5, 9])  # drawing, who accepted its terms, history, marks: one each


@pytest.mark.parametrize("page", ["coordination/requirements", "coordination/buyers/{buyer}/removal"])
@pytest.mark.parametrize("who", ["buyer", "stranger", "anonymous"])
def test_nobody_else_gets_in(client: FlaskClient, forum: Forum, page: str, who: str) -> None:
    if who != "anonymous":
        sign_in(client, forum.buyer.person if who == "buyer" else a_person())
    answer = client.get(forum.path(page.format(buyer=forum.buyer.id)))
    assert answer.status_code == (302 if who == "anonymous" else 403)


def a_meeting(forum: Forum) -> Meeting:
    request = a_request(forum.requirement, forum.supplier, forum.person, slot=forum.slots[0])
    return service.accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)


def remove(browser: FlaskClient, forum: Forum, badge: str = "keep") -> None:
    path = forum.path(f"coordination/buyers/{forum.buyer.id}/removal")
    assert browser.post(path, data={"reason": REASON, "badge": badge}).status_code == 303


@pytest.mark.both_engines
def test_removing_a_buyer_ends_what_hangs_on_it_and_tells_everybody(
    browser: FlaskClient, forum: Forum, coordinator: Person
) -> None:
    meeting = a_meeting(forum)
    other, person = a_supplier(forum.edition)
    waiting = a_request(forum.requirement, other, person)
    page = browser.get(forum.path(f"coordination/buyers/{forum.buyer.id}/removal")).text
    for words in ("1 se cierra", "1 queda no aceptada y se avisa al proveedor", "1 se cancela y se avisa al proveedor"):
        assert words in page
    told = len(mails())
    remove(browser, forum)
    session().expire_all()
    buyer = session().get_one(Buyer, forum.buyer.id)
    assert (buyer.removed_by_id, buyer.removal_reason, buyer.table_id) == (coordinator.id, REASON, None)
    assert (buyer.removed_at is not None, buyer.accepted_at) == (True, None)
    assert session().get_one(type(forum.requirement), forum.requirement.id).status is RequirementStatus.CLOSED
    assert session().get_one(MeetingRequest, waiting.id).status is RequestStatus.DECLINED
    ended = session().get_one(Meeting, meeting.id)
    assert (ended.status, ended.cancelled_by, ended.cancel_reason) == (MeetingStatus.CANCELLED, "organiser", REASON)
    for gone in (PersonSeat.id, Availability.slot_id, RoleGrant.id):
        query = select(gone)
        if gone is RoleGrant.id:
            query = query.where(RoleGrant.person_id == buyer.person_id)
        assert session().scalars(query).all() == []
    ended_role = select(RoleEvent.granted, RoleEvent.by_id).where(RoleEvent.person_id == buyer.person_id)
    assert session().execute(ended_role.order_by(RoleEvent.id.desc())).first() == (False, coordinator.id)
    assert sorted(mails()[told:]) == sorted(
        [
            ("meetings/request_declined", person.email),
            ("meetings/meeting_cancelled", forum.person.email),
            ("meetings/buyer_removed", forum.buyer.person.email),
        ]
    )
    assert REASON in mails_to(forum.buyer.person.email or "")[-1].text
    listed = browser.get(forum.path("coordination/buyers")).text
    assert ("Ya no participa" in listed, REASON in listed, coordinator.full_name in listed) == (True, True, True)
    assert f"buyers/{forum.buyer.id}/removal" not in listed


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("badge", "below", "stands"),
    [
        ("keep", False, ("comprador", RegistrationStatus.APPROVED)),
        ("end", False, ("comprador", RegistrationStatus.CANCELLED)),
        ("end", True, ("visitante", RegistrationStatus.APPROVED)),
    ],
)
def test_the_badge_goes_only_if_that_is_chosen_and_no_other_right_is_left(
    browser: FlaskClient, forum: Forum, badge: str, below: bool, stands: tuple[str, RegistrationStatus]
) -> None:
    person_id = forum.buyer.person_id
    a_category(forum.edition, code="visitante", kind=CategoryKind.VISITOR)
    kinds = [CategoryKind.VISITOR, CategoryKind.BUYER] if below else [CategoryKind.BUYER]
    for kind in kinds:
        register_attendee(
            forum.edition.id,
            person_id=person_id,
            kind=kind,
            company_id=None,
            organisation="Uno",
            position="",
            by=None,
            now=forum.now,
        )
    remove(browser, forum, badge)
    query = select(Category.code, Registration.status).join(Registration, Registration.category_id == Category.id)
    assert session().execute(query.where(Registration.person_id == person_id)).one() == stands


def test_who_dropped_out_is_told_as_such_and_their_table_is_free(
    browser: FlaskClient, forum: Forum, meeting: Meeting
) -> None:
    path = forum.path(f"coordination/buyers/{forum.buyer.id}/removal")
    told = {"who": "withdrew", "reason": "Ya no viaja", "badge": "end"}
    assert browser.post(path, data=told).status_code == 303
    session().expire_all()
    buyer, ended = session().get_one(Buyer, forum.buyer.id), session().get_one(Meeting, meeting.id)
    assert (buyer.withdrew, buyer.table_id, ended.cancelled_by) == (True, None, Side.BUYER)
    assert "Canceló" in browser.get(forum.path("coordination/buyers")).text


def test_a_meeting_that_ended_stays_as_it_was(browser: FlaskClient, forum: Forum, coordinator: Person) -> None:
    meeting = a_meeting(forum)
    service.remove_buyer(
        forum.buyer.id,
        reason=REASON,
        keeps_badge=True,
        edition=forum.edition,
        by=coordinator.id,
        now=forum.slots[0].ends_at + timedelta(hours=1),
    )
    assert session().get_one(Meeting, meeting.id, populate_existing=True).status is MeetingStatus.SCHEDULED
    sign_in(browser, forum.buyer.person)
    assert browser.get(forum.path(str(meeting.id))).status_code == 200
    assert browser.get(forum.path("buyer")).status_code == 404


@pytest.mark.parametrize(
    ("sent", "missing"), [({"badge": "keep"}, "Escriba el motivo"), ({"reason": REASON}, "Elija qué pasa")]
)
def test_a_removal_without_reason_or_answer_loses_nothing(
    browser: FlaskClient, forum: Forum, sent: dict[str, str], missing: str
) -> None:
    answer = browser.post(forum.path(f"coordination/buyers/{forum.buyer.id}/removal"), data=sent)
    assert (answer.status_code, missing in answer.text) == (422, True)
    assert sent.get("reason", "") in answer.text
    assert session().get_one(Buyer, forum.buyer.id).removed_at is None


@pytest.mark.both_engines
def test_who_was_removed_can_be_invited_again_and_not_twice(
    browser: FlaskClient, forum: Forum, coordinator: Person
) -> None:
    a_meeting(forum)
    remove(browser, forum)
    person = forum.buyer.person
    again = invite_buyer(
        forum.edition,
        guest=Guest(email=person.email or "", name=person.name, language="es"),
        company=BuyingCompany(name="Otra empresa"),
        position="Compras",
        table_id=None,
        interpreter=None,
        home="/",
        by=coordinator.id,
        now=forum.now,
    )
    accept_invitation(again.id, by=person.id, now=forum.now)
    sign_in(browser, person)
    assert browser.get(forum.path("buyer")).status_code == 200
    assert browser.get(f"/{forum.edition.slug}/agenda").status_code == 200
    for late in (
        lambda: accept_invitation(forum.buyer.id, by=person.id, now=forum.now),
        lambda: remind_buyer(forum.buyer.id, edition=forum.edition, home="/", now=forum.now),
        lambda: service.assign_table(
            forum.buyer.id, table_id=forum.tables[0].id, edition=forum.edition, by=coordinator.id, now=forum.now
        ),
    ):
        with pytest.raises(BuyerRemoved):
            late()
