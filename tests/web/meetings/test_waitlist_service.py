"""Waiting lists through the services, on both engines: joined, offered by hand and by the program, taken, ended."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.core.errors import Refusal
from forum.core.names import PersonName
from forum.editions.enums import PlannedWishes
from forum.jobs import run_waiting_jobs
from forum.matchmaking.enums import Side
from forum.matchmaking.service import Guest, close_requirement
from forum.meetings import service, tasks
from forum.meetings.enums import Colliding, DeclineReason, OfferKind, OfferStatus, RequestChange, RequestStatus
from forum.meetings.errors import (
    AgendaFrozen,
    AlreadyAnswered,
    DuplicateRequest,
    MeetingsReached,
    SeatTaken,
    SlotRefused,
)
from forum.meetings.errors.answers import NotYourRequest
from forum.meetings.errors.waitlist import (
    CannotBeOffered,
    NobodyChosen,
    NotOnWaitingList,
    OfferGone,
    OfferLapsed,
    OfferOver,
    OnWaitingList,
    PlaceLeft,
)
from forum.meetings.models import FreedPlace, Meeting, MeetingRequest, RequestEvent, SlotOffer
from forum.meetings.queries.requests import get_quota_use
from forum.meetings.queries.waitlist import get_places, list_waiting_lists, list_waitlisted
from forum.meetings.service.attendance import cancel_participation
from forum.timetable.queries.planning import plan_for, read_facts
from forum.timetable.service import publish_draft, store_draft
from tests.builders.companies import a_membership
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum, mails


def a_waiting(forum: Forum, *, minutes: int = 0, **values: object) -> MeetingRequest:
    """A request of another company that has waited since then."""
    supplier, person = a_supplier(forum.edition)
    since = forum.now - timedelta(hours=1) + timedelta(minutes=minutes)
    values = {"status": RequestStatus.WAITLISTED, "waitlisted_at": since, **values}
    return a_request(a_requirement(forum.buyer), supplier, person, **values)


def a_meeting(forum: Forum, slot: int = 0) -> Meeting:
    """A meeting of the forum's own supplier with the buyer."""
    asked = a_request(a_requirement(forum.buyer), forum.supplier, forum.person)
    by = forum.buyer.person_id
    return service.accept_request(asked.id, slot_id=forum.slots[slot].id, by=by, now=forum.now)


def fill(forum: Forum) -> list[Meeting]:
    """Meetings in all three slots of the buyer."""
    return [a_meeting(forum, slot) for slot in range(3)]


def cancel(meeting: Meeting, now: datetime) -> None:
    service.cancel_meeting(meeting.id, reason="Enfermó", side=Side.ORGANISER, by=1, now=now)


def offers() -> list[tuple[int, OfferStatus]]:
    query = select(SlotOffer.request_id, SlotOffer.status).order_by(SlotOffer.id)
    return [(request_id, status) for request_id, status in session().execute(query)]


def offer_by_hand(forum: Forum, *requests: MeetingRequest, slot: int = 0, **values: object) -> list[SlotOffer]:
    given: dict[str, object] = {"side": Side.BUYER, "by": forum.buyer.person_id, "now": forum.now, **values}
    ids = [request.id for request in requests]
    slot_id = forum.slots[slot].id
    made = service.offer_slot(forum.buyer.id, slot_id=slot_id, request_ids=ids, edition=forum.edition, **given)  # type: ignore[arg-type]
    return list(made)


def take(offer: SlotOffer, now: datetime, **values: object) -> Meeting:
    who = session().get_one(MeetingRequest, offer.request_id).person_id
    given: dict[str, object] = {"person_id": who, "side": Side.SUPPLIER, "by": who, "now": now, **values}
    return service.take_offer(offer.id, **given)  # type: ignore[arg-type]


