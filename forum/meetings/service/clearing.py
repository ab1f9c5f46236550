"""The co-ordinator clears a person, a table, a hall, a slot or a day: shown first, then done at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import lock_rows, session
from forum.editions.models import Edition, Slot
from forum.editions.service import block_slot, move_table
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Buyer
from forum.meetings.enums import AgendaChangeKind, Clearing, EngagementKind
from forum.meetings.errors.clearing import NothingToClear
from forum.meetings.models import FreedPlace, Meeting
from forum.meetings.notices import notify_table
from forum.meetings.queries.changes import present_state
from forum.meetings.queries.clearing import list_cleared_slot_ids, list_seated_buyers_of, select_cleared
from forum.meetings.service.clearing_plans import absence_of, plan_clearing
from forum.meetings.service.companions import leave_locked
from forum.meetings.service.engagements import add_engagement
from forum.meetings.service.fates import ClearingPlan, Scope, news_of
from forum.meetings.service.freeing import free_places, tell_offered
from forum.meetings.service.hours import give_tables, write_all_hours
from forum.meetings.service.rearranging import NewPlace, rearrange
from forum.meetings.service.shown import Doing, do_as_shown
from forum.meetings.service.telling import pack_news, record_agenda_change, tell_at_once


def clear(scope: Scope, *, digest: str, reason: str, edition: Edition, by: int, now: datetime) -> ClearingPlan:
    """Do what was shown, all of it or nothing, and tell everybody in one mail each.

    A cleared slot or hall takes no more meetings, a cleared person is not available for that time, and a cleared table
    is nobody's, or stands in another hall with its buyers.

    Raises:
        ReasonMissing: there is no reason. NothingToClear: there are no meetings ahead.
        PlanChanged: what would happen is not what was shown any more.
    """
    words = reason.strip()
    if not words:
        raise ReasonMissing
    meetings = select_cleared(scope.what, scope.id, day_id=scope.only_day_id, edition_id=edition.id, now=now)
    doing = Doing(
        plan=lambda: plan_clearing(scope, edition=edition, now=now),
        state=lambda: present_state(meetings, edition_id=edition.id),
        prepare=lambda plan: pack_news({person.id: said for person, said in news_of(plan)}),
        lock=lambda plan: _lock(plan, now=now),
        do=lambda plan, news: _clear(plan, news, edition, reason=words, by=by, now=now),
    )
    plan, change_id = do_as_shown(doing, digest=digest)
    tell_at_once(change_id, now=now)
    return plan


def _lock(plan: ClearingPlan, *, now: datetime) -> None:
    """Lock all that the plan rests on, in the order of the house."""
    meetings = [each.meeting for each in plan.fates]
    lock_rows(Slot, list_cleared_slot_ids(plan.scope.what, plan.scope.id, now=now))
    lock_rows(Company, {each.company_id for each in meetings})
    lock_rows(Person, {person_id for each in plan.fates for person_id in each.people} | set(plan.seated.values()))
    lock_rows(Buyer, plan.tables.keys() | plan.hours.keys())
    lock_rows(Meeting, {each.id for each in meetings})


def _clear(plan: ClearingPlan, news: dict[str, Any], edition: Edition, *, reason: str, by: int, now: datetime) -> int:
    """Do all of it inside the change; returns its id."""
    scope = plan.scope
    closed = list_cleared_slot_ids(scope.what, scope.id, now=now)
    if not plan.fates and not closed and not plan.tables and scope.to_hall_id is None:
        raise NothingToClear
    for fate in plan.fates:
        if fate.without is not None:
            leave_locked([fate.meeting], fate.without.id, edition, by=by, now=now, is_told=False)
    places, ended = _new_places(plan), [fate.meeting for fate in plan.fates if fate.ends]
    freed = [(each.meeting.buyer_id, each.meeting.slot_id) for each in places if each.is_retimed]
    freed += [(each.buyer_id, each.slot_id) for each in ended]
    slots = {each.slot_id for each in places if each.is_retimed}
    rearrange(places, ended, reason=reason, by=by, now=now)
    tell_offered(*slots)
    free_places(freed, now=now)
    _close(plan, closed, edition, reason=reason, by=by, now=now)
    change = record_agenda_change(
        AgendaChangeKind(scope.what.value),
        edition,
        news=news,
        moved=len(places),
        ended=len(ended),
        touched=plan.touching(closed),
        reason=reason,
        by=by,
        now=now,
    )
    return change.id


def _new_places(plan: ClearingPlan) -> list[NewPlace]:
    places = []
    for fate in plan.fates:
        if not fate.ends and fate.without is None:
            slot, table = fate.place
            is_retimed = slot.id != fate.meeting.slot_id
            places.append(NewPlace(meeting=fate.meeting, slot_id=slot.id, table_id=table.id, is_retimed=is_retimed))
    return places


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
    give_tables(plan.tables, by=by, now=now)
    if plan.scope.to_hall_id is not None:
        move_table(plan.scope.id, hall_id=plan.scope.to_hall_id)
    session().flush()
    write_all_hours(plan.hours)
    free_places([(buyer_id, id) for buyer_id, slot_ids in plan.hours.items() for id in sorted(slot_ids)], now=now)
