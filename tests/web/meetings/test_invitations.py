"""A buyer invites a supplier: sent, answered, countered, corrected, withdrawn, expired; through services and pages."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.core.database import atomic, session
from forum.core.errors import NotFound, Refusal
from forum.editions.enums import PlannedWishes
from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.matchmaking.service import close_requirement
from forum.meetings import service
from forum.meetings.enums import DeclineReason, RequestChange, RequestStatus
from forum.meetings.errors import (
    DeclineStands,
    DuplicateRequest,
    NotARepresentative,
    NotDeclined,
    RequestExpired,
    SeatTaken,
    SupplierLeft,
    WindowClosed,
)
from forum.meetings.errors.answers import (
    AlreadyBetween,
    InvitationDeclined,
    InvitationsReached,
    InvitesOwnCompany,
    NotYourRequest,
    NotYourTurn,
    ProposalChanged,
)
from forum.meetings.models import Meeting, MeetingRequest, RequestEvent
from forum.meetings.queries.requests import get_quota_use
from forum.meetings.service.attendance import cancel_participation
from forum.registration.models import Registration
from forum.scheduling.problem import Priority
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.companies import a_membership
from tests.builders.meetings import a_buyer, a_request, a_requirement
from tests.builders.people import a_person, sign_in
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum, mails


def invite(forum: Forum, **changes: object) -> MeetingRequest:
    values: dict[str, object] = {
        "requirement_id": forum.requirement.id,
        "buyer_id": forum.buyer.id,
        "edition": forum.edition,
        "preferred_slot_id": None,
        "reason": "Nos interesa su prensa",
        "by": forum.buyer.person_id,
        "now": forum.now,
    }
    return service.invite_supplier(forum.supplier.company_id, **{**values, **changes})  # type: ignore[arg-type]


def accept(forum: Forum, request: MeetingRequest, **changes: object) -> Meeting:
    values: dict[str, object] = {
        "slot_id": forum.slots[0].id,
        "side": Side.SUPPLIER,
        "person_id": forum.person.id,
        "by": forum.person.id,
        "now": forum.now,
    }
    return service.accept_request(request.id, **{**values, **changes})  # type: ignore[arg-type]


def counter(forum: Forum, request: MeetingRequest, side: Side, slot: int, **changes: object) -> MeetingRequest:
    supplies = side is Side.SUPPLIER
    values: dict[str, object] = {
        "slot_id": forum.slots[slot].id,
        "person_id": forum.person.id if supplies else None,
        "note": "Mejor después",
        "by": forum.person.id if supplies else forum.buyer.person_id,
        "now": forum.now,
    }
    return service.counter_request(request.id, side=side, **{**values, **changes})  # type: ignore[arg-type]


def registered(forum: Forum) -> set[int]:
    return set(session().scalars(select(Registration.person_id).where(Registration.edition_id == forum.edition.id)))


def a_colleague(forum: Forum) -> Person:
    person = a_person(given_names="Zoe")
    a_membership(session().get_one(Company, forum.supplier.company_id), person)
    return person


def told(forum: Forum) -> list[tuple[str, str]]:
    """Who was told what about the meeting, without the mails of registrations."""
    return [each for each in mails() if each[0].startswith("meetings/")]


def test_an_accepted_invitation_is_a_meeting_of_who_comes(forum: Forum) -> None:
    colleague = a_colleague(forum)
    request = invite(forum)
    assert (request.status, request.awaiting, request.expires_at) == (
        RequestStatus.SENT, Side.SUPPLIER, forum.now + timedelta(hours=72),
    )  # fmt: skip
    assert registered(forum) == set()
    meeting = accept(forum, request, person_id=colleague.id)
    assert (meeting.person_id, meeting.slot_id, request.person_id) == (colleague.id, forum.slots[0].id, colleague.id)
    assert registered(forum) == {colleague.id}
    buyer = forum.buyer.person.email
    assert sorted(told(forum)) == sorted(
        [("meetings/invitation_sent", each.email) for each in (forum.person, colleague)]
        + [("meetings/proposal_accepted", buyer)]
    )


def test_it_counts_against_no_quota_of_the_supplier_until_it_is_accepted(forum: Forum) -> None:
    forum.change(supplier_open_requests_cap=0, supplier_meetings_cap=1)
    request = invite(forum)
    used = get_quota_use(
        forum.supplier.company_id, edition_id=forum.edition.id, requirement_id=forum.requirement.id, now=forum.now
    )
    assert (used.open_requests, used.meetings, used.is_duplicate) == (0, 0, True)
    accept(forum, request)
    other = a_requirement(forum.buyer)
    second = invite(forum, requirement_id=other.id)
    with pytest.raises(Refusal, match="meetings_reached"):
        accept(forum, second, slot_id=forum.slots[1].id)


def test_the_company_may_leave_the_hour_to_the_organiser(forum: Forum) -> None:
    request = invite(forum)
    service.accept_without_slot(
        request.id, side=Side.SUPPLIER, person_id=forum.person.id, by=forum.person.id, now=forum.now
    )
    assert (request.status, registered(forum)) == (RequestStatus.ACCEPTED, {forum.person.id})
    assert told(forum)[-1] == ("meetings/proposal_agreed", forum.buyer.person.email)
    meeting = service.accept_request(request.id, slot_id=forum.slots[2].id, by=forum.buyer.person_id, now=forum.now)
    assert meeting.slot_id == forum.slots[2].id
    assert told(forum)[-1] == ("meetings/proposal_accepted", forum.person.email)


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        ("duplicate", AlreadyBetween),
        ("asked", AlreadyBetween),
        ("own company", InvitesOwnCompany),
        ("suspended", SupplierLeft),
        ("closed window", WindowClosed),
        ("of another buyer", NotFound),
        ("declined by the company", InvitationDeclined),
    ],
)
def test_who_may_not_be_invited(forum: Forum, case: str, refusal: type[Refusal]) -> None:
    changes: dict[str, object] = {}
    if case == "duplicate":
        invite(forum)
    elif case == "asked":
        a_request(forum.requirement, forum.supplier, forum.person)
    elif case == "own company":
        own = a_buyer(forum.edition, company=forum.supplier.company)
        changes = {"requirement_id": a_requirement(own).id, "buyer_id": own.id}
    elif case == "suspended":
        with atomic():
            forum.supplier.status = SupplierStatus.SUSPENDED
    elif case == "closed window":
        forum.change(requests_close_at=forum.now)
    elif case == "of another buyer":
        changes["requirement_id"] = a_requirement(a_buyer(forum.edition)).id
    else:
        decline(forum, invite(forum), Side.SUPPLIER)
    with pytest.raises(refusal):
        invite(forum, **changes)


def decline(forum: Forum, request: MeetingRequest, side: Side) -> None:
    by = forum.person.id if side is Side.SUPPLIER else forum.buyer.person_id
    service.decline_request(request.id, reason=DeclineReason.NO_CAPACITY, note="", side=side, by=by, now=forum.now)


def ask(forum: Forum) -> MeetingRequest:
    return service.send_request(
        forum.requirement.id, edition=forum.edition, company_id=forum.supplier.company_id, person_id=forum.person.id,
        preferred_slot_id=None, reason="Prensa", by=forum.person.id, now=forum.now,
    )  # fmt: skip


@pytest.mark.parametrize("how", ["withdrawn", "expired", "declined", "accepted", "countered"])
def test_open_invitations_are_capped_and_given_back(forum: Forum, client: FlaskClient, how: str) -> None:
    forum.change(buyer_invitations_cap=1)
    first, other = invite(forum), a_requirement(forum.buyer).id
    with pytest.raises(InvitationsReached) as refused:
        invite(forum, requirement_id=other)
    assert refused.value.params == {"cap": 1}
    sign_in(client, session().get_one(Person, forum.buyer.person_id))
    page = client.get(forum.path(f"companies/{forum.supplier.company_id}/invitation")).text
    assert ("1 de 1" in page, "Ver las que esperan" in page) == (True, True)
    later = forum.now
    if how == "withdrawn":
        service.withdraw_request(first.id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    elif how == "expired":
        later = first.expires_at
    elif how == "declined":
        reply = {"side": Side.SUPPLIER, "by": forum.person.id, "now": forum.now, "note": ""}
        service.decline_request(first.id, reason=DeclineReason.NOBODY_FREE, **reply)  # type: ignore[arg-type]
    elif how == "countered":  # the company answered; now it waits for the buyer
        counter(forum, first, Side.SUPPLIER, 1)
    else:
        accept(forum, first)
    page = client.get(forum.path(f"companies/{forum.supplier.company_id}/invitation")).text
    assert ("0 de 1" in page) == (how != "expired"), "the page reads the real time"
    assert invite(forum, requirement_id=other, now=later).requirement_id == other


def test_a_decline_binds_the_other_side_alone(forum: Forum) -> None:
    """Who declined may ask: the company after the buyer's invitation, the buyer after the company's request."""
    forum.change(planned_wishes=PlannedWishes.ALL)
    first = invite(forum)
    decline(forum, first, Side.SUPPLIER)
    assert told(forum)[-1] == ("meetings/proposal_declined", forum.buyer.person.email)
    with pytest.raises(NotDeclined):
        service.reopen_request(first.id, by=forum.buyer.person_id, now=forum.now)
    second = ask(forum)
    assert planned(forum) == {f"r{second.id}": Priority.SUPPLIER}
    decline(forum, second, Side.BUYER)
    with pytest.raises(DeclineStands):
        ask(forum)
    third = invite(forum)
    assert planned(forum) == {f"r{third.id}": Priority.BUYER}


def planned(forum: Forum) -> dict[str, Priority]:
    wishes = plan_for(forum.edition.id, replan=False, now=forum.now).wishes
    return {name: wish.priority for name, wish in wishes.items()}


def test_an_invitation_is_the_buyers_wish_and_its_person_is_registered_when_published(forum: Forum) -> None:
    request = invite(forum)
    assert planned(forum) == {f"r{request.id}": Priority.BUYER}
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    draft = store_draft(plan, timetable=a_timetable(plan, {f"r{request.id}": 1}), by=None, now=forum.now)
    publish_draft(draft.id, by=None, now=forum.now)
    assert registered(forum) == {forum.person.id}
    assert session().scalars(select(Meeting.person_id)).all() == [forum.person.id]


def test_a_company_that_is_invited_is_told_so_when_it_asks(forum: Forum, client: FlaskClient) -> None:
    request = invite(forum)
    with pytest.raises(DuplicateRequest):
        ask(forum)
    sign_in(client, forum.person)
    page = client.get(forum.path(f"requirements/{forum.requirement.id}")).text
    assert "El comprador ya invitó a su empresa" in page
    assert forum.path(f"requests/{request.id}/answer") in page


def test_each_side_answers_in_its_turn_and_withdraws_its_own(forum: Forum) -> None:
    request = invite(forum)
    with pytest.raises(NotYourTurn):
        service.accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(NotYourTurn):
        decline(forum, request, Side.BUYER)
    with pytest.raises(NotYourRequest):
        service.withdraw_request(request.id, side=Side.SUPPLIER, by=forum.person.id, now=forum.now)
    service.withdraw_request(request.id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    assert told(forum)[-1] == ("meetings/proposal_withdrawn", forum.person.email)
    assert invite(forum).id != request.id


def test_a_counter_turns_the_question_round(forum: Forum) -> None:
    request = invite(forum, preferred_slot_id=forum.slots[0].id)
    later = forum.now + timedelta(hours=10)
    counter(forum, request, Side.SUPPLIER, 1, now=later)
    assert (request.status, request.awaiting, request.preferred_slot_id, request.expires_at) == (
        RequestStatus.SENT, Side.BUYER, forum.slots[1].id, later + timedelta(hours=72),
    )  # fmt: skip
    assert registered(forum) == {forum.person.id}
    counter(forum, request, Side.BUYER, 2)
    with pytest.raises(ProposalChanged):
        accept(forum, request, slot_id=forum.slots[1].id)
    meeting = accept(forum, request, slot_id=forum.slots[2].id)
    assert (meeting.request_id, meeting.slot_id) == (request.id, forum.slots[2].id)
    person, buyer = forum.person.email, forum.buyer.person.email
    assert told(forum) == [
        ("meetings/invitation_sent", person),
        ("meetings/request_countered", buyer),
        ("meetings/request_countered", person),
        ("meetings/proposal_accepted", buyer),
    ]
    events = session().execute(
        select(RequestEvent.status, RequestEvent.change, RequestEvent.detail).order_by(RequestEvent.id)
    )
    assert [(status, change, detail["slot_id"]) for status, change, detail in events] == [
        (RequestStatus.SENT, None, forum.slots[0].id),
        (RequestStatus.SENT, RequestChange.COUNTERED, forum.slots[1].id),
        (RequestStatus.SENT, RequestChange.COUNTERED, forum.slots[2].id),
        (RequestStatus.ACCEPTED, None, forum.slots[2].id),
    ]


def test_a_buyer_counters_a_request_and_never_says_who_comes(forum: Forum) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person, slot=forum.slots[0])
    with pytest.raises(Refusal, match="nothing_proposed"):
        counter(forum, request, Side.BUYER, 0)
    with pytest.raises(Refusal, match="not_a_member"):
        counter(forum, request, Side.BUYER, 1, person_id=a_colleague(forum).id)
    with pytest.raises(NotYourTurn):
        counter(forum, request, Side.SUPPLIER, 1)
    counter(forum, request, Side.BUYER, 1)
    with pytest.raises(NotARepresentative):
        accept(forum, request, slot_id=forum.slots[1].id, person_id=None)
    assert accept(forum, request, slot_id=forum.slots[1].id).slot_id == forum.slots[1].id


def test_a_counter_proposes_a_slot_that_is_free(forum: Forum) -> None:
    taken = a_request(a_requirement(forum.buyer), forum.supplier, forum.person)
    service.accept_request(taken.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(SeatTaken):
        counter(forum, invite(forum), Side.SUPPLIER, 1)


def test_a_counter_lives_until_requests_close(forum: Forum) -> None:
    closes_at = forum.now + timedelta(hours=20)
    forum.change(requests_close_at=closes_at)
    request = counter(forum, invite(forum), Side.SUPPLIER, 1)
    assert request.expires_at == closes_at
    assert service.expire_requests(now=closes_at) == 1
    assert told(forum)[-1] == ("meetings/proposal_expired", forum.person.email)
    with pytest.raises(RequestExpired):
        counter(forum, request, Side.BUYER, 2, now=closes_at)


@pytest.mark.parametrize(("changes", "is_mailed"), [({}, False), ({"slot_id": 1}, True), ({"person_id": 1}, True)])
def test_who_waits_may_correct_what_they_wrote(forum: Forum, changes: dict[str, int], is_mailed: bool) -> None:
    request, colleague = ask(forum), a_colleague(forum)
    before = len(told(forum))
    expires_at = request.expires_at
    service.edit_request(
        request.id,
        side=Side.SUPPLIER,
        reason="Prensa de 800 t",
        slot_id=forum.slots[1].id if "slot_id" in changes else None,
        person_id=colleague.id if "person_id" in changes else forum.person.id,
        by=colleague.id,
        now=forum.now + timedelta(hours=1),
    )
    assert (request.reason, request.expires_at) == ("Prensa de 800 t", expires_at)
    assert told(forum)[before:] == ([("meetings/request_changed", forum.buyer.person.email)] if is_mailed else [])
    assert (colleague.id in registered(forum)) == ("person_id" in changes)
    event = session().scalars(select(RequestEvent).order_by(RequestEvent.id.desc())).first()
    assert event is not None
    assert (event.change, event.by_id) == (RequestChange.EDITED, colleague.id)


def test_only_who_waits_corrects_and_only_while_it_is_open(forum: Forum) -> None:
    request = ask(forum)

    def edit(side: Side, by: int) -> None:
        service.edit_request(
            request.id, side=side, reason="Otra", slot_id=None,
            person_id=forum.person.id if side is Side.SUPPLIER else None, by=by, now=forum.now,
        )  # fmt: skip

    with pytest.raises(NotYourRequest):
        edit(Side.BUYER, forum.buyer.person_id)
    service.accept_without_slot(request.id, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(Refusal, match="already_accepted"):
        edit(Side.SUPPLIER, forum.person.id)


def test_an_invitation_stays_when_one_of_the_company_does_not_come(forum: Forum) -> None:
    colleague = a_colleague(forum)
    request = invite(forum)
    cancel_participation(request.person_id, edition_id=forum.edition.id, reason="Enfermo", now=forum.now)
    assert (request.status, request.person_id) == (RequestStatus.SENT, colleague.id)
    with atomic() as current:
        for membership in current.scalars(select(Membership).where(Membership.person_id == forum.person.id)):
            current.delete(membership)
    cancel_participation(colleague.id, edition_id=forum.edition.id, reason="Enferma", now=forum.now)
    assert (request.status, request.decline_reason) == (RequestStatus.DECLINED, DeclineReason.NOBODY_FREE)


def test_a_requirement_that_closes_takes_its_invitations_back(forum: Forum) -> None:
    request = invite(forum)
    close_requirement(forum.requirement.id, by=forum.buyer.person_id, now=forum.now)
    session().refresh(forum.requirement)
    assert (forum.requirement.status, request.status) == (RequirementStatus.CLOSED, RequestStatus.WITHDRAWN)
    assert told(forum)[-1] == ("meetings/proposal_withdrawn", forum.person.email)


def page_of(client: FlaskClient, person: Person, path: str) -> str:
    sign_in(client, person)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_a_colleague_sees_who_asked_and_may_come_instead(forum: Forum, client: FlaskClient) -> None:
    request, colleague = ask(forum), a_colleague(forum)
    page = page_of(client, colleague, forum.path(f"requirements/{forum.requirement.id}"))
    assert f"Su colega {forum.person.full_name} ya pidió esta cita" in page
    assert ("Solicitar la cita" in page, forum.path(f"requests/{request.id}/correction") in page) == (False, True)
    page = page_of(client, forum.person, forum.path(f"requirements/{forum.requirement.id}"))
    assert "Su empresa ya pidió esta cita" in page
    sign_in(client, colleague)
    fields = {"reason": "Prensa", "slot_id": "", "person_id": colleague.id}
    assert client.post(forum.path(f"requests/{request.id}/correction"), data=fields).status_code == 303
    session().refresh(request)
    assert request.person_id == colleague.id


def test_a_colleague_sees_what_the_company_has_with_the_buyer(forum: Forum, client: FlaskClient) -> None:
    request, other = ask(forum), a_requirement(forum.buyer, title="Otra pieza")
    page = page_of(client, a_colleague(forum), forum.path(f"requirements/{other.id}"))
    assert f"La pidió {forum.person.full_name}." in page
    assert (forum.path(f"requests/{request.id}") in page, "Solicitar la cita" in page) == (True, True)
    third = a_requirement(a_buyer(forum.edition))
    assert "ya trata con este comprador" not in page_of(client, forum.person, forum.path(f"requirements/{third.id}"))


def test_the_buyer_is_led_from_the_profile_to_the_invitation_and_back(forum: Forum, client: FlaskClient) -> None:
    company = forum.supplier.company_id
    buyer = session().get_one(Person, forum.buyer.person_id)
    path = forum.path(f"companies/{company}/invitation")
    assert path in page_of(client, buyer, forum.path(f"companies/{company}"))
    assert path in client.get(forum.path(f"directory?requirement={forum.requirement.id}")).text
    refused = client.post(path, data={"requirement_id": forum.requirement.id, "reason": "", "slot_id": ""})
    assert (refused.status_code, "Escriba por qué quiere hablar con esta empresa." in refused.text) == (422, True)
    fields = {"requirement_id": forum.requirement.id, "reason": "Su prensa", "slot_id": forum.slots[0].id}
    assert client.post(path, data=fields).status_code == 303
    [request] = session().scalars(select(MeetingRequest)).all()
    page = client.get(forum.path("buyer")).text
    assert page.index('id="invitations"') < page.index(forum.path(f"requests/{request.id}"))
    again = client.post(path, data=fields)
    assert (again.status_code, "Usted ya invitó a esta empresa." in again.text) == (422, True)
    assert client.post(forum.path(f"requests/{request.id}/withdrawal")).status_code == 303
    assert "Invitación" in client.get(forum.path("buyer/requests")).text


def test_who_was_asked_is_led_to_the_answer_and_not_to_an_invitation(forum: Forum, client: FlaskClient) -> None:
    request = ask(forum)
    buyer = session().get_one(Person, forum.buyer.person_id)
    page = page_of(client, buyer, forum.path(f"companies/{forum.supplier.company_id}/invitation"))
    assert "La empresa ya le pidió esta cita." in page
    assert (forum.path(f"requests/{request.id}/acceptance") in page, "Invitar a la empresa" in page) == (True, False)


def test_the_company_answers_on_one_page(forum: Forum, client: FlaskClient) -> None:
    request = invite(forum)
    path = forum.path(f"requests/{request.id}/answer")
    page = page_of(client, forum.person, forum.path("supplier"))
    assert page.index('id="due"') < page.index(path) < page.index('id="meetings"')
    assert "Nos interesa su prensa" in client.get(path).text
    decline_path = f"{path}/decline"
    refused = client.post(decline_path, data={"decline_reason": "other", "reason": ""})
    assert refused.status_code == 422
    refused = client.post(path, data={"slot_id": "999999", "person_id": forum.person.id})
    assert (refused.status_code, "El comprador no estará en su mesa a esa hora." in refused.text) == (422, True)
    taken = client.post(path, data={"slot_id": forum.slots[1].id, "person_id": forum.person.id})
    assert taken.status_code == 303
    assert session().scalars(select(Meeting.slot_id)).all() == [forum.slots[1].id]
    late = client.post(decline_path, data={"decline_reason": "no_capacity", "reason": ""})
    assert late.location == forum.path(f"requests/{request.id}")
    assert "Esta solicitud ya tiene respuesta." in client.get(late.location).text


def test_a_counter_that_is_refused_keeps_what_was_typed(forum: Forum, client: FlaskClient) -> None:
    request = invite(forum, preferred_slot_id=forum.slots[0].id)
    sign_in(client, forum.person)
    path = forum.path(f"requests/{request.id}/counter")
    fields = {"slot_id": "", "person_id": forum.person.id, "note": "Llegamos tarde"}
    refused = client.post(path, data=fields)
    assert (refused.status_code, "Llegamos tarde</textarea>" in refused.text) == (422, True)
    assert client.post(path, data={**fields, "slot_id": forum.slots[2].id}).status_code == 303
    page = client.get(forum.path(f"requests/{request.id}")).text
    assert ("Propuesta nueva: " in page, "Llegamos tarde" in page) == (True, True)
    buyer = session().get_one(Person, forum.buyer.person_id)
    page = page_of(client, buyer, forum.path("buyer"))
    assert ("Llegamos tarde" in page, "Elegir otro" in page, "Proponer otro horario" in page) == (True, False, True)
