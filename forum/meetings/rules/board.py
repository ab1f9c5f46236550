"""A buyer's board: the slots of their hall, the hours at the table, and which of them are really free."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from forum.meetings.rules.seats import SeatFacts, day_cap

NOON = time(14)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSlot:
    """A slot of the buyer's hall: whether the buyer is at the table, and which meeting holds the table."""

    slot_id: int
    table_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    blocked: bool
    at_table: bool
    table_meeting_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A person sits in a meeting at this time, in whichever hall."""

    person_id: int
    meeting_id: int
    company_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSlot:
    """A slot a buyer could give, and which of the other side's people could come."""

    slot_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    person_ids: frozenset[int]


def overlaps(slot: BoardSlot, engagement: Engagement) -> bool:
    """Whether a slot and an engagement share time; ending when the other begins is no clash."""
    return slot.starts_at < engagement.ends_at and engagement.starts_at < slot.ends_at


def busy_people(slot: BoardSlot, engagements: Iterable[Engagement]) -> frozenset[int]:
    """Who is busy during a slot."""
    return frozenset(e.person_id for e in engagements if overlaps(slot, e))


def meetings_by_day(board: Iterable[BoardSlot], *, buyer_engagements: Collection[Engagement]) -> Counter[date]:
    """How many meetings the buyer has on each day of the board."""
    starts = {slot.starts_at: slot.day for slot in board}
    return Counter(starts[e.starts_at] for e in buyer_engagements if e.starts_at in starts)


def caps_by_day(board: Iterable[BoardSlot], *, spare: int) -> dict[date, int]:
    """How many meetings the buyer takes on each day: its open slots less the spare ones."""
    days = Counter(slot.day for slot in board if not slot.blocked)
    return {day: day_cap(count, spare) for day, count in days.items()}


def free_slots(
    board: Sequence[BoardSlot],
    engagements: Collection[Engagement],
    *,
    buyer_person_id: int,
    person_ids: Collection[int],
    spare: int,
    now: datetime,
    without: int | None = None,
    staff: bool = False,
) -> list[FreeSlot]:
    """The slots this buyer could give to at least one of these people, in order of time.

    At the table, not blocked, to come, the table and the buyer free, the day's cap not reached; staff goes beyond
    the hours and the cap.
    """
    people = {buyer_person_id, *person_ids}
    theirs = [e for e in engagements if e.person_id in people and e.meeting_id != without]
    own = [e for e in theirs if e.person_id == buyer_person_id]
    taken, caps = meetings_by_day(board, buyer_engagements=own), caps_by_day(board, spare=spare)
    offered = []
    for slot in board:
        busy = busy_people(slot, theirs)
        could_come = frozenset(person_ids) - busy
        is_within = staff or (slot.at_table and taken[slot.day] < caps.get(slot.day, 0))
        if is_within and _is_open(slot, now=now) and buyer_person_id not in busy and could_come:
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
    slot: BoardSlot,
    board: Sequence[BoardSlot],
    engagements: Collection[Engagement],
    *,
    names: dict[int, str],
    buyer_person_id: int,
    company_id: int,
    table_number: int,
    spare: int,
    company_cap: int,
    without: int | None = None,
) -> SeatFacts:
    """What holds of one slot for one meeting of the people in `names` (id to name)."""
    others = [e for e in engagements if e.meeting_id != without]
    busy = sorted(busy_people(slot, others) & names.keys())
    own = [e for e in others if e.person_id == buyer_person_id]
    return SeatFacts(
        starts_at=slot.starts_at,
        blocked=slot.blocked,
        at_table=slot.at_table,
        table_number=table_number,
        table_taken=slot.table_meeting_id not in {None, without},
        busy=names[busy[0]] if busy else None,
        buyer_day_meetings=meetings_by_day(board, buyer_engagements=own)[slot.day],
        buyer_day_cap=caps_by_day(board, spare=spare).get(slot.day, 0),
        company_meetings=len({e.meeting_id for e in others if e.company_id == company_id}),
        company_cap=company_cap,
    )


def half_days(board: Iterable[BoardSlot], *, local_times: dict[int, time]) -> dict[date, tuple[list[int], list[int]]]:
    """The slots of each day in two halves, before and after lunch (14:00 local): ids, to be ticked at once."""
    halves: dict[date, tuple[list[int], list[int]]] = {}
    for slot in board:
        morning, afternoon = halves.setdefault(slot.day, ([], []))
        (morning if local_times[slot.slot_id] < NOON else afternoon).append(slot.slot_id)
    return halves
