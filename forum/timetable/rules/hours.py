"""Who could meet when: hours at the table, less what is past, blocked, spare or given to another engagement.

A person may have several parts: buyer at their own table and guest at another's, or guest for two companies. The engine
knows parts, not people; so that nobody is asked to be in two places at once, a person's hours are shared out among
their parts beforehand: first where a meeting stands already, then in turn, in proportion to the wishes of each part.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forum.meetings.rules.seats import day_cap
from forum.timetable.rules.facts import BuyerFact, Facts, WishFact
from forum.timetable.rules.slots import Clock


@dataclass(slots=True)
class Part:
    """A person on one side of the table: what is fixed (pinned), what stands (pinned or published), what is wished."""

    name: str
    person_id: int
    hours: set[int]
    limited: bool
    pinned: set[int] = field(default_factory=set)
    stands: set[int] = field(default_factory=set)
    wishes: int = 0


def parts_of(facts: Facts, clock: Clock, *, pinned: Mapping[str, int], now: datetime) -> dict[str, Part]:
    """Everybody a wish names, with the slots in which they could meet; `pinned` are fixed wishes and their slots."""
    parts = _parts(facts, clock, now=now)
    buyers = {buyer.id: buyer for buyer in facts.buyers}
    for wish in facts.wishes:
        for part in (parts[wish.buyer], parts[wish.supplier]):
            _count(part, wish, clock, pinned)
        if wish.slot_id is not None and buyers[wish.buyer_id].present:
            _keep_open(parts[wish.buyer], wish, clock, now=now)
    return parts


def _parts(facts: Facts, clock: Clock, *, now: datetime) -> dict[str, Part]:
    buyers = {buyer.id: buyer for buyer in facts.buyers}
    tables = {table.id: table.hall_id for table in facts.tables}
    later = {number for number, rows in enumerate(clock.rows) if any(row.starts_at > now for row in rows.values())}
    parts: dict[str, Part] = {}
    for wish in facts.wishes:
        buyer = buyers[wish.buyer_id]
        if wish.buyer not in parts:
            hours = _at_table(buyer, tables, clock, now=now)
            parts[wish.buyer] = Part(wish.buyer, buyer.person_id, hours, limited=True)
        if wish.supplier not in parts:
            hours = set(later) if wish.present else set()
            parts[wish.supplier] = Part(wish.supplier, wish.person_id, hours, limited=not wish.present)
    return parts


def _at_table(buyer: BuyerFact, tables: Mapping[int, int], clock: Clock, *, now: datetime) -> set[int]:
    if not buyer.present or buyer.table_id is None:
        return set()
    hall = tables[buyer.table_id]
    return {
        number
        for number, rows in enumerate(clock.rows)
        if hall in rows and rows[hall].id in buyer.hours and not rows[hall].blocked and rows[hall].starts_at > now
    }


def _count(part: Part, wish: WishFact, clock: Clock, pinned: Mapping[str, int]) -> None:
    if wish.id in pinned:
        part.pinned.add(pinned[wish.id])
    else:
        part.wishes += 1
    if wish.slot_id is not None:
        part.stands.add(clock.numbers[wish.slot_id])


def _keep_open(part: Part, wish: WishFact, clock: Clock, *, now: datetime) -> None:
    """Where staff has put a meeting beyond the buyer's hours, it may stay."""
    number = clock.numbers[wish.slot_id or 0]
    row = next(row for row in clock.rows[number].values() if row.id == wish.slot_id)
    if not row.blocked and row.starts_at > now:
        part.hours.add(number)


def share_hours(parts: Iterable[Part], clock: Clock) -> None:
    """Share out the hours of those who have several parts."""
    of_person: defaultdict[int, list[Part]] = defaultdict(list)
    for part in parts:
        of_person[part.person_id].append(part)
    for theirs in of_person.values():
        if len(theirs) > 1:
            _share_out(theirs, clock)


def _share_out(parts: Sequence[Part], clock: Clock) -> None:
    turns = dict.fromkeys((part.name for part in parts), 0)
    given: dict[str, set[int]] = {part.name: set() for part in parts}
    for stretch in sorted(_stretches(clock), key=lambda each: not any(part.stands & each for part in parts)):
        able = [part for part in parts if part.hours & stretch]
        if not able:
            continue
        first = max(able, key=lambda part: (len(part.stands & stretch), part.wishes / (turns[part.name] + 1)))
        turns[first.name] += 1
        given[first.name] |= stretch
    for part in parts:
        elsewhere = {slot for other in parts if other is not part for slot in other.pinned}
        busy = {number for slot in elsewhere for number in clock.overlapping(slot)}
        part.hours &= given[part.name] - busy
        part.limited = True


def _stretches(clock: Clock) -> list[set[int]]:
    """The slots in groups that share no time with one another, in order of time."""
    stretches: list[set[int]] = []
    until = (-1, 0)
    for number, slot in enumerate(clock.slots):
        if not stretches or (slot.day, slot.starts) >= until:
            stretches.append(set())
            until = (slot.day, slot.ends)
        stretches[-1].add(number)
        until = max(until, (slot.day, slot.ends))
    return stretches


def caps_of(clock: Clock, hall: int, *, spare: int) -> dict[int, int]:
    """How many meetings a buyer of a hall takes on each day: its open slots less the spare ones."""
    open_slots: dict[int, int] = {}
    for slot, rows in zip(clock.slots, clock.rows, strict=True):
        if hall in rows and not rows[hall].blocked:
            open_slots[slot.day] = open_slots.get(slot.day, 0) + 1
    return {day: day_cap(count, spare) for day, count in open_slots.items()}


def keep_spare(part: Part, clock: Clock, *, caps: Mapping[int, int]) -> None:
    """On days on which a buyer takes fewer meetings than on others, take the last of the free hours off.

    The engine has one number for all days of a person. Where a meeting stands, the hour stays.
    """
    most = max(caps.values(), default=0)
    for day, cap in caps.items():
        if cap < most:
            _trim(part, _of_day(part.pinned, clock, day), _of_day(part.hours - part.pinned, clock, day), cap)


def _of_day(slots: Collection[int], clock: Clock, day: int) -> list[int]:
    return sorted(slot for slot in slots if clock.slots[slot].day == day)


def _trim(part: Part, fixed: Sequence[int], free: Sequence[int], cap: int) -> None:
    first = sorted(free, key=lambda slot: (slot not in part.stands, slot))
    part.hours -= set(first[max(0, cap - len(fixed)) :])
