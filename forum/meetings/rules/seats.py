"""Whether a meeting may take a slot: the buyer's hours, the table, both people, the quotas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forum.meetings.errors import (
    BuyerDayFull,
    MeetingsReached,
    NotAtTable,
    SeatTaken,
    SlotBlocked,
    SlotPassed,
    TableTaken,
)
from forum.meetings.errors.engagements import PersonEngaged, WalkTooShort


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A meeting that is to take a slot: with which buyer, who comes for which company, and the quotas of the edition.

    `names`: those of both people, by id. `spare`: the slots a buyer keeps free each day. `walking`: the minutes
    between two halls. `company_cap`: the most meetings of a company. `by_staff`: hours, engagements, ways and quotas do
    not count. `begun`: the hour may have begun, as on the floor. `moving`: the meeting that moves, if any. `swapping`:
    the one it swaps with, whose place it takes.
    """

    slot_id: int
    buyer_id: int
    buyer_person_id: int
    company_id: int
    names: Mapping[int, str]
    edition_id: int
    spare: int
    walking: int
    company_cap: int
    by_staff: bool = False
    begun: bool = False
    moving: int | None = None
    swapping: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFacts:
    """What decides whether a sitting may take its slot, read while company and people are locked.

    `busy`: the name of the one of both who has another meeting at that time, in any hall; `engaged`: of who cannot come
    then; `far`: of who would have less than the `walking` minutes to or from a meeting in another hall. The counts are
    of scheduled meetings, without the one that moves.
    """

    starts_at: datetime
    blocked: bool
    at_table: bool
    table_number: int
    table_taken: bool
    busy: str | None
    engaged: str | None
    far: str | None
    walking: int
    buyer_day_meetings: int
    buyer_day_cap: int
    company_meetings: int
    company_cap: int


def day_cap(slots: int, spare: int) -> int:
    """The most meetings of a buyer on a day with N slots, some kept spare."""
    return max(0, slots - spare)


def ensure_seatable(facts: SeatFacts, *, now: datetime, by_staff: bool = False, begun: bool = False) -> None:
    """Refuse a slot that a meeting may not take. Staff goes beyond limits, never onto a taken seat.

    `begun`: it may have begun.

    Raises:
        SlotPassed, SlotBlocked, SeatTaken, TableTaken: nobody may take the slot.
        NotAtTable, PersonEngaged, WalkTooShort, MeetingsReached, BuyerDayFull: only staff may.
    """
    if facts.starts_at <= now and not begun:
        raise SlotPassed
    if facts.blocked:
        raise SlotBlocked
    if facts.busy is not None:
        raise SeatTaken(who=facts.busy)
    if facts.table_taken:
        raise TableTaken(number=facts.table_number)
    if not by_staff:
        _ensure_within_limits(facts)


def _ensure_within_limits(facts: SeatFacts) -> None:
    if not facts.at_table:
        raise NotAtTable
    if facts.engaged is not None:
        raise PersonEngaged(who=facts.engaged)
    if facts.far is not None:
        raise WalkTooShort(who=facts.far, minutes=facts.walking)
    if facts.company_meetings >= facts.company_cap:
        raise MeetingsReached(cap=facts.company_cap)
    if facts.buyer_day_meetings >= facts.buyer_day_cap:
        raise BuyerDayFull(cap=facts.buyer_day_cap)