def test_who_had_a_slot_offered_is_told_at_once_that_another_took_it(forum: Forum) -> None:
    """The job runs as soon as the acceptance is saved, and only then."""
    waiting = a_waiting(forum)
    offer_by_hand(forum, waiting, slot=1)
    run_waiting_jobs()
    a_meeting(forum, slot=0)
    told = [message for message, _to in mails()].count("meetings/offer_ended")
    assert (offers(), told) == ([(waiting.id, OfferStatus.OPEN)], 0)
    a_meeting(forum, slot=1)
    run_waiting_jobs()
    assert offers()[0] == (waiting.id, OfferStatus.LOST)
    person = session().get_one(Person, waiting.person_id)
    assert ("meetings/offer_ended", person.email) in mails()


@pytest.mark.parametrize("how", ["accepted", "moved"])
def test_who_has_another_meeting_at_the_offered_time_is_told_at_once_that_it_is_lost(forum: Forum, how: str) -> None:
    """Nobody waits for the buyer of that meeting: what its move frees is offered to nobody."""
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots, person=a_person())
    waits = {"status": RequestStatus.WAITLISTED, "waitlisted_at": forum.now}
    waiting = a_request(a_requirement(other), forum.supplier, forum.person, **waits)
    given = {"edition": forum.edition, "side": Side.BUYER, "by": other.person_id, "now": forum.now}
    service.offer_slot(other.id, slot_id=forum.slots[1].id, request_ids=[waiting.id], **given)  # type: ignore[arg-type]
    meeting = a_meeting(forum, slot=1 if how == "accepted" else 0)
    if how == "moved":
        run_waiting_jobs()
        by = forum.buyer.person_id
        service.move_meeting(meeting.id, slot_id=forum.slots[1].id, side=Side.BUYER, by=by, now=forum.now)
    run_waiting_jobs()
    assert offers() == [(waiting.id, OfferStatus.LOST)]


