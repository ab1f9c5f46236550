"""A day of a hall is divided otherwise, with the meetings on it: shown first, then done at once."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select, update

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import lock_rows, locked, session
from forum.editions.models import Day, Edition, Slot
from forum.editions.queries.frame import slots_of
from forum.editions.rules.slots import SlotRule, Span
from forum.editions.service import block_slot
from forum.editions.service.recutting import drop_slots, lock_slots_of, recut_slots
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Availability, Buyer
from forum.meetings.enums import AgendaChangeKind, MeetingStatus, OfferStatus
from forum.meetings.models import FreedPlace, Meeting, MeetingRequest, SlotOffer
from forum.meetings.notices import rearranged
from forum.meetings.queries.changes import present_state
from forum.meetings.queries.waitlist import EAGER_OFFER
from forum.meetings.rules.board import overlaps
from forum.meetings.service.freeing import free_places, tell_offered
from forum.meetings.service.offers import end_offer
from forum.meetings.service.rearranging import NewPlace, rearrange
from forum.meetings.service.recutting_plans import RecutPlan, plan_recut
from forum.meetings.service.shown import Doing, do_as_shown
from forum.meetings.service.telling import pack_news, record_agenda_change, tell_at_once


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
    doing = Doing(
        plan=lambda: plan_recut(hall_id, day=day, rule=rule, edition=edition, now=now),
        state=lambda: present_state(_meetings_of(hall_id, day.id), edition_id=edition.id, hall_id=hall_id),
        prepare=_news,
        lock=_lock,
        do=lambda plan, news: _recut(plan, news, edition, reason=words, by=by, now=now),
    )
    plan, change_id = do_as_shown(doing, digest=digest)
    tell_at_once(change_id, now=now)
    return plan


def _meetings_of(hall_id: int, day_id: int) -> Select[tuple[int]]:
    query = select(Meeting.id).join(Slot, Slot.id == Meeting.slot_id)
    return query.where(Slot.hall_id == hall_id, Slot.day_id == day_id, Meeting.status == MeetingStatus.SCHEDULED)


def _recut(plan: RecutPlan, news: dict[str, Any], edition: Edition, *, reason: str, by: int, now: datetime) -> int:
    """Do all of it inside the change; returns its id."""
    _end_offers(plan, by=by, now=now)
    slots = recut_slots(plan.hall_id, day_id=plan.day_id, recut=plan.recut)
    places = [
        NewPlace(meeting=fate.meeting, slot_id=slots[fate.slot].id, table_id=fate.table.id, is_retimed=True)
        for fate in plan.fates
        if fate.slot is not None
    ]
    rearrange(places, [fate.meeting for fate in plan.fates if fate.ends], reason=reason, by=by, now=now)
    tell_offered(*{each.slot_id for each in places})
    _settle_hours(plan, slots, now=now)
    change = record_agenda_change(
        AgendaChangeKind.RECUT,
        edition,
        news=news,
        moved=len(places),
        ended=plan.ending,
        touched=plan.touched,
        reason=reason,
        by=by,
        now=now,
    )
    _drop(plan, slots, reason=reason)
    return change.id


def _lock(plan: RecutPlan) -> None:
    """Lock all that the plan rests on, in the order of the house.

    Whoever accepts a meeting locks its buyer: while those of the hall are locked, nobody takes a seat in its slots.
    """
    lock_slots_of(plan.hall_id, [each.id for each in slots_of(plan.hall_id, plan.day_id)])
    meetings = [each.meeting for each in plan.fates]
    buyers = session().scalars(select(Buyer.person_id).where(Buyer.id.in_(plan.hours)))
    lock_rows(Company, {each.company_id for each in meetings})
    lock_rows(Person, {*plan.people, *buyers})
    lock_rows(Buyer, plan.hours.keys())
    lock_rows(MeetingRequest, {each.request_id for each in plan.offers})
    lock_rows(Meeting, {each.id for each in meetings})


def _news(plan: RecutPlan) -> dict[str, Any]:
    """What each person reads: every meeting of theirs that changes, as it was and as it will be."""
    news: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for fate in plan.fates:
        for person_id in {each.id for each in fate.meeting.people}:
            said = rearranged(fate.meeting, person_id, to=None)
            starts_at = None if fate.slot is None else fate.slot.starts_at
            news[person_id].append({**said, "starts_at": starts_at, "table": fate.table.number})
    return pack_news(news)


def _end_offers(plan: RecutPlan, *, by: int, now: datetime) -> None:
    """End the offers of slots that change."""
    for each in plan.offers:
        offer = locked(SlotOffer, each.id, *EAGER_OFFER)
        if offer.status is OfferStatus.OPEN:
            end_offer(offer, OfferStatus.LOST, by=by, now=now)


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
