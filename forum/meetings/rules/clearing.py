"""Where the meetings go that have to leave their place, each to the nearest slot in which everybody is free."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from forum.meetings.rules.board import BoardSlot, BusyTime, FreeSlot, free_slots, seated_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A meeting that leaves its place: of which buyer and company, who else comes, and when it is now."""

    meeting_id: int
    buyer_id: int
    buyer_person_id: int
    company_id: int
    person_ids: frozenset[int]
    starts_at: datetime

    @property
    def everybody(self) -> frozenset[int]:
        """The buyer and all others who come."""
        return self.person_ids | {self.buyer_person_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What new places keep to: `spare` slots of a buyer's day, `walking` minutes between halls, and the clock."""

    spare: int
    walking: int
    now: datetime


def new_places(
    leaving: Iterable[Leaving],
    boards: Mapping[int, Sequence[BoardSlot]],
    busy: Iterable[BusyTime],
    *,
    closed: Collection[int],
    limits: Limits,
    own: Mapping[int, int] = MappingProxyType({}),
) -> dict[int, int]:
    """The slot each meeting moves to, by meeting; those that find none are left out.

    First those take their own slot that have one (`own`, by meeting) in which everybody is free. In order of time each
    of the others takes the slot nearest to its own in which everybody is free, first those that find one at their own
    hour. Those that have left already count where they went; all leave, so the old place of none fills anybody's day.
    `boards`: by buyer. `closed`: the slots that are being cleared, in which nobody meets.
    """
    in_order = _in_order(leaving, boards, closed=closed)
    gone = {each.meeting_id for each in in_order}
    times: dict[int, list[BusyTime]] = defaultdict(list)
    for each in busy:
        if each.meeting_id not in gone:
            times[each.person_id].append(each)
    open_boards = {buyer_id: _closing(board, closed) for buyer_id, board in boards.items()}
    taken: set[tuple[int, int]] = set()
    found: dict[int, int] = {}
    for keeps in (True, False):
        for one in in_order:
            if one.meeting_id in found or (keeps and one.meeting_id not in own):
                continue
            board = open_boards.get(one.buyer_id, [])
            if keeps:
                board = [slot for slot in board if slot.slot_id == own[one.meeting_id]]
            place = _nearest(one, board, times, taken, limits=limits)
            if place is not None:
                found[one.meeting_id] = place.slot_id
                taken.add((place.table_id, place.slot_id))
                _sit_down(one, place, times)
    return found


def _closing(board: Sequence[BoardSlot], closed: Collection[int]) -> list[BoardSlot]:
    return [replace(slot, blocked=True) if slot.slot_id in closed else slot for slot in board]


def _nearest(
    one: Leaving,
    board: Sequence[BoardSlot],
    times: Mapping[int, list[BusyTime]],
    taken: Collection[tuple[int, int]],
    *,
    limits: Limits,
) -> BoardSlot | None:
    """The place nearest to a meeting's hour at which all who come are free; of two that are as near the later one."""
    places = {slot.slot_id: slot for slot in board}
    free = [
        slot
        for slot in _free(one, board, times, limits=limits)
        if (places[slot.slot_id].table_id, slot.slot_id) not in taken
    ]
    if not free:
        return None
    nearest = min(free, key=lambda slot: (abs(slot.starts_at - one.starts_at), slot.starts_at < one.starts_at))
    return places[nearest.slot_id]


def _in_order(
    leaving: Iterable[Leaving], boards: Mapping[int, Sequence[BoardSlot]], *, closed: Collection[int]
) -> list[Leaving]:
    """First those whose own hour is free at their table, each in order of time."""
    hours = {
        buyer_id: {slot.starts_at for slot in board if slot.slot_id not in closed and slot.table_meeting_id is None}
        for buyer_id, board in boards.items()
    }

    def place(each: Leaving) -> tuple[bool, datetime, int]:
        return each.starts_at not in hours.get(each.buyer_id, ()), each.starts_at, each.meeting_id

    return sorted(leaving, key=place)


def _free(
    one: Leaving, board: Sequence[BoardSlot], times: Mapping[int, list[BusyTime]], *, limits: Limits
) -> list[FreeSlot]:
    """The slots in which all who come to this meeting are free."""
    own = [each for person_id in one.everybody for each in times.get(person_id, ())]
    offered = free_slots(
        board,
        own,
        buyer_person_id=one.buyer_person_id,
        person_ids=one.person_ids,
        spare=limits.spare,
        walking=limits.walking,
        now=limits.now,
        moving=one.meeting_id,
    )
    return [slot for slot in offered if one.person_ids <= slot.person_ids]


def _sit_down(one: Leaving, place: BoardSlot, times: dict[int, list[BusyTime]]) -> None:
    """Everybody is busy in the new place from now on."""
    for person_id in one.everybody:
        there = seated_at(place, person_id=person_id, meeting_id=one.meeting_id, company_id=one.company_id)
        times[person_id].append(there)


def new_tables(
    buyers: Mapping[int, Collection[int]], free: Sequence[int], taken: Collection[tuple[int, int]]
) -> dict[int, int]:
    """A free table for each buyer, by buyer, in the order given; buyers who find none are left out.

    `buyers`: the slots in which each meets. `free`: tables at which no buyer sits. `taken`: table and slot.
    """
    left, seats = list(free), set(taken)
    found: dict[int, int] = {}
    for buyer_id, slot_ids in buyers.items():
        table_id = next((each for each in left if not any((each, slot) in seats for slot in slot_ids)), None)
        if table_id is not None:
            found[buyer_id] = table_id
            left.remove(table_id)
    return found


def best_tables(buyers: Mapping[int, Collection[datetime]], free: Mapping[int, Collection[datetime]]) -> dict[int, int]:
    """The table of another hall at which each buyer keeps most hours, by buyer; who finds none is left out.

    `buyers`: the hours of their meetings; who has most chooses first. `free`: the hours at which each table is free,
    in the order in which tables are preferred.
    """
    left = {table_id: set(hours) for table_id, hours in free.items() if hours}
    found: dict[int, int] = {}
    for buyer_id, hours in sorted(buyers.items(), key=lambda each: -len(each[1])):
        if not left:
            break
        wanted = set(hours)
        found[buyer_id] = max(left, key=lambda table_id: len(left[table_id] & wanted))
        del left[found[buyer_id]]
    return found