def test_a_buyer_answers_with_the_waiting_list(forum: Forum) -> None:
    asked = a_request(forum.requirement, forum.supplier, forum.person)
    service.join_waitlist(asked.id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    assert (asked.status, asked.waitlisted_at) == (RequestStatus.WAITLISTED, forum.now)
    assert mails()[-1] == ("meetings/request_waitlisted", forum.person.email)
    event = session().scalars(select(RequestEvent)).one()
    assert (event.status, event.by_id) == (RequestStatus.WAITLISTED, forum.buyer.person_id)
    used = get_quota_use(
        asked.company_id, edition_id=forum.edition.id, requirement_id=forum.requirement.id, now=forum.now
    )
    assert (used.open_requests, used.is_duplicate) == (0, True)
    assert service.expire_requests(now=forum.now + timedelta(days=30)) == 0
    with pytest.raises(OnWaitingList):
        service.join_waitlist(asked.id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(AlreadyAnswered):
        service.accept_request(asked.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)


def test_what_is_accepted_waits_and_stays_accepted(forum: Forum) -> None:
    asked = a_request(forum.requirement, forum.supplier, forum.person)
    service.accept_without_slot(asked.id, by=forum.buyer.person_id, now=forum.now)
    service.join_waitlist(asked.id, side=Side.ORGANISER, by=forum.buyer.person_id, now=forum.now)
    assert asked.status is RequestStatus.ACCEPTED
    assert [each.id for each in list_waitlisted(forum.buyer.id)] == [asked.id]
    assert {message for message, _to in mails()[-2:]} == {"meetings/request_waitlisted", "meetings/waitlist_joined"}
    [wish] = read_facts(forum.edition.id, now=forum.now).wishes
    assert wish.priority.value == "mutual"


def test_what_waits_is_planned_like_what_has_no_answer(forum: Forum) -> None:
    asked = a_waiting(forum, expires_at=forum.now - timedelta(days=1))
    assert read_facts(forum.edition.id, now=forum.now).wishes == ()
    forum.change(planned_wishes=PlannedWishes.ALL)
    [wish] = read_facts(forum.edition.id, now=forum.now).wishes
    assert (wish.request_id, wish.priority.value) == (asked.id, "supplier")


def test_a_company_joins_only_where_no_slot_is_left(forum: Forum) -> None:
    supplier, person = a_supplier(forum.edition)
    requirement = a_requirement(forum.buyer)
    ask = {"edition": forum.edition, "company_id": supplier.company_id, "person_id": person.id, "reason": "Prensa"}
    with pytest.raises(PlaceLeft):
        service.ask_to_wait(requirement.id, **ask, by=person.id, now=forum.now)  # type: ignore[arg-type]
    asked = a_request(forum.requirement, supplier, person)
    with pytest.raises(PlaceLeft):
        service.join_waitlist(asked.id, side=Side.SUPPLIER, by=person.id, now=forum.now)
    fill(forum)
    service.join_waitlist(asked.id, side=Side.SUPPLIER, by=person.id, now=forum.now)
    waits = service.ask_to_wait(requirement.id, **ask, by=person.id, now=forum.now)  # type: ignore[arg-type]
    assert [asked.status, waits.status] == [RequestStatus.WAITLISTED] * 2
    assert asked.answered_at is None, "nobody has answered it"
    assert mails()[-1] == ("meetings/waitlist_joined", forum.buyer.person.email)
    with pytest.raises(DuplicateRequest):
        service.ask_to_wait(requirement.id, **ask, by=person.id, now=forum.now)  # type: ignore[arg-type]


def test_the_order_is_that_of_joining(forum: Forum) -> None:
    late, early = a_waiting(forum, minutes=9), a_waiting(forum, minutes=1)
    assert [each.id for each in list_waitlisted(forum.buyer.id)] == [early.id, late.id]
    places = get_places([late.id])
    assert (places[late.id].number, places[late.id].of) == (2, 2)
    [one] = list_waiting_lists(forum.edition.id, now=forum.now)
    assert (one.waiting, one.first_at, one.offers) == (2, early.waitlisted_at, 0)


def test_either_side_ends_it(forum: Forum) -> None:
    one, two, three = a_waiting(forum), a_waiting(forum), a_waiting(forum)
    with pytest.raises(NotYourRequest):
        service.withdraw_request(one.id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    service.withdraw_request(one.id, by=one.person_id, now=forum.now)
    service.decline_request(two.id, reason=DeclineReason.AGENDA_FULL, note="", by=forum.buyer.person_id, now=forum.now)
    service.withdraw_request(three.id, side=Side.ORGANISER, by=forum.buyer.person_id, now=forum.now)
    assert [each.status.value for each in (one, two, three)] == ["withdrawn", "declined", "withdrawn"]
    assert mails()[-1] == ("meetings/withdrawn_for_you", three.person.email)
    assert list_waitlisted(forum.buyer.id) == []


def test_it_ends_with_its_requirement_and_with_who_would_come(forum: Forum) -> None:
    one, two = a_waiting(forum), a_waiting(forum)
    close_requirement(one.requirement_id, by=forum.buyer.person_id, now=forum.now)
    cancel_participation(two.person_id, edition_id=forum.edition.id, reason="Canceló", now=forum.now)
    assert (one.status, one.decline_reason) == (RequestStatus.DECLINED, DeclineReason.REQUIREMENT_CLOSED)
    assert two.status is RequestStatus.WITHDRAWN


def test_it_ends_with_the_forum(forum: Forum) -> None:
    asked = a_waiting(forum)
    service.keep_offers(now=forum.now)
    assert asked.status is RequestStatus.WAITLISTED
    service.keep_offers(now=forum.now + timedelta(days=365))
    assert (asked.status, asked.waitlisted_at) == (RequestStatus.EXPIRED, None)
    assert mails()[-1] == ("meetings/waitlist_ended", asked.person.email)


def test_the_first_to_take_an_offer_has_the_slot(forum: Forum) -> None:
    one, two = a_waiting(forum, minutes=1), a_waiting(forum, minutes=2)
    first, second = offer_by_hand(forum, one, two)
    assert first.ends_at == forum.now + timedelta(hours=2)
    assert [message for message, _to in mails()] == ["meetings/slot_offered"] * 2
    meeting = take(second, forum.now)
    assert (meeting.company_id, meeting.slot_id, two.status) == (
        two.company_id, forum.slots[0].id, RequestStatus.ACCEPTED,
    )  # fmt: skip
    told = {to for message, to in mails() if message == "meetings/offer_taken"}
    assert told == {two.person.email, forum.buyer.person.email}
    with pytest.raises(OfferGone):
        take(first, forum.now)
    with pytest.raises(OfferOver):
        take(second, forum.now)
    run_waiting_jobs()
    assert offers() == [(one.id, OfferStatus.LOST), (two.id, OfferStatus.TAKEN)]
    assert mails()[-1] == ("meetings/offer_ended", one.person.email)
    assert [each.id for each in list_waitlisted(forum.buyer.id)] == [one.id]


def test_an_offer_may_be_taken_after_the_freeze_and_is_then_made_by_the_staff(forum: Forum) -> None:
    forum.change(requests_close_at=forum.now - timedelta(days=3), freeze_at=forum.now - timedelta(hours=1))
    one = a_waiting(forum)
    with pytest.raises(AgendaFrozen):
        offer_by_hand(forum, one)
    [offer] = offer_by_hand(forum, one, side=Side.ORGANISER)
    assert take(offer, forum.now).slot_id == forum.slots[0].id


def test_who_can_be_offered_a_slot(forum: Forum) -> None:
    one, two = a_waiting(forum), a_waiting(forum)
    with pytest.raises(NobodyChosen):
        offer_by_hand(forum)
    offer_by_hand(forum, one)
    with pytest.raises(CannotBeOffered):
        offer_by_hand(forum, one, slot=1)
    service.withdraw_request(two.id, by=two.person_id, now=forum.now)
    with pytest.raises(NotOnWaitingList):
        offer_by_hand(forum, two)
    a_meeting(forum, 2)
    with pytest.raises(SlotRefused):
        offer_by_hand(forum, a_waiting(forum), slot=2)


def test_an_offer_obeys_seats_and_quota(forum: Forum) -> None:
    one = a_waiting(forum)
    colleague = a_person()
    a_membership(session().get_one(Company, one.company_id), colleague)
    [offer] = offer_by_hand(forum, one)
    busy_elsewhere(forum, one)
    with pytest.raises(SeatTaken):
        take(offer, forum.now)
    forum.change(supplier_meetings_cap=1)
    with pytest.raises(MeetingsReached):
        take(offer, forum.now, person_id=colleague.id)
    forum.change(supplier_meetings_cap=2)
    assert take(offer, forum.now, person_id=colleague.id).person_id == colleague.id


def busy_elsewhere(forum: Forum, asked: MeetingRequest) -> None:
    """Who would come meets another buyer at the time of the first slot."""
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    supplier = type(forum.supplier)
    theirs = session().scalars(select(supplier).where(supplier.company_id == asked.company_id)).one()
    taken = a_request(a_requirement(other), theirs, asked.person)
    service.accept_request(taken.id, slot_id=forum.slots[0].id, by=other.person_id, now=forum.now)


def test_a_freed_place_is_offered_to_one_after_the_other(forum: Forum) -> None:
    first, _second, _third = fill(forum)
    one, two = a_waiting(forum, minutes=1), a_waiting(forum, minutes=2)
    cancel(first, forum.now)
    service.keep_offers(now=forum.now)
    service.keep_offers(now=forum.now)
    assert offers() == [(one.id, OfferStatus.OPEN)]
    assert session().scalars(select(SlotOffer.kind)).one() is OfferKind.AUTOMATIC
    later = forum.now + timedelta(hours=2)
    service.keep_offers(now=later)
    assert offers() == [(one.id, OfferStatus.LAPSED), (two.id, OfferStatus.OPEN)]
    lapsed, open_one = session().scalars(select(SlotOffer).order_by(SlotOffer.id))
    with pytest.raises(OfferLapsed):
        take(lapsed, later)
    service.decline_offer(open_one.id, leaves=False, by=two.person_id, now=later)
    service.keep_offers(now=later)
    assert session().scalar(select(func.count()).select_from(FreedPlace)) == 0, "nobody is left to ask"
    assert [each.id for each in list_waitlisted(forum.buyer.id)] == [one.id, two.id]
    changes = session().scalars(select(RequestEvent.change).where(RequestEvent.request_id == two.id)).all()
    assert changes == [RequestChange.OFFERED, RequestChange.OFFER_DECLINED]


def test_an_offer_lapses_by_itself_before_the_job_comes(forum: Forum) -> None:
    [offer] = offer_by_hand(forum, a_waiting(forum))
    with pytest.raises(OfferLapsed):
        take(offer, offer.ends_at)


def test_who_declines_may_leave_the_list(forum: Forum) -> None:
    one = a_waiting(forum)
    [offer] = offer_by_hand(forum, one)
    service.decline_offer(offer.id, leaves=True, by=one.person_id, now=forum.now)
    assert (one.status, offer.status) == (RequestStatus.WITHDRAWN, OfferStatus.DECLINED)
    assert mails()[-1] == ("meetings/request_withdrawn", forum.buyer.person.email)


def test_an_offer_is_taken_back(forum: Forum) -> None:
    one = a_waiting(forum)
    [offer] = offer_by_hand(forum, one)
    service.withdraw_offer(offer.id, by=forum.buyer.person_id, now=forum.now)
    assert mails()[-1] == ("meetings/offer_ended", one.person.email)
    assert offer_by_hand(forum, one)[0].status is OfferStatus.OPEN


def test_a_place_whose_offer_is_taken_back_is_offered_to_nobody_else(forum: Forum) -> None:
    one, _two = a_waiting(forum, minutes=1), a_waiting(forum, minutes=2)
    cancel(a_meeting(forum), forum.now)
    service.keep_offers(now=forum.now)
    offer = session().scalars(select(SlotOffer)).one()
    service.withdraw_offer(offer.id, by=forum.buyer.person_id, now=forum.now)
    service.keep_offers(now=forum.now)
    assert offers() == [(one.id, OfferStatus.WITHDRAWN)]


@pytest.mark.parametrize("how", ["cancelled", "moved", "hours", "table"])
def test_places_become_free(forum: Forum, how: str) -> None:
    one = a_waiting(forum)
    now = forum.now
    if how in {"cancelled", "moved"}:
        meeting = a_meeting(forum)
        if how == "cancelled":
            cancel(meeting, now)
        else:
            service.move_meeting(meeting.id, slot_id=forum.slots[1].id, side=Side.BUYER, by=1, now=now)
    elif how == "hours":
        service.set_hours(forum.buyer.id, slot_ids=[slot.id for slot in forum.slots[1:]], now=now)
        service.set_hours(forum.buyer.id, slot_ids=[slot.id for slot in forum.slots], now=now)
    else:
        for table_id in (None, forum.tables[1].id):
            service.assign_table(forum.buyer.id, table_id=table_id, edition=forum.edition, by=1, now=now)
    service.keep_offers(now=now)
    assert offers() == [(one.id, OfferStatus.OPEN)]
    offer = session().scalars(select(SlotOffer)).one()
    assert offer.slot_id == forum.slots[0].id


def test_a_place_that_nobody_waits_for_is_not_noted(forum: Forum) -> None:
    cancel(a_meeting(forum), forum.now)
    assert session().scalar(select(func.count()).select_from(FreedPlace)) == 0


def test_the_next_with_somebody_free_is_asked(forum: Forum) -> None:
    busy, free = a_waiting(forum, minutes=1), a_waiting(forum, minutes=2)
    busy_elsewhere(forum, busy)
    cancel(a_meeting(forum), forum.now)
    service.keep_offers(now=forum.now)
    assert offers() == [(free.id, OfferStatus.OPEN)]


def test_a_slot_that_another_meeting_took_is_lost_and_the_place_kept(forum: Forum) -> None:
    one = a_waiting(forum)
    cancel(a_meeting(forum), forum.now)
    service.keep_offers(now=forum.now)
    a_meeting(forum)
    service.keep_offers(now=forum.now)
    assert offers() == [(one.id, OfferStatus.LOST)]
    assert mails()[-1] == ("meetings/offer_ended", one.person.email)


def test_it_has_ten_minutes_on_the_days_of_the_forum(forum: Forum) -> None:
    morning = forum.slots[0].starts_at - timedelta(hours=1)
    one, two = a_waiting(forum), a_waiting(forum, minutes=1)
    [offer] = offer_by_hand(forum, one, side=Side.ORGANISER, now=morning)
    assert offer.ends_at == morning + timedelta(minutes=10)
    late = forum.slots[0].starts_at - timedelta(minutes=3)
    [offer] = offer_by_hand(forum, two, side=Side.ORGANISER, now=late)
    assert offer.ends_at == forum.slots[0].starts_at


def test_the_staff_takes_it_for_a_company(forum: Forum) -> None:
    one, staff = a_waiting(forum), a_person()
    [offer] = offer_by_hand(forum, one)
    meeting = take(offer, forum.now, side=Side.ORGANISER, by=staff.id)
    assert meeting.person_id == one.person_id
    events = select(RequestEvent.by_id).where(RequestEvent.request_id == one.id).order_by(RequestEvent.id)
    assert session().scalars(events).all()[-1] == staff.id


def test_answers_take_a_request_off_the_list(forum: Forum) -> None:
    one = a_waiting(forum, status=RequestStatus.ACCEPTED)
    [offer] = offer_by_hand(forum, one)
    service.accept_request(one.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    session().refresh(offer)
    assert (one.waitlisted_at, offer.status) == (None, OfferStatus.WITHDRAWN)
    with pytest.raises(Refusal):
        take(offer, forum.now)


def test_the_job_offers_what_a_cancelled_meeting_leaves(forum: Forum) -> None:
    one = a_waiting(forum)
    run_waiting_jobs()
    cancel(a_meeting(forum), forum.now)
    run_waiting_jobs()  # the change itself asked for it: nobody waits for the minute
    assert offers() == [(one.id, OfferStatus.OPEN)]
    assert tasks.offers.job_minutes == 1  # type: ignore[attr-defined]


def test_the_list_goes_to_who_takes_the_agenda_over(forum: Forum) -> None:
    one = a_waiting(forum)
    [offer] = offer_by_hand(forum, one)
    successor = service.hand_over_buyer(
        forum.buyer.id,
        to=service.Successor(guest=Guest(email="eva@example.mx", name=PersonName("Eva"), language="es")),
        terms=service.Terms(reason="Cambio", keeps_badge=False, colliding=Colliding.REFUSE),
        edition=forum.edition,
        by=forum.buyer.person_id,
        now=forum.now,
    )
    service.keep_offers(now=forum.now)
    assert [each.id for each in list_waitlisted(successor.id)] == [one.id]
    assert take(offer, forum.now).buyer_id == successor.id


def test_a_timetable_schedules_who_waits_and_frees_what_it_moves(forum: Forum) -> None:
    forum.change(planned_wishes=PlannedWishes.ALL)
    meeting = a_meeting(forum)
    planned, waits = a_waiting(forum, minutes=1), a_waiting(forum, minutes=2)
    plan = plan_for(forum.edition.id, replan=True, now=forum.now)
    places = a_timetable(plan, {f"r{planned.id}": 1, f"m{meeting.id}": 2})
    draft = store_draft(plan, timetable=places, by=None, now=forum.now)
    publish_draft(draft.id, by=None, now=forum.now)
    session().refresh(planned)
    assert (planned.status, planned.waitlisted_at) == (RequestStatus.SCHEDULED, None)
    service.keep_offers(now=forum.now)
    offer = session().scalars(select(SlotOffer)).one()
    assert (offer.request_id, offer.slot_id) == (waits.id, forum.slots[0].id)
