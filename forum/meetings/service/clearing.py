"""The co-ordinator clears a person, a table, a hall, a slot or a day: shown first, then done at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, session
from forum.editions.models import Edition, Slot
from forum.editions.service import block_slot, move_table
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Buyer
from forum.meetings.enums import Clearing, EngagementKind
from forum.meetings.errors.clearing import NothingToClear, PlanChanged
from forum.meetings.models import FreedPlace, Meeting
from forum.meetings.notices import notify_cleared, notify_table
from forum.meetings.queries.clearing import list_cleared_slot_ids, list_seated_buyers_of
from forum.meetings.service.clearing_plans import absence_of, plan_clearing
from forum.meetings.service.companions import leave_locked
from forum.meetings.service.engagements import add_engagement
from forum.meetings.service.fates import ClearingPlan, Fate, Scope, news_of
from forum.meetings.service.freeing import free_places
from forum.meetings.service.hours import record_table, write_hours
from forum.meetings.service.meetings import cancel_locked, relocate_locked


def clear(scope: Scope, *, digest: str, reason: str, edition: Edition, by: int, now: datetime) -> ClearingPlan:
    """Do what was shown, all of it or nothing, and tell everybody in one mail each.

    A cleared slot or hall takes no more meetings, a cleared person is not available for that time, and a cleared table
    is nobody's, or stands in another hall with its buyers.

    Raises:
        ReasonMissing: there is no reason. NothingToClear: there are no meetings ahead.
        PlanChanged: what would happen is not what was shown any more.
        SeatTaken, TableTaken: a unique row stood in the way.
    """
    words = reason.strip()
    if not words:
        raise ReasonMissing
    with atomic():
        closed = list_cleared_slot_ids(scope.what, scope.id, now=now)
        lock_rows(Slot, closed)
        _lock(plan_clearing(scope, edition=edition, now=now))
        plan = plan_clearing(scope, edition=edition, now=now)
        if plan.digest != digest:
            raise PlanChanged
        if not plan.fates and not closed and not plan.tables and scope.to_hall_id is None:
            raise NothingToClear
        news = news_of(plan)
        for fate in plan.fates:
            _do(fate, edition, reason=words, by=by, now=now)
        _close(plan, closed, edition, reason=words, by=by, now=now)
        for person, changes in news:
            notify_cleared(person, edition, changes, reason=words, by=by, now=now)
        return plan


def _lock(plan: ClearingPlan) -> None:
    """Lock all that the plan rests on, in the order of the house."""
    meetings = [each.meeting for each in plan.fates]
    lock_rows(Company, {each.company_id for each in meetings})
    lock_rows(Person, {person_id for each in plan.fates for person_id in each.people} | set(plan.seated.values()))
    lock_rows(Buyer, plan.tables.keys() | plan.hours.keys())
    lock_rows(Meeting, {each.id for each in meetings})


def _do(fate: Fate, edition: Edition, *, reason: str, by: int, now: datetime) -> None:
    meeting = fate.meeting
    if fate.without is not None:
        leave_locked([meeting], fate.without.id, edition, by=by, now=now, is_told=False)
    elif fate.ends:
        cancel_locked(meeting, edition, reason=reason, side=Side.ORGANISER, by=by, now=now, is_told=False)
    else:
        relocate_locked(meeting, *fate.place, reason=reason, by=by, now=now)


def _close(plan: ClearingPlan, closed: Sequence[int], edition: Edition, *, reason: str, by: int, now: datetime) -> None:
    """Keep clear what was cleared: nobody is offered a closed slot, or the hours of who is not there."""
    scope = plan.scope
    for slot_id in closed:
        block_slot(slot_id, reason=reason)
    _seat(plan, by=by, now=now)
    meet = {each.meeting.buyer_id for each in plan.fates}
    for buyer in list_seated_buyers_of(plan.tables.keys() - meet):  # the others read it with their meetings
        if buyer.table is not None:
            notify_table(buyer.person, edition, table=buyer.table, now=now)
    if closed:
        gone = delete(FreedPlace).where(FreedPlace.slot_id.in_(closed))
        session().execute(gone, execution_options={"synchronize_session": False})
    if scope.what is Clearing.PERSON:
        starts_at, ends_at = absence_of(scope, edition, now=now)
        if starts_at < ends_at:
            add_engagement(
                scope.id,
                starts_at=starts_at,
                ends_at=ends_at,
                kind=EngagementKind.OTHER,
                note=reason,
                edition=edition,
                by=by,
                now=now,
                is_told=False,
            )


def _seat(plan: ClearingPlan, *, by: int, now: datetime) -> None:
    """Give the buyers their new tables, and in another hall the same hours; those that stay free are offered."""
    for buyer_id, table in plan.tables.items():
        buyer = session().get_one(Buyer, buyer_id)
        buyer.table = table
        record_table(buyer, table, by=by, now=now)
    if plan.scope.to_hall_id is not None:
        move_table(plan.scope.id, hall_id=plan.scope.to_hall_id)
    session().flush()
    for buyer_id, slot_ids in plan.hours.items():
        write_hours(buyer_id, slot_ids)
        free_places([(buyer_id, slot_id) for slot_id in sorted(slot_ids)], now=now)
