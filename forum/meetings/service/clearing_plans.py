"""What clearing would do, meeting by meeting; it changes nothing."""

from collections.abc import Sequence
from datetime import datetime

from forum.core.database import session
from forum.editions.models import Edition, MeetingTable, Slot
from forum.editions.queries import list_days
from forum.editions.rules.frame import end_of_day, moment
from forum.meetings.enums import Clearing
from forum.meetings.models import Meeting
from forum.meetings.queries.boards import get_board, list_busy_times
from forum.meetings.queries.clearing import (
    list_cleared,
    list_cleared_slot_ids,
    list_free_tables,
    list_free_tables_elsewhere,
    list_seated_buyers,
)
from forum.meetings.queries.tables import list_seats_in
from forum.meetings.rules.board import BusyTime
from forum.meetings.rules.clearing import Limits, new_places, new_tables
from forum.meetings.service.companions import find_companion
from forum.meetings.service.elsewhere import Elsewhere, find_elsewhere, leaving_of, move_to_hall
from forum.meetings.service.fates import ClearingPlan, Fate, Scope


def plan_clearing(scope: Scope, *, edition: Edition, now: datetime) -> ClearingPlan:
    """What clearing this would do; it changes nothing."""
    meetings = list_cleared(scope.what, scope.id, day_id=scope.only_day_id, edition_id=edition.id, now=now)
    if scope.what is Clearing.TABLE:
        return _plan_table(scope, meetings, edition, now=now)
    if scope.what is Clearing.HALL:
        return _plan_hall(scope, meetings, edition, now=now)
    person_id = scope.id if scope.what is Clearing.PERSON else None
    besides = (
        {} if person_id is None else {m.id: c for m in meetings if (c := find_companion(m, person_id)) is not None}
    )
    places = _places(scope, [each for each in meetings if each.id not in besides], edition, now=now)
    slots = {slot_id: session().get_one(Slot, slot_id) for slot_id in set(places.values())}
    fates = [
        Fate(meeting=each, without=besides[each.id].person)
        if each.id in besides
        else Fate(meeting=each, slot=slots.get(places.get(each.id, 0)))
        for each in meetings
    ]
    return ClearingPlan(scope=scope, fates=fates, tables={})


def _plan_table(scope: Scope, meetings: Sequence[Meeting], edition: Edition, *, now: datetime) -> ClearingPlan:
    """The buyers of a table go to a free one of the same hall at the same hours; who finds none, to another hall."""
    buyers = list_seated_buyers(table_id=scope.id)
    table = session().get_one(MeetingTable, scope.id)
    if scope.to_hall_id is not None:
        there = move_to_hall(buyers, meetings, table, hall_id=scope.to_hall_id, edition=edition, now=now)
        seated = {each.id: each.person_id for each in buyers}
        return _plan_of(scope, meetings, there, seated=seated, keeps_tables=True)
    free = list_free_tables(table.hall_id) if scope.moves else []
    slots: dict[int, list[int]] = {each.id: [] for each in buyers}
    for each in meetings:
        slots.setdefault(each.buyer_id, []).append(each.slot_id)
    ids = [each.id for each in free if each.id != scope.id]
    found = new_tables(slots, ids, list_seats_in(ids))
    left = slots.keys() - found.keys()
    away = list_free_tables_elsewhere(edition.id, but_hall_id=table.hall_id) if scope.moves and left else []
    there = find_elsewhere(left, meetings, away, edition=edition, now=now)
    tables = {each.id: each for each in free}
    given = {buyer_id: tables.get(found.get(buyer_id, 0), there.tables.get(buyer_id)) for buyer_id in slots}
    fates = [
        Fate(meeting=each, table=given[each.buyer_id]) if each.buyer_id in found else _fate_elsewhere(each, there)
        for each in meetings
    ]
    seated = {each.id: each.person_id for each in buyers}
    return ClearingPlan(scope=scope, fates=fates, tables=given, hours=there.hours, seated=seated)


def _plan_hall(scope: Scope, meetings: Sequence[Meeting], edition: Edition, *, now: datetime) -> ClearingPlan:
    """The buyers of a hall go to free tables of the others, where most of their meetings keep the hour."""
    buyers = list_seated_buyers(hall_id=scope.id)
    away = list_free_tables_elsewhere(edition.id, but_hall_id=scope.id) if scope.moves else []
    there = find_elsewhere([each.id for each in buyers], meetings, away, edition=edition, now=now)
    return _plan_of(scope, meetings, there, seated={each.id: each.person_id for each in buyers})


def _plan_of(
    scope: Scope,
    meetings: Sequence[Meeting],
    there: Elsewhere,
    *,
    seated: dict[int, int],
    keeps_tables: bool = False,
) -> ClearingPlan:
    tables = {} if keeps_tables else {buyer_id: there.tables.get(buyer_id) for buyer_id in seated}
    fates = [_fate_elsewhere(each, there) for each in meetings]
    return ClearingPlan(scope=scope, fates=fates, tables=tables, hours=there.hours, seated=seated)


def _fate_elsewhere(meeting: Meeting, there: Elsewhere) -> Fate:
    slot = there.slots.get(meeting.id)
    return Fate(meeting=meeting, slot=slot, table=None if slot is None else there.tables[meeting.buyer_id])


def _places(scope: Scope, meetings: Sequence[Meeting], edition: Edition, *, now: datetime) -> dict[int, int]:
    """The new slot of each meeting that finds one; none where all of them are to end."""
    if not scope.moves or (scope.what is Clearing.PERSON and scope.day_id is None):
        return {}
    leaving = [leaving_of(each) for each in meetings]
    people = {person_id for each in leaving for person_id in each.everybody}
    busy = list_busy_times(edition.id, person_ids=people) if people else []
    if scope.what is Clearing.PERSON:
        starts_at, ends_at = absence_of(scope, edition, now=now)
        busy.append(
            BusyTime(
                person_id=scope.id, meeting_id=None, company_id=None, hall_id=None, starts_at=starts_at, ends_at=ends_at
            )
        )
    boards = {buyer_id: get_board(buyer_id) for buyer_id in {each.buyer_id for each in leaving}}
    closed = list_cleared_slot_ids(scope.what, scope.id, now=now)
    limits = Limits(spare=edition.buyer_spare_slots_per_day, walking=edition.walking_minutes, now=now)
    return new_places(leaving, boards, busy, closed=closed, limits=limits)


def absence_of(scope: Scope, edition: Edition, *, now: datetime) -> tuple[datetime, datetime]:
    """From when to when a cleared person is not there: on the day, or until the forum is over."""
    days = [each.date for each in list_days(edition.id) if scope.day_id in {None, each.id}]
    first = max(now, moment(min(days), datetime.min.time(), edition.time_zone))
    return first, end_of_day(max(days), edition.time_zone)
