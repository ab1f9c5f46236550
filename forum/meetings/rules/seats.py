"""Whether a meeting may sit in a slot: the buyer's hours, the table, the two people, the quotas."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFacts:
    """What holds of one slot for one meeting, read under the locks.

    `busy` is the name of whoever of the two already has a meeting that overlaps, in whichever hall. The counts are
    of scheduled meetings, without the one that moves.
    """

    starts_at: datetime
    blocked: bool
    at_table: bool
    table_number: int
    table_taken: bool
    busy: str | None
    buyer_day_meetings: int
    buyer_day_cap: int
    company_meetings: int
    company_cap: int


def day_cap(slots: int, spare: int) -> int:
    """How many meetings a buyer takes on a day of so many slots, some kept spare."""
    return max(0, slots - spare)


def ensure_seatable(facts: SeatFacts, *, now: datetime, staff: bool = False) -> None:
    """A meeting may sit in this slot. Staff may go beyond hours and quotas; nobody sits two meetings on one seat.

    Raises:
        SlotPassed, SlotBlocked, SeatTaken, TableTaken: nobody may.
        NotAtTable, MeetingsReached, BuyerDayFull: only staff may.
    """
    _ensure_open(facts, now=now)
    if facts.busy is not None:
        raise SeatTaken(who=facts.busy)
    if facts.table_taken:
        raise TableTaken(number=facts.table_number)
    if not staff:
        _ensure_within_limits(facts)


def _ensure_open(facts: SeatFacts, *, now: datetime) -> None:
    if facts.starts_at <= now:
        raise SlotPassed
    if facts.blocked:
        raise SlotBlocked


def _ensure_within_limits(facts: SeatFacts) -> None:
    if not facts.at_table:
        raise NotAtTable
    if facts.company_meetings >= facts.company_cap:
        raise MeetingsReached(cap=facts.company_cap)
    if facts.buyer_day_meetings >= facts.buyer_day_cap:
        raise BuyerDayFull(cap=facts.buyer_day_cap)
