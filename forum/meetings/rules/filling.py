"""Free places go to who waits: in order of joining, each the first place at which buyer and company are free."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from forum.meetings.rules.board import BoardSlot, BusyTime, FreeSlot, free_slots, seated_at
from forum.meetings.rules.clearing import Limits
from forum.meetings.rules.waitlist import LEAST

GIVEN = -1
"""The meeting at a table that is still to be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """A request that waits: of which buyer and company, who could come, who is named, and which slot is preferred."""

    request_id: int
    buyer_id: int
    buyer_person_id: int
    company_id: int
    person_ids: frozenset[int]
    named_id: int
    preferred_slot_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The place that a request gets: slot, and who comes for the company."""

    slot_id: int
    person_id: int


def fill_places(
    line: Iterable[InLine],
    boards: Mapping[int, Sequence[BoardSlot]],
    busy: Iterable[BusyTime],
    *,
    meetings: Mapping[int, int],
    cap: int,
    offered: Collection[tuple[int, int]],
    limits: Limits,
) -> dict[int, Given]:
    """The place of each request that gets one, by request; no meeting moves for it.

    A buyer and a company get one together. `meetings`: how many each company has, of at most `cap`. `offered`: buyer
    and slot of offers that are open, which are kept.
    """
    times: dict[int, list[BusyTime]] = defaultdict(list)
    for each in busy:
        times[each.person_id].append(each)
    count = Counter(meetings)
    taken: set[tuple[int, int]] = set()
    pairs: set[tuple[int, int]] = set()
    found: dict[int, Given] = {}
    for one in line:
        pair = (one.buyer_id, one.company_id)
        if pair in pairs or count[one.company_id] >= cap:
            continue
        places = {slot.slot_id: slot for slot in _left(boards.get(one.buyer_id, ()), one.buyer_id, taken, offered)}
        if not (free := _free(one, list(places.values()), times, limits=limits)):
            continue
        slot = min(free, key=lambda each: (each.slot_id != one.preferred_slot_id, each.starts_at))
        comes = one.named_id if one.named_id in slot.person_ids else min(slot.person_ids)
        found[one.request_id] = Given(slot_id=slot.slot_id, person_id=comes)
        place = places[slot.slot_id]
        taken.add((place.table_id, slot.slot_id))
        pairs.add(pair)
        count[one.company_id] += 1
        for person_id in (one.buyer_person_id, comes):
            there = seated_at(place, person_id=person_id, meeting_id=-one.request_id, company_id=one.company_id)
            times[person_id].append(there)
    return found


def _left(
    board: Sequence[BoardSlot], buyer_id: int, taken: Collection[tuple[int, int]], offered: Collection[tuple[int, int]]
) -> list[BoardSlot]:
    """The board without what is offered to somebody or given away already; it counts in the buyer's day too."""
    return [
        replace(slot, table_meeting_id=slot.table_meeting_id or GIVEN)
        if (buyer_id, slot.slot_id) in offered or (slot.table_id, slot.slot_id) in taken
        else slot
        for slot in board
    ]


def _free(
    one: InLine, board: Sequence[BoardSlot], times: Mapping[int, list[BusyTime]], *, limits: Limits
) -> list[FreeSlot]:
    """The slots in which buyer and company are free, that do not begin too soon for anybody to read of it."""
    own = [each for person_id in {one.buyer_person_id, *one.person_ids} for each in times.get(person_id, ())]
    free = free_slots(
        board,
        own,
        buyer_person_id=one.buyer_person_id,
        person_ids=one.person_ids,
        spare=limits.spare,
        walking=limits.walking,
        now=limits.now,
    )
    return [slot for slot in free if slot.starts_at - limits.now >= LEAST]
