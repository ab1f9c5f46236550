"""Requests sent, answered, withdrawn and expired, through the services, on both engines."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from forum.companies.models import Membership
from forum.core.database import atomic, session
from forum.core.errors import NotFound, Refusal
from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.matchmaking.errors import ReasonMissing
from forum.meetings.enums import DeclineReason, RequestState, RequestStatus
from forum.meetings.errors import (
    AgendaFrozen,
    AlreadyAnswered,
    BuyerDayFull,
    BuyerFull,
    BuyerLeft,
    DeclineStands,
    DuplicateRequest,
    MeetingsReached,
    NotAMember,
    NotARepresentative,
    NotAtTable,
    NotDeclined,
    OpenRequestsReached,
    OwnCompany,
    RepresentativeLeft,
    RequestExpired,
    RequirementNotOpen,
    SeatTaken,
    SlotBlocked,
    SupplierLeft,
    SupplierNotApproved,
    TableTaken,
    WindowClosed,
)
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, PersonSeat, RequestEvent, TableSeat
from forum.meetings.queries.console import list_requests
from forum.meetings.queries.own import list_meetings_for
from forum.meetings.queries.states import count_states, get_states
from forum.meetings.service import (
    accept_request,
    accept_without_slot,
    cancel_meeting,
    decline_request,
    expire_requests,
    move_meeting,
    reopen_request,
    send_request,
    withdraw_request,
)
from forum.meetings.service.attendance import cancel_participation
from forum.registration.models import Registration
from tests.builders.companies import a_membership
from tests.builders.editions import a_hall, days_of, slots, tables
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person
from tests.web.meetings.conftest import Forum, mails


def send(forum: Forum, **changes: object) -> MeetingRequest:
    values: dict[str, object] = {
        "edition": forum.edition,
        "company_id": forum.supplier.company_id,
        "person_id": forum.person.id,
        "preferred_slot_id": forum.slots[0].id,
        "reason": "Prensa de 400 toneladas",
        "by": changes.get("person_id", forum.person.id),
        "now": forum.now,
    }
    requirement_id = changes.pop("requirement_id", forum.requirement.id)
    return send_request(requirement_id, **{**values, **changes})  # type: ignore[arg-type]


def count(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_a_request_is_sent_and_takes_no_slot(forum: Forum) -> None:
    request = send(forum)
    assert request.status is RequestStatus.SENT
    assert request.expires_at == forum.now + timedelta(hours=72)
    assert (count(PersonSeat), count(TableSeat)) == (0, 0)
    assert session().scalars(select(RequestEvent.status)).all() == [RequestStatus.SENT]
    assert ("meetings/request_sent", forum.buyer.person.email) in mails()
    assert session().scalar(select(Registration.person_id)) == forum.person.id


def test_a_request_expires_with_the_window(forum: Forum) -> None:
    forum.change(request_hours=10_000)
    assert send(forum).expires_at == forum.edition.requests_close_at


def test_open_requests_may_prefer_the_same_slot(forum: Forum) -> None:
    other, person = a_supplier(forum.edition)
    send(forum)
    send(forum, company_id=other.company_id, person_id=person.id)
    assert count(MeetingRequest) == 2


def test_the_window(forum: Forum) -> None:
    with pytest.raises(WindowClosed):
        send(forum, now=forum.edition.requests_close_at)
    with pytest.raises(WindowClosed):
        send(forum, now=forum.edition.requests_open_at - timedelta(seconds=1))


@pytest.mark.parametrize("status", [SupplierStatus.PENDING, SupplierStatus.REJECTED, SupplierStatus.SUSPENDED])
def test_only_approved_suppliers_ask(forum: Forum, status: SupplierStatus) -> None:
    other, person = a_supplier(forum.edition, status=status)
    with pytest.raises(SupplierNotApproved):
        send(forum, company_id=other.company_id, person_id=person.id)


def test_only_published_requirements_take_requests(forum: Forum) -> None:
    closed = a_requirement(forum.buyer, status=RequirementStatus.CLOSED)
    draft = a_requirement(forum.buyer, status=RequirementStatus.DRAFT)
    with pytest.raises(RequirementNotOpen):
        send(forum, requirement_id=closed.id)
    with pytest.raises(NotFound):
        send(forum, requirement_id=draft.id)


def test_a_company_does_not_meet_itself(forum: Forum) -> None:
    own, person = a_supplier(forum.edition, forum.buyer.company)
    with pytest.raises(OwnCompany):
        send(forum, company_id=own.company_id, person_id=person.id)


def test_one_open_request_per_requirement_and_company(forum: Forum) -> None:
    send(forum)
    with pytest.raises(DuplicateRequest):
        send(forum)


def decline(forum: Forum, request: MeetingRequest) -> None:
    decline_request(request.id, reason=DeclineReason.AGENDA_FULL, note="", by=forum.buyer.person_id, now=forum.now)


def test_a_decline_stands_until_the_buyer_takes_it_back(forum: Forum) -> None:
    first = send(forum)
    decline(forum, first)
    for _ in range(2):
        with pytest.raises(DeclineStands):
            send(forum)
    send(forum, requirement_id=a_requirement(forum.buyer).id)
    other, person = a_supplier(forum.edition)
    send(forum, company_id=other.company_id, person_id=person.id)
    reopen_request(first.id, by=forum.buyer.person_id, now=forum.now)
    assert mails()[-1] == ("meetings/request_reopened", forum.person.email)
    assert send(forum).status is RequestStatus.SENT
    events = select(RequestEvent.status).where(RequestEvent.request_id == first.id).order_by(RequestEvent.id)
    assert session().scalars(events).all() == ["sent", "declined", "reopened"]
    with pytest.raises(NotDeclined):
        reopen_request(first.id, by=forum.buyer.person_id, now=forum.now)


def test_the_second_decline_stands_too(forum: Forum) -> None:
    first = send(forum)
    decline(forum, first)
    reopen_request(first.id, by=forum.buyer.person_id, now=forum.now)
    decline(forum, send(forum))
    with pytest.raises(DeclineStands):
        send(forum)


def agree(forum: Forum, request: MeetingRequest) -> None:
    accept_without_slot(request.id, by=forum.buyer.person_id, now=forum.now)


def test_a_buyer_accepts_and_leaves_the_slot_to_the_organiser(forum: Forum) -> None:
    request = send(forum)
    agree(forum, request)
    assert (request.status, request.answered_by_id) == (RequestStatus.ACCEPTED, forum.buyer.person_id)
    assert (count(Meeting), count(PersonSeat), count(TableSeat)) == (0, 0, 0)
    *_, mail = mails_to(forum.person.email or "")
    assert "El comité organizador fija la hora y la mesa." in mail.text
    assert get_states([request], now=request.expires_at) == {request.id: RequestState.UNSCHEDULED}
    with pytest.raises(AlreadyAnswered):
        agree(forum, request)
    with pytest.raises(DuplicateRequest):
        send(forum)


def test_an_acceptance_without_a_slot_may_get_one_end_or_be_withdrawn(forum: Forum) -> None:
    one, two, three = (send(forum, requirement_id=a_requirement(forum.buyer).id) for _ in range(3))
    for request in (one, two, three):
        agree(forum, request)
    later = {"by": forum.buyer.person_id, "now": one.expires_at}
    assert accept_request(one.id, slot_id=forum.slots[0].id, **later).request_id == one.id
    decline_request(two.id, reason=DeclineReason.AGENDA_FULL, note="", **later)
    withdraw_request(three.id, by=forum.person.id, now=forum.now)
    statuses = session().scalars(select(MeetingRequest.status).order_by(MeetingRequest.id)).all()
    assert statuses == ["accepted", "declined", "withdrawn"]
    with pytest.raises(AlreadyAnswered):
        accept_request(one.id, slot_id=forum.slots[1].id, **later)


def test_an_acceptance_without_a_slot_ends_with_the_person_who_leaves(forum: Forum) -> None:
    other, person = a_supplier(forum.edition)
    one, two = send(forum), send(forum, company_id=other.company_id, person_id=person.id)
    agree(forum, one)
    agree(forum, two)
    cancel_participation(person.id, edition_id=forum.edition.id, reason="-", now=forum.now)
    assert [one.status, two.status] == ["accepted", "withdrawn"]
    cancel_participation(forum.buyer.person_id, edition_id=forum.edition.id, reason="-", now=forum.now)
    assert [one.status, two.status] == ["declined", "withdrawn"]


def test_who_leaves_keeps_the_meetings_that_ended(forum: Forum) -> None:
    one, two = (a_request(a_requirement(forum.buyer), forum.supplier, forum.person) for _ in range(2))
    held, ahead = accept(forum, one, 0), accept(forum, two, 2)
    cancel_participation(
        forum.person.id, edition_id=forum.edition.id, reason="-", now=forum.slots[0].ends_at + timedelta(minutes=1)
    )
    assert [held.status, ahead.status] == ["scheduled", "cancelled"]


def test_after_the_freeze_nobody_leaves_the_slot_to_the_organiser(forum: Forum) -> None:
    frozen = forum.edition.freeze_at
    request = a_request(forum.requirement, forum.supplier, forum.person, expires_at=frozen + timedelta(days=1))
    with pytest.raises(AgendaFrozen):
        accept_without_slot(request.id, by=forum.buyer.person_id, now=frozen)


def test_after_its_meeting_was_cancelled_a_company_may_ask_again(forum: Forum) -> None:
    request = send(forum)
    meeting = accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    cancel_meeting(meeting.id, reason="-", side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    assert get_states([request], now=forum.now) == {request.id: RequestState.CANCELLED}
    assert send(forum).status is RequestStatus.SENT


def test_every_state_is_counted_and_filtered_as_the_rule_says(forum: Forum) -> None:
    made = [send(forum, requirement_id=a_requirement(forum.buyer).id) for _ in range(5)]
    meetings = [
        accept_request(request.id, slot_id=slot.id, by=forum.buyer.person_id, now=forum.now)
        for request, slot in zip(made, forum.slots, strict=False)
    ]
    for meeting in meetings[1:]:
        cancel_meeting(meeting.id, reason="-", side=Side.BUYER, by=None, now=forum.now)
    with atomic():
        made[2].status = RequestStatus.SCHEDULED
    for status in RequestStatus:
        made.append(a_request(a_requirement(forum.buyer), forum.supplier, forum.person, status=status))
    made.append(a_request(a_requirement(forum.buyer), forum.supplier, forum.person, expires_at=forum.now))
    states = get_states(made, now=forum.now)
    assert count_states(forum.edition.id, now=forum.now) == Counter(states.values())
    for state in RequestState:
        listed = list_requests(forum.edition.id, state=state, now=forum.now).rows
        assert {request.id for request in listed} == {id for id, each in states.items() if each is state}


def test_with_a_meeting_a_company_does_not_ask_again(forum: Forum) -> None:
    accept_request(send(forum).id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(DuplicateRequest):
        send(forum, preferred_slot_id=None)


def test_an_overdue_request_does_not_stand_in_the_way(forum: Forum) -> None:
    first = send(forum)
    later = first.expires_at
    second = send(forum, now=later)
    session().refresh(first)
    assert (first.status, second.status) == (RequestStatus.EXPIRED, RequestStatus.SENT)


def test_the_cap_of_open_requests(forum: Forum) -> None:
    forum.change(supplier_open_requests_cap=1)
    send(forum)
    with pytest.raises(OpenRequestsReached) as refusal:
        send(forum, requirement_id=a_requirement(forum.buyer).id)
    assert refusal.value.params == {"cap": 1}


def test_the_cap_of_meetings_when_asking(forum: Forum) -> None:
    forum.change(supplier_meetings_cap=0)
    with pytest.raises(MeetingsReached):
        send(forum, preferred_slot_id=None)


def test_a_buyer_without_free_slots_is_full(forum: Forum) -> None:
    elsewhere = a_buyer(forum.edition, forum.tables[1], at=[])
    with pytest.raises(BuyerFull):
        send(forum, requirement_id=a_requirement(elsewhere).id, preferred_slot_id=None)


def test_who_comes_acts_for_the_company(forum: Forum) -> None:
    with pytest.raises(NotARepresentative):
        send(forum, person_id=a_person().id, by=forum.person.id)


def change(row: object, **values: object) -> None:
    with atomic() as current:
        for name, value in values.items():
            setattr(row, name, value)
        current.add(row)


def leave(forum: Forum, who: str) -> tuple[type[Refusal], dict[str, str]]:
    """Somebody stops taking part; the refusal that names them."""
    guest, company = forum.person.full_name, forum.supplier.company.name
    if who == "representative":
        with atomic() as current:
            current.execute(delete(Membership).where(Membership.person_id == forum.person.id))
        return RepresentativeLeft, {"who": guest, "company": company}
    if who == "supplier":
        change(forum.supplier, status=SupplierStatus.SUSPENDED)
        return SupplierLeft, {"company": company}
    if who == "disabled":
        change(forum.person, disabled_at=forum.now)
        return RepresentativeLeft, {"who": guest, "company": company}
    change(forum.buyer, accepted_at=None)
    return BuyerLeft, {"who": "Kenji Tanaka"}


@pytest.mark.parametrize("who", ["representative", "disabled", "supplier", "buyer"])
def test_nothing_is_agreed_with_somebody_who_left(forum: Forum, who: str) -> None:
    request, other = send(forum), send(forum, requirement_id=a_requirement(forum.buyer).id)
    meeting = accept(forum, other, 1)
    refusal, names = leave(forum, who)
    for attempt in (
        lambda: accept(forum, request),
        lambda: agree(forum, request),
        lambda: move(forum, meeting, Side.BUYER),
        lambda: move(forum, meeting, Side.SUPPLIER),
    ):
        with pytest.raises(refusal) as refused:
            attempt()
        assert refused.value.params == names
    if who == "supplier":  # its meetings stand
        move(forum, meeting, Side.ORGANISER)
    else:
        with pytest.raises(refusal):
            move(forum, meeting, Side.ORGANISER)
    assert request.status is RequestStatus.SENT


def move(forum: Forum, meeting: Meeting, side: Side) -> None:
    move_meeting(meeting.id, slot_id=forum.slots[2].id, side=side, by=forum.buyer.person_id, now=forum.now)


def test_who_left_the_company_does_not_ask_for_it(forum: Forum) -> None:
    colleague = a_person()
    a_membership(forum.supplier.company, colleague)
    leave(forum, "representative")
    with pytest.raises(NotAMember):
        send(forum, person_id=colleague.id, by=forum.person.id)
    assert send(forum, person_id=colleague.id).person_id == colleague.id


def test_a_buyer_who_left_is_not_asked(forum: Forum) -> None:
    refusal, _ = leave(forum, "buyer")
    with pytest.raises(refusal):
        send(forum)


def test_a_reason_is_given(forum: Forum) -> None:
    with pytest.raises(ReasonMissing):
        send(forum, reason="  ")


def test_acceptance_takes_slot_table_and_people_in_one_change(forum: Forum, statements: list[str]) -> None:
    request_id = send(forum).id
    session().expunge_all()
    session().rollback()
    statements.clear()
    meeting = accept_request(request_id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    writes = [statement for statement in statements if not statement.startswith("SELECT")]
    locks = [statement for statement in statements if "FOR NO KEY UPDATE" in statement]  # SQLite has one writer
    assert (len(statements) - len(locks), len(writes)) == (14, 7)
    assert (meeting.sequence, meeting.slot_id, meeting.table_id) == (0, forum.slots[0].id, forum.tables[0].id)
    assert sorted(session().scalars(select(PersonSeat.person_id))) == sorted([forum.buyer.person_id, forum.person.id])
    assert session().execute(select(TableSeat.table_id, TableSeat.slot_id)).all() == [
        (forum.tables[0].id, forum.slots[0].id)
    ]
    assert session().scalars(select(MeetingEvent.kind)).all() == ["scheduled"]
    assert mails()[-1] == ("meetings/request_accepted", forum.person.email)
    [theirs] = list_meetings_for(forum.person.id, edition_id=forum.edition.id)
    assert (theirs.side, theirs.person, theirs.table_number) == ("supplier", "Kenji Tanaka", forum.tables[0].number)


def test_a_request_is_answered_once(forum: Forum) -> None:
    request = send(forum)
    decline_request(request.id, reason=DeclineReason.HAS_SUPPLIER, note="", by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(AlreadyAnswered):
        accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(AlreadyAnswered):
        withdraw_request(request.id, by=forum.person.id, now=forum.now)


def test_an_overdue_request_is_expired_though_not_yet_marked(forum: Forum) -> None:
    request = send(forum)
    with pytest.raises(RequestExpired):
        accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=request.expires_at)


def test_expiry_is_stored_once_and_the_supplier_notified(forum: Forum) -> None:
    request = send(forum)
    assert expire_requests(now=request.expires_at - timedelta(seconds=1)) == 0
    assert expire_requests(now=request.expires_at) == 1
    assert expire_requests(now=request.expires_at) == 0
    assert mails()[-1] == ("meetings/request_expired", forum.person.email)


def test_withdrawing_notifies_the_buyer(forum: Forum) -> None:
    withdraw_request(send(forum).id, by=forum.person.id, now=forum.now)
    assert mails()[-1] == ("meetings/request_withdrawn", forum.buyer.person.email)


def test_declining_notifies_the_supplier_of_the_reason(forum: Forum) -> None:
    decline_request(send(forum).id, reason=DeclineReason.AGENDA_FULL, note="", by=forum.buyer.person_id, now=forum.now)
    *_, mail = mails_to(forum.person.email or "")
    assert "Motivo: La agenda del comprador está llena" in mail.text


def test_declining_for_another_reason_needs_a_note(forum: Forum) -> None:
    with pytest.raises(ReasonMissing):
        decline_request(send(forum).id, reason=DeclineReason.OTHER, note=" ", by=1, now=forum.now)


def test_after_the_freeze_nothing_is_accepted(forum: Forum) -> None:
    request = a_request(
        forum.requirement, forum.supplier, forum.person, expires_at=forum.edition.freeze_at + timedelta(days=1)
    )
    with pytest.raises(AgendaFrozen):
        accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.edition.freeze_at)


def accept(forum: Forum, request: MeetingRequest, slot: int = 0) -> Meeting:
    return accept_request(request.id, slot_id=forum.slots[slot].id, by=forum.buyer.person_id, now=forum.now)


def test_the_buyer_is_in_one_place_at_a_time(forum: Forum) -> None:
    other, person = a_supplier(forum.edition)
    accept(forum, a_request(forum.requirement, forum.supplier, forum.person))
    with pytest.raises(SeatTaken) as refusal:
        accept(forum, a_request(forum.requirement, other, person))
    assert refusal.value.params == {"who": "Kenji Tanaka"}


def test_the_supplier_is_in_one_place_at_a_time(forum: Forum) -> None:
    other = a_requirement(a_buyer(forum.edition, forum.tables[1], at=forum.slots))
    accept(forum, a_request(forum.requirement, forum.supplier, forum.person))
    with pytest.raises(SeatTaken) as refusal:
        accept(forum, a_request(other, forum.supplier, forum.person))
    assert refusal.value.params == {"who": "María José Muñoz Güereca"}


def test_a_colleague_may_meet_at_the_same_time(forum: Forum) -> None:
    colleague = a_person()
    a_membership(forum.supplier.company, colleague)
    other = a_requirement(a_buyer(forum.edition, forum.tables[1], at=forum.slots))
    accept(forum, a_request(forum.requirement, forum.supplier, forum.person))
    accept(forum, a_request(other, forum.supplier, colleague))
    assert count(PersonSeat) == 4


def test_two_representatives_at_one_table_share_its_time(forum: Forum) -> None:
    buyer = a_buyer(forum.edition, forum.tables[0], at=forum.slots)
    colleague = a_requirement(buyer)
    other, person = a_supplier(forum.edition)
    accept(forum, a_request(forum.requirement, forum.supplier, forum.person))
    with pytest.raises(TableTaken) as refusal:
        accept(forum, a_request(colleague, other, person))
    assert refusal.value.params == {"number": forum.tables[0].number}
    accept(forum, a_request(a_requirement(buyer), other, person), slot=1)


def test_slots_of_another_hall_that_overlap_are_no_second_place(forum: Forum) -> None:
    hall = a_hall(forum.edition)
    [table] = tables(hall)
    shifted = slots(hall, days_of(forum.edition)[0], 2, minutes=10)
    other = a_requirement(a_buyer(forum.edition, table, at=shifted))
    accept(forum, a_request(forum.requirement, forum.supplier, forum.person))
    request = a_request(other, forum.supplier, forum.person)
    with pytest.raises(SeatTaken):
        accept_request(request.id, slot_id=shifted[0].id, by=other.buyer.person_id, now=forum.now)


def test_only_the_hours_at_the_table(forum: Forum) -> None:
    other = a_requirement(a_buyer(forum.edition, forum.tables[1], at=forum.slots[:1]))
    with pytest.raises(NotAtTable):
        accept(forum, a_request(other, forum.supplier, forum.person), slot=1)


def test_a_blocked_slot_takes_no_meeting(forum: Forum) -> None:
    [blocked] = slots(forum.hall, days_of(forum.edition)[1], 1, blocked_reason="Inauguración")
    with pytest.raises(SlotBlocked):
        other = a_requirement(a_buyer(forum.edition, forum.tables[1], at=[blocked]))
        request = a_request(other, forum.supplier, forum.person)
        accept_request(request.id, slot_id=blocked.id, by=other.buyer.person_id, now=forum.now)


def test_the_cap_of_meetings_when_accepting(forum: Forum) -> None:
    forum.change(supplier_meetings_cap=1)
    accept(forum, a_request(forum.requirement, forum.supplier, forum.person))
    with pytest.raises(MeetingsReached):
        accept(forum, a_request(a_requirement(forum.buyer), forum.supplier, forum.person), slot=1)


def test_a_buyer_keeps_spare_slots(forum: Forum) -> None:
    forum.change(buyer_spare_slots_per_day=2)
    accept(forum, a_request(forum.requirement, forum.supplier, forum.person))
    with pytest.raises(BuyerDayFull) as refusal:
        accept(forum, a_request(a_requirement(forum.buyer), forum.supplier, forum.person), slot=1)
    assert refusal.value.params == {"cap": 1}
