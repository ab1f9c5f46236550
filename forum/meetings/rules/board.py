"""A buyer's board: the slots of their hall, their hours at the table, and which slots are free."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from forum.meetings.rules.seats import SeatFacts, Sitting, day_cap

NOON = time(14)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSlot:
    """A slot of the buyer's hall: whether the buyer is at the table, and which meeting takes the table."""

    slot_id: int
    table_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    blocked: bool
    at_table: bool
    table_meeting_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyTime:
    """A time at which a person is in a meeting, in any hall."""

    person_id: int
    meeting_id: int
    company_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSlot:
    """A slot a buyer could give, and which people of the company could come."""

    slot_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    person_ids: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when."""

    starts_at: datetime
    ends_at: datetime


def people_by_time(busy: Iterable[BusyTime]) -> dict[Span, set[int]]:
    """Who is busy at each of the times: many people meet at few."""
    people: dict[Span, set[int]] = {}
    for each in busy:
        people.setdefault(Span(starts_at=each.starts_at, ends_at=each.ends_at), set()).add(each.person_id)
    return people


def overlaps(slot: BoardSlot, busy: BusyTime | Span) -> bool:
    """Whether a slot and a busy time overlap; one that starts when the other ends does not."""
    return slot.starts_at < busy.ends_at and busy.starts_at < slot.ends_at


def busy_people(slot: BoardSlot, busy: Iterable[BusyTime]) -> frozenset[int]:
    """The people who are busy during a slot."""
    return frozenset(each.person_id for each in busy if overlaps(slot, each))


def meetings_by_day(board: Iterable[BoardSlot], *, buyer_busy: Collection[BusyTime]) -> Counter[date]:
    """Number of meetings of the buyer on each day of the board."""
    starts = {slot.starts_at: slot.day for slot in board}
    return Counter(starts[each.starts_at] for each in buyer_busy if each.starts_at in starts)


def caps_by_day(board: Iterable[BoardSlot], *, spare: int) -> dict[date, int]:
    """The most meetings of the buyer on each day: its open slots less the spare ones."""
    days = Counter(slot.day for slot in board if not slot.blocked)
    return {day: day_cap(count, spare) for day, count in days.items()}


def overlapping(times: Mapping[int, tuple[datetime, datetime]], busy: Iterable[BusyTime]) -> set[int]:
    """Those of these meetings (id to start and end) during which one of the busy times is."""
    taken = [(each.starts_at, each.ends_at) for each in busy]
    return {
        id
        for id, (starts_at, ends_at) in times.items()
        if any(start < ends_at and starts_at < end for start, end in taken)
    }


def free_slots(
    board: Sequence[BoardSlot],
    busy: Collection[BusyTime],
    *,
    buyer_person_id: int,
    person_ids: Collection[int],
    spare: int,
    now: datetime,
    moving: int | None = None,
    by_staff: bool = False,
) -> list[FreeSlot]:
    """The slots this buyer could give to at least one of these people, in order of time.

    The buyer is at the table, the slot is not blocked and has not begun, table and buyer are free, and the cap of the
    day is not reached; staff goes beyond the hours and the cap. `moving`: the meeting that moves.
    """
    people = {buyer_person_id, *person_ids}
    theirs = [each for each in busy if each.person_id in people and each.meeting_id != moving]
    own = [each for each in theirs if each.person_id == buyer_person_id]
    taken, caps = meetings_by_day(board, buyer_busy=own), caps_by_day(board, spare=spare)
    at_once = people_by_time(theirs)
    offered = []
    for slot in board:
        absent = frozenset[int]().union(*(each for busy, each in at_once.items() if overlaps(slot, busy)))
        could_come = frozenset(person_ids) - absent
        is_within = by_staff or (slot.at_table and taken[slot.day] < caps.get(slot.day, 0))
        if is_within and _is_open(slot, now=now) and buyer_person_id not in absent and could_come:
            offered.append(
                FreeSlot(
                    slot_id=slot.slot_id,
                    day=slot.day,
                    starts_at=slot.starts_at,
                    ends_at=slot.ends_at,
                    person_ids=could_come,
                )
            )
    return offered


def _is_open(slot: BoardSlot, *, now: datetime) -> bool:
    return not slot.blocked and slot.starts_at > now and slot.table_meeting_id is None


def seat_facts(
    sitting: Sitting, slot: BoardSlot, board: Sequence[BoardSlot], busy: Collection[BusyTime], *, table_number: int
) -> SeatFacts:
    """What decides whether a sitting may take this slot of the buyer's board."""
    others = [each for each in busy if each.meeting_id != sitting.moving]
    absent = sorted(busy_people(slot, others) & sitting.names.keys())
    own = [each for each in others if each.person_id == sitting.buyer_person_id]
    return SeatFacts(
        starts_at=slot.starts_at,
        blocked=slot.blocked,
        at_table=slot.at_table,
        table_number=table_number,
        table_taken=slot.table_meeting_id not in {None, sitting.moving},
        busy=sitting.names[absent[0]] if absent else None,
        buyer_day_meetings=meetings_by_day(board, buyer_busy=own)[slot.day],
        buyer_day_cap=caps_by_day(board, spare=sitting.spare).get(slot.day, 0),
        company_meetings=len({each.meeting_id for each in others if each.company_id == sitting.company_id}),
        company_cap=sitting.company_cap,
    )


def half_days(board: Iterable[BoardSlot], *, local_times: dict[int, time]) -> dict[date, tuple[list[int], list[int]]]:
    """The ids of the slots of each day in two halves, before and after lunch (14:00 local)."""
    halves: dict[date, tuple[list[int], list[int]]] = {}
    for slot in board:
        morning, afternoon = halves.setdefault(slot.day, ([], []))
        (morning if local_times[slot.slot_id] < NOON else afternoon).append(slot.slot_id)
    return halves
