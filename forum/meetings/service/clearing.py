"""The co-ordinator clears a person, a table, a slot or a day: what would happen is shown first, then done at once."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, session
from forum.editions.models import Edition, MeetingTable, Slot
from forum.editions.queries import list_days
from forum.editions.rules.frame import end_of_day, moment
from forum.editions.service import block_slot
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Buyer
from forum.meetings.enums import Clearing, EngagementKind
from forum.meetings.errors.clearing import NothingToClear, PlanChanged, TooManyToClear
from forum.meetings.models import FreedPlace, Meeting
from forum.meetings.notices import notify_cleared, notify_table, rearranged
from forum.meetings.queries.boards import get_board, list_busy_times
from forum.meetings.queries.clearing import (
    list_cleared,
    list_cleared_slot_ids,
    list_free_tables,
    list_seated_buyers,
    list_seated_buyers_of,
)
from forum.meetings.queries.tables import list_seats_in
from forum.meetings.rules.board import BusyTime
from forum.meetings.rules.clearing import Leaving, Limits, new_places, new_tables
from forum.meetings.service.companions import find_companion, leave_locked
from forum.meetings.service.engagements import add_engagement
from forum.meetings.service.hours import record_table
from forum.meetings.service.meetings import cancel_locked, relocate_locked

MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is cleared: a person (on one day or for good), a table, a slot or a day.

    `moves`: meetings go to another place where there is one; else all of them end.
    """

    what: Clearing
    id: int
    day_id: int | None = None
    moves: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of a meeting: another slot or table, an end, or that somebody who came besides does not any more."""

    meeting: Meeting
    slot: Slot | None = None
    table: MeetingTable | None = None
    without: Person | None = None

    @property
    def ends(self) -> bool:
        """Whether the meeting is cancelled."""
        return self.slot is None and self.table is None and self.without is None

    @property
    def place(self) -> tuple[Slot, MeetingTable]:
        """Where it is then, if it does not end."""
        return self.slot or self.meeting.slot, self.table or self.meeting.table

    @property
    def people(self) -> dict[int, Person]:
        """Everybody who is told: who meets, and who comes besides."""
        return {each.id: each for each in self.meeting.people}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingPlan:
    """What would happen, meeting by meeting; `tables`: the new table of each buyer who leaves the cleared one."""

    scope: Scope
    fates: Sequence[Fate]
    tables: dict[int, MeetingTable | None]

    @property
    def told(self) -> int:
        """Number of people who get a mail."""
        return len({person_id for fate in self.fates for person_id in fate.people})

    @property
    def digest(self) -> str:
        """What the plan says, in a few characters: who confirms it confirms exactly this."""
        fates = [
            (each.meeting.id, each.meeting.sequence, _id(each.slot), _id(each.table), _id(each.without))
            for each in self.fates
        ]
        tables = sorted((buyer_id, _id(table)) for buyer_id, table in self.tables.items())
        return hashlib.sha256(repr((fates, tables)).encode()).hexdigest()[:16]


def plan_clearing(scope: Scope, *, edition: Edition, now: datetime) -> ClearingPlan:
    """What clearing this would do; it changes nothing.

    Raises:
        TooManyToClear: more meetings than one change may touch.
    """
    day = scope.day_id if scope.what is Clearing.PERSON else None
    meetings = list_cleared(scope.what, scope.id, day_id=day, edition_id=edition.id, now=now, most=MOST)
    if len(meetings) > MOST:
        raise TooManyToClear(most=MOST)
    if scope.what is Clearing.TABLE:
        return _plan_table(scope, meetings)
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


def clear(scope: Scope, *, digest: str, reason: str, edition: Edition, by: int, now: datetime) -> ClearingPlan:
    """Do what was shown, all of it or nothing, and tell everybody in one mail each.

    A cleared slot takes no more meetings, a cleared person is not available for that time, and a cleared table is
    nobody's.

    Raises:
        ReasonMissing: there is no reason. NothingToClear: there are no meetings ahead.
        PlanChanged: what would happen is not what was shown any more.
        SeatTaken, TableTaken: a unique row stood in the way.
    """
    words = reason.strip()
    if not words:
        raise ReasonMissing
    with atomic():
        closed = list_cleared_slot_ids(scope.what, scope.id)
        lock_rows(Slot, closed)
        _lock(plan_clearing(scope, edition=edition, now=now))
        plan = plan_clearing(scope, edition=edition, now=now)
        if plan.digest != digest:
            raise PlanChanged
        if not plan.fates and not closed and not plan.tables:
            raise NothingToClear
        news = _news(plan)
        for fate in plan.fates:
            _do(fate, edition, reason=words, by=by, now=now)
        _close(plan, closed, edition, reason=words, by=by, now=now)
        for person, changes in news:
            notify_cleared(person, edition, changes, reason=words, by=by, now=now)
        return plan


def _id(row: Slot | MeetingTable | Person | None) -> int | None:
    return None if row is None else row.id


def _plan_table(scope: Scope, meetings: Sequence[Meeting]) -> ClearingPlan:
    """The buyers of a table go to a free one of the same hall, with their meetings at the same hours."""
    buyers = list_seated_buyers(scope.id)
    hall_id = session().get_one(MeetingTable, scope.id).hall_id
    free = list_free_tables(hall_id) if scope.moves else []
    slots: dict[int, list[int]] = {each.id: [] for each in buyers}
    for each in meetings:
        slots.setdefault(each.buyer_id, []).append(each.slot_id)
    ids = [each.id for each in free if each.id != scope.id]
    found = new_tables(slots, ids, list_seats_in(ids))
    tables = {each.id: each for each in free}
    given = {buyer_id: tables.get(found.get(buyer_id, 0)) for buyer_id in slots}
    fates = [Fate(meeting=each, table=given[each.buyer_id]) for each in meetings]
    return ClearingPlan(scope=scope, fates=fates, tables=given)


def _places(scope: Scope, meetings: Sequence[Meeting], edition: Edition, *, now: datetime) -> dict[int, int]:
    """The new slot of each meeting that finds one; none where all of them are to end."""
    if not scope.moves or (scope.what is Clearing.PERSON and scope.day_id is None):
        return {}
    leaving = [
        Leaving(
            meeting_id=each.id,
            buyer_id=each.buyer_id,
            buyer_person_id=each.buyer.person_id,
            company_id=each.company_id,
            person_ids=frozenset({each.person_id, *(other.person_id for other in each.companions)}),
            starts_at=each.slot.starts_at,
        )
        for each in meetings
    ]
    people = {person_id for each in leaving for person_id in each.everybody}
    busy = list_busy_times(edition.id, person_ids=people) if people else []
    if scope.what is Clearing.PERSON:
        starts_at, ends_at = _absence(scope, edition, now=now)
        busy.append(
            BusyTime(
                person_id=scope.id, meeting_id=None, company_id=None, hall_id=None, starts_at=starts_at, ends_at=ends_at
            )
        )
    boards = {buyer_id: get_board(buyer_id) for buyer_id in {each.buyer_id for each in leaving}}
    closed = list_cleared_slot_ids(scope.what, scope.id)
    limits = Limits(spare=edition.buyer_spare_slots_per_day, walking=edition.walking_minutes, now=now)
    return new_places(leaving, boards, busy, closed=closed, limits=limits)


def _absence(scope: Scope, edition: Edition, *, now: datetime) -> tuple[datetime, datetime]:
    """From when to when a cleared person is not there: on the day, or until the forum is over."""
    days = [each.date for each in list_days(edition.id) if scope.day_id in {None, each.id}]
    first = max(now, moment(min(days), datetime.min.time(), edition.time_zone))
    return first, end_of_day(max(days), edition.time_zone)


def _lock(plan: ClearingPlan) -> None:
    """Lock all that the plan rests on, in the order of the house."""
    meetings = [each.meeting for each in plan.fates]
    lock_rows(Company, {each.company_id for each in meetings})
    lock_rows(Person, {person_id for each in plan.fates for person_id in each.people})
    lock_rows(Buyer, set(plan.tables))
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
    for buyer_id, table in plan.tables.items():
        buyer = session().get_one(Buyer, buyer_id)
        buyer.table = table
        record_table(buyer, table, by=by, now=now)
    meet = {each.meeting.buyer_id for each in plan.fates}
    for buyer in list_seated_buyers_of(plan.tables.keys() - meet):  # the others read it with their meetings
        if buyer.table is not None:
            notify_table(buyer.person, edition, table=buyer.table, now=now)
    if closed:
        gone = delete(FreedPlace).where(FreedPlace.slot_id.in_(closed))
        session().execute(gone, execution_options={"synchronize_session": False})
    if scope.what is Clearing.PERSON:
        starts_at, ends_at = _absence(scope, edition, now=now)
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


def _news(plan: ClearingPlan) -> list[tuple[Person, list[dict[str, object]]]]:
    """What each person reads, in one mail: every meeting of theirs that changes, as it was and as it will be."""
    people: dict[int, Person] = {}
    changes: dict[int, list[dict[str, object]]] = defaultdict(list)
    for fate in plan.fates:
        for person in fate.people.values():
            people[person.id] = person
            is_gone = fate.ends or (fate.without is not None and fate.without.id == person.id)
            to = None if is_gone else fate.place
            changes[person.id].append(rearranged(fate.meeting, person.id, to=to, without=fate.without))
    return [(people[person_id], said) for person_id, said in changes.items()]
