"""A buyer's board: the slots of their hall, their hours at the table, and which slots are free."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from forum.meetings.enums import Beyond
from forum.meetings.rules.seats import SeatFacts, Sitting, day_cap

NOON = time(14)


class Timed(Protocol):
    """Anything from one moment to another."""

    @property
    def starts_at(self) -> datetime:
        """The start, aware."""

    @property
    def ends_at(self) -> datetime:
        """The end, aware."""


class DaySlot(Protocol):
    """A slot of a day."""

    @property
    def slot_id(self) -> int:
        """Its id."""

    @property
    def day(self) -> date:
        """Its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSlot:
    """A slot of the buyer's hall: whether the buyer is at the table, and which meeting takes the table."""

    slot_id: int
    table_id: int
    hall_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    blocked: bool
    at_table: bool
    table_meeting_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyTime:
    """A time at which a person is in a meeting, in any hall, or cannot come (then the ids of the meeting are None)."""

    person_id: int
    meeting_id: int | None
    company_id: int | None
    hall_id: int | None
    starts_at: datetime
    ends_at: datetime

    @property
    def is_meeting(self) -> bool:
        """Whether it is a meeting, which not even staff puts another one on."""
        return self.meeting_id is not None


def seated_at(place: BoardSlot, *, person_id: int, meeting_id: int, company_id: int) -> BusyTime:
    """The time of a person at a meeting in this place."""
    return BusyTime(
        person_id=person_id,
        meeting_id=meeting_id,
        company_id=company_id,
        hall_id=place.hall_id,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSlot:
    """A slot a buyer could give, and which people of the company could come.

    `beyond`: what only staff goes beyond with it.
    """

    slot_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    person_ids: frozenset[int]
    beyond: frozenset[Beyond] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when, and in which hall; in none where it is no meeting."""

    starts_at: datetime
    ends_at: datetime
    hall_id: int | None = None


def people_by_time(busy: Iterable[BusyTime]) -> dict[Span, set[int]]:
    """Who is busy at each of the times: many people meet at few."""
    people: dict[Span, set[int]] = {}
    for each in busy:
        span = Span(starts_at=each.starts_at, ends_at=each.ends_at, hall_id=each.hall_id)
        people.setdefault(span, set()).add(each.person_id)
    return people


def overlaps(one: Timed, other: Timed) -> bool:
    """Whether two times overlap; one that starts when the other ends does not."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def is_too_far(slot: BoardSlot | Span, busy: BusyTime | Span, *, walking: int) -> bool:
    """Whether less than the minutes to walk lie between a slot and a meeting in another hall."""
    if busy.hall_id is None or busy.hall_id == slot.hall_id:
        return False
    pause = max(slot.starts_at - busy.ends_at, busy.starts_at - slot.ends_at)
    return timedelta() <= pause < timedelta(minutes=walking)


def busy_people(slot: BoardSlot, busy: Iterable[BusyTime]) -> frozenset[int]:
    """The people who are busy during a slot."""
    return frozenset(each.person_id for each in busy if overlaps(slot, each))


def meetings_by_day(board: Iterable[BoardSlot], *, buyer_busy: Collection[BusyTime]) -> Counter[date]:
    """Number of meetings of the buyer on each day of the board."""
    starts = {slot.starts_at: slot.day for slot in board}
    return Counter(starts[each.starts_at] for each in buyer_busy if each.is_meeting and each.starts_at in starts)


def caps_by_day(board: Iterable[BoardSlot], *, spare: int) -> dict[date, int]:
    """The most meetings of the buyer on each day: its open slots less the spare ones."""
    days = Counter(slot.day for slot in board if not slot.blocked)
    return {day: day_cap(count, spare) for day, count in days.items()}


def unreachable(meetings: Mapping[int, Span], busy: Collection[BusyTime], *, walking: int = 0) -> set[int]:
    """Those of these meetings to which somebody with these busy times cannot come, or not on foot from another hall."""
    return {
        id
        for id, span in meetings.items()
        if any(overlaps(span, each) or is_too_far(span, each, walking=walking) for each in busy)
    }


def free_slots(
    board: Sequence[BoardSlot],
    busy: Collection[BusyTime],
    *,
    buyer_person_id: int,
    person_ids: Collection[int],
    spare: int,
    walking: int,
    now: datetime,
    moving: int | None = None,
    by_staff: bool = False,
) -> list[FreeSlot]:
    """The slots this buyer could give to at least one of these people, in order of time.

    The buyer is at the table, the slot is not blocked and has not begun, table and buyer are free, both can come, the
    way from another hall is not too short, and the cap of the day is not reached; staff goes beyond hours,
    engagements, ways and cap, and is told so. `walking`: the minutes between halls. `moving`: the meeting that moves.
    """
    people = {buyer_person_id, *person_ids}
    theirs = [each for each in busy if each.person_id in people and _stays(each, moving=moving)]
    own = [each for each in theirs if each.person_id == buyer_person_id]
    taken, caps = meetings_by_day(board, buyer_busy=own), caps_by_day(board, spare=spare)
    at_once, coming = people_by_time(theirs), frozenset(person_ids)
    offered = []
    for slot in board:
        who = _hindered(slot, at_once, walking=walking)
        could_come = coming - (who.seated if by_staff else who.anyhow)
        if not _is_open(slot, now=now) or buyer_person_id in who.seated or not could_come:
            continue
        is_full = taken[slot.day] >= caps.get(slot.day, 0)
        beyond = _beyond(slot, who, buyer_person_id=buyer_person_id, could_come=could_come, is_full=is_full)
        if by_staff or not beyond:
            offered.append(_offer(slot, could_come, beyond))
    return offered


def _offer(slot: BoardSlot, could_come: frozenset[int], beyond: frozenset[Beyond]) -> FreeSlot:
    return FreeSlot(
        slot_id=slot.slot_id,
        day=slot.day,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        person_ids=could_come,
        beyond=beyond,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hindered:
    """Who cannot sit in a slot: with another meeting, with another engagement, or too far away in another hall."""

    seated: frozenset[int]
    engaged: frozenset[int]
    far: frozenset[int]

    @property
    def anyhow(self) -> frozenset[int]:
        return self.seated | self.engaged | self.far


def _hindered(slot: BoardSlot, at_once: Mapping[Span, set[int]], *, walking: int) -> _Hindered:
    seated, engaged, far = set[int](), set[int](), set[int]()
    for span, people in at_once.items():
        if overlaps(slot, span):
            (engaged if span.hall_id is None else seated).update(people)
        elif is_too_far(slot, span, walking=walking):
            far.update(people)
    return _Hindered(seated=frozenset(seated), engaged=frozenset(engaged), far=frozenset(far))


def _beyond(
    slot: BoardSlot, who: _Hindered, *, buyer_person_id: int, could_come: frozenset[int], is_full: bool
) -> frozenset[Beyond]:
    """What a meeting in this slot would go beyond, whoever of the others came."""
    reasons = {
        Beyond.HOURS: not slot.at_table,
        Beyond.DAY: is_full,
        Beyond.ENGAGED: buyer_person_id in who.engaged or could_come <= who.engaged,
        Beyond.FAR: buyer_person_id in who.far or could_come <= who.far,
    }
    return frozenset(reason for reason, holds in reasons.items() if holds)


def _stays(each: BusyTime, *, moving: int | None) -> bool:
    """Whether a busy time is none of the meeting that moves."""
    return moving is None or each.meeting_id != moving


def _is_open(slot: BoardSlot, *, now: datetime) -> bool:
    return not slot.blocked and slot.starts_at > now and slot.table_meeting_id is None


def seat_facts(
    sitting: Sitting, slot: BoardSlot, board: Sequence[BoardSlot], busy: Collection[BusyTime], *, table_number: int
) -> SeatFacts:
    """What decides whether a sitting may take this slot of the buyer's board."""
    others = [each for each in busy if _stays(each, moving=sitting.moving) and _stays(each, moving=sitting.swapping)]
    own = [each for each in others if each.person_id == sitting.buyer_person_id]
    who = _hindered(slot, people_by_time(others), walking=sitting.walking)
    return SeatFacts(
        starts_at=slot.starts_at,
        blocked=slot.blocked,
        at_table=slot.at_table,
        table_number=table_number,
        table_taken=slot.table_meeting_id not in {None, sitting.moving, sitting.swapping},
        busy=_name(who.seated, sitting),
        engaged=_name(who.engaged, sitting),
        far=_name(who.far, sitting),
        walking=sitting.walking,
        buyer_day_meetings=meetings_by_day(board, buyer_busy=own)[slot.day],
        buyer_day_cap=caps_by_day(board, spare=sitting.spare).get(slot.day, 0),
        company_meetings=len({each.meeting_id for each in others if each.company_id == sitting.company_id}),
        company_cap=sitting.company_cap,
    )


def _name(people: Collection[int], sitting: Sitting) -> str | None:
    """The name of one of the people of a sitting who are among these."""
    theirs = sorted(sitting.names.keys() & set(people))
    return sitting.names[theirs[0]] if theirs else None


def half_days(board: Iterable[DaySlot], *, local_times: dict[int, time]) -> dict[date, tuple[list[int], list[int]]]:
    """The ids of the slots of each day in two halves, before and after lunch (14:00 local)."""
    halves: dict[date, tuple[list[int], list[int]]] = {}
    for slot in board:
        morning, afternoon = halves.setdefault(slot.day, ([], []))
        (morning if local_times[slot.slot_id] < NOON else afternoon).append(slot.slot_id)
    return halves
