"""A day of a hall is divided otherwise, with the meetings on it: shown first, then done at once."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, locked, refusing, session
from forum.core.paging import batches
from forum.editions.models import Day, Edition, Slot
from forum.editions.queries.frame import slots_of
from forum.editions.rules.slots import SlotRule, Span
from forum.editions.service import block_slot
from forum.editions.service.recutting import drop_slots, lock_slots_of, recut_slots
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Availability, Buyer
from forum.meetings.enums import MeetingStatus, OfferStatus
from forum.meetings.errors.clearing import PlanChanged
from forum.meetings.models import FreedPlace, Meeting, MeetingEvent, MeetingRequest, PersonSeat, SlotOffer, TableSeat
from forum.meetings.notices import notify_cleared, rearranged
from forum.meetings.queries.waitlist import EAGER_OFFER
from forum.meetings.rules.board import overlaps
from forum.meetings.service.freeing import free_places, tell_offered
from forum.meetings.service.meetings import cancel_locked
from forum.meetings.service.offers import end_offer
from forum.meetings.service.recutting_plans import RecutPlan, plan_recut


def recut(
    hall_id: int,
    *,
    day: Day,
    rule: SlotRule,
    digest: str,
    reason: str,
    edition: Edition,
    by: int,
    now: datetime,
) -> RecutPlan:
    """Do what was shown, all of it or nothing, and tell everybody in one mail each.

    Raises:
        ReasonMissing: there is no reason. BadSlotRule: the rule gives no slot.
        PlanChanged: what would happen is not what was shown any more.
    """
    words = reason.strip()
    if not words:
        raise ReasonMissing
    shown = plan_recut(hall_id, day=day, rule=rule, edition=edition, now=now)  # read before anything is locked
    if shown.digest != digest:
        raise PlanChanged
    with atomic():
        lock_slots_of(hall_id, [each.id for each in slots_of(hall_id, day.id)])
        _lock(shown)
        plan = plan_recut(hall_id, day=day, rule=rule, edition=edition, now=now)
        if plan.digest != digest:
            raise PlanChanged
        people, news = plan.people, _news(plan)
        _end(plan, edition, reason=words, by=by, now=now)
        slots = recut_slots(hall_id, day_id=day.id, recut=plan.recut)
        _reseat(plan, slots, reason=words, by=by, now=now)
        _settle_hours(plan, slots, now=now)
        _drop(plan, slots, reason=words)
        for person_id, changes in news.items():
            notify_cleared(people[person_id], edition, changes, reason=words, by=by, now=now)
        return plan


def _lock(plan: RecutPlan) -> None:
    """Lock all that the plan rests on, in the order of the house.

    Whoever accepts a meeting locks its buyer: while those of the hall are locked, nobody takes a seat in its slots.
    """
    meetings = [each.meeting for each in plan.fates]
    buyers = session().scalars(select(Buyer.person_id).where(Buyer.id.in_(plan.hours)))
    lock_rows(Company, {each.company_id for each in meetings})
    lock_rows(Person, {*plan.people, *buyers})
    lock_rows(Buyer, plan.hours.keys())
    lock_rows(MeetingRequest, {each.request_id for each in plan.offers})
    lock_rows(Meeting, {each.id for each in meetings})


def _news(plan: RecutPlan) -> dict[int, list[dict[str, Any]]]:
    """What each person reads: every meeting of theirs that changes, as it was and as it will be."""
    news: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for fate in plan.fates:
        for person_id in {each.id for each in fate.meeting.people}:
            said = rearranged(fate.meeting, person_id, to=None)
            starts_at = None if fate.slot is None else fate.slot.starts_at
            news[person_id].append({**said, "starts_at": starts_at, "table": fate.table.number})
    return news


def _end(plan: RecutPlan, edition: Edition, *, reason: str, by: int, now: datetime) -> None:
    """End the offers of slots that change, free the seats of all meetings in them, and end those that find no place."""
    for each in plan.offers:
        offer = locked(SlotOffer, each.id, *EAGER_OFFER)
        if offer.status is OfferStatus.OPEN:
            end_offer(offer, OfferStatus.LOST, by=by, now=now)
    for model in (PersonSeat, TableSeat):
        for some in batches(fate.meeting.id for fate in plan.fates):
            gone = delete(model).where(model.meeting_id.in_(some))
            session().execute(gone, execution_options={"synchronize_session": False})
    for fate in plan.fates:
        if fate.ends:
            cancel_locked(fate.meeting, edition, reason=reason, side=Side.ORGANISER, by=by, now=now, is_told=False)
    session().flush()


def _reseat(plan: RecutPlan, slots: dict[Span, Slot], *, reason: str, by: int, now: datetime) -> None:
    """Seat all meetings at their new times, and write down where each is, in three statements for any number."""
    people: list[dict[str, int]] = []
    tables: list[dict[str, int]] = []
    events: list[dict[str, Any]] = []
    moved = [(fate.meeting, slots[fate.slot], fate.table) for fate in plan.fates if fate.slot is not None]
    for meeting, slot, table in moved:
        at = {"meeting_id": meeting.id, "slot_id": slot.id}
        people += [{**at, "person_id": person_id} for person_id in {each.id for each in meeting.people}]
        tables.append({**at, "table_id": table.id})
        former = {"from_slot_id": meeting.slot_id, "from_table_id": meeting.table_id}
        detail = {**former, "slot_id": slot.id, "table_id": table.id, "reason": reason}
        events.append({"meeting_id": meeting.id, "detail": detail})
        meeting.slot, meeting.table, meeting.changed_at = slot, table, now
        meeting.forget_day(Side.BUYER, Side.SUPPLIER)
        meeting.sequence += 1
    with (
        refusing("uq_person_seat_person_id_slot_id", PlanChanged()),
        refusing("uq_table_seat_table_id_slot_id", PlanChanged()),
    ):
        if moved:
            session().execute(insert(PersonSeat), people)
            session().execute(insert(TableSeat), tables)
            happened = {"kind": "moved", "side": Side.ORGANISER, "at": now, "by_id": by}
            session().execute(insert(MeetingEvent), [{**each, **happened} for each in events])
    for slot_id in {slot.id for _meeting, slot, _table in moved}:
        tell_offered(slot_id)
    session().flush()


def _settle_hours(plan: RecutPlan, slots: dict[Span, Slot], *, now: datetime) -> None:
    """Let the buyers be at their tables at the new times; what stays free is offered to who waits."""
    ids = [*plan.recut.becomes, *plan.recut.dropped]
    for model in (Availability, FreedPlace):
        gone = delete(model).where(model.slot_id.in_(ids))
        session().execute(gone, execution_options={"synchronize_session": False})
    rows = [(buyer_id, slots[span].id) for buyer_id, spans in plan.hours.items() for span in spans]
    if rows:
        hours = [{"buyer_id": buyer_id, "slot_id": slot_id} for buyer_id, slot_id in rows]
        session().execute(insert(Availability), hours)
    free_places(rows, now=now)


def _drop(plan: RecutPlan, slots: dict[Span, Slot], *, reason: str) -> None:
    """Delete the slots that are left over; what is over keeps its slot, blocked, or goes to the one in its place."""
    if not plan.recut.dropped:
        return
    kept = set[int]()
    for slot in [session().get_one(Slot, slot_id) for slot_id in plan.recut.dropped]:
        if not _has_history(slot.id):
            continue
        instead = next((each for each in slots.values() if overlaps(each, slot)), None)
        if instead is None:
            kept.add(slot.id)
            block_slot(slot.id, reason=reason[:120])
            continue
        for model in (Meeting, SlotOffer):
            moved = update(model).where(model.slot_id == slot.id).values(slot_id=instead.id)
            session().execute(moved, execution_options={"synchronize_session": False})
    drop_slots([slot_id for slot_id in plan.recut.dropped if slot_id not in kept])


def _has_history(slot_id: int) -> bool:
    met = select(Meeting.id).where(Meeting.slot_id == slot_id, Meeting.status != MeetingStatus.SCHEDULED)
    offered = select(SlotOffer.id).where(SlotOffer.slot_id == slot_id)
    return bool(session().scalar(select(met.exists() | offered.exists())))
