"""When each participant is available: hours at the table, or all, without past, blocked, spare and engaged slots.

A person may have several parts: buyer at their own table and guest at another's, or guest for two companies. The engine
schedules each part on its own. So that nobody is scheduled in two places at once, a person's hours are first divided
among their parts: slots with a scheduled meeting stay with its part, the rest is divided in proportion to the wishes,
with time to walk between the hours of two parts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from forum.meetings.rules.seats import day_cap
from forum.timetable.rules.facts import AwayFact, BuyerFact, Facts, WishFact
from forum.timetable.rules.slots import Clock


@dataclass(slots=True)
class Part:
    """A person as the buyer, or as the guest for one company.

    `hours` are the slots they are available in (not `limited`: all), `pinned` the slots of pinned meetings, `scheduled`
    those of pinned and published meetings, `wishes` is the number of wishes that are not pinned.
    """

    name: str
    person_id: int
    hours: set[int]
    limited: bool
    pinned: set[int] = field(default_factory=set)
    scheduled: set[int] = field(default_factory=set)
    wishes: int = 0


def parts_of(facts: Facts, clock: Clock, *, pinned: Mapping[str, int], now: datetime) -> dict[str, Part]:
    """The participants of all wishes by name, with the slots they are available in; `pinned` maps wishes to slots."""
    parts = _parts(facts, clock, now=now)
    buyers = {buyer.id: buyer for buyer in facts.buyers}
    for wish in facts.wishes:
        for part in (parts[wish.buyer], parts[wish.supplier]):
            _count(part, wish, clock, pinned)
        if wish.slot_id is None:
            continue
        for name, present in ((wish.buyer, buyers[wish.buyer_id].present), (wish.supplier, wish.present)):
            if present:
                _keep_open(parts[name], wish, clock, now=now)
    _keep_company(parts.values(), facts, clock)
    _keep_tables(parts, facts, clock)
    return parts


def _keep_tables(parts: Mapping[str, Part], facts: Facts, clock: Clock) -> None:
    """Take the hours away in which another buyer's meeting is at the table: two meetings have changed tables."""
    own = {buyer.id: buyer.table_id for buyer in facts.buyers}
    taken: defaultdict[int, set[int]] = defaultdict(set)
    for wish in facts.wishes:
        if wish.slot_id is not None and wish.table_id is not None and is_elsewhere(wish, own):
            taken[wish.table_id].update(clock.overlapping(clock.numbers[wish.slot_id]))
    for buyer_id, table_id in own.items():
        part = parts.get(f"b{buyer_id}")
        if part is not None and table_id is not None:
            part.hours -= taken[table_id] - part.scheduled


def is_elsewhere(wish: WishFact, own: Mapping[int, int | None]) -> bool:
    """Whether a scheduled meeting is at another table than its buyer's own; `own`: the tables of buyers."""
    return wish.table_id is not None and own[wish.buyer_id] not in {None, wish.table_id}


def _keep_company(parts: Iterable[Part], facts: Facts, clock: Clock) -> None:
    """Take the hours away in which a person accompanies somebody else's meeting, which planning does not move."""
    busy: defaultdict[int, set[int]] = defaultdict(set)
    for each in facts.companions:
        busy[each.person_id].update(clock.overlapping(clock.numbers[each.slot_id]))
    for part in parts:
        if part.person_id in busy:
            part.hours -= busy[part.person_id]
            part.limited = True


def _parts(facts: Facts, clock: Clock, *, now: datetime) -> dict[str, Part]:
    buyers = {buyer.id: buyer for buyer in facts.buyers}
    tables = {table.id: table.hall_id for table in facts.tables}
    later = {number for number, rows in enumerate(clock.rows) if any(row.starts_at > now for row in rows.values())}
    parts: dict[str, Part] = {}
    away = _away(facts.away, clock)
    for wish in facts.wishes:
        buyer = buyers[wish.buyer_id]
        if wish.buyer not in parts:
            hours = _at_table(buyer, tables, clock, now=now) - away[buyer.person_id]
            parts[wish.buyer] = Part(wish.buyer, buyer.person_id, hours, limited=True)
        if wish.supplier not in parts:
            engaged = away[wish.person_id]
            hours = later - engaged if wish.present else set()
            limited = bool(engaged) or not wish.present
            parts[wish.supplier] = Part(wish.supplier, wish.person_id, hours, limited=limited)
    return parts


def _away(facts: Iterable[AwayFact], clock: Clock) -> defaultdict[int, set[int]]:
    """The numbers of the slots that overlap a time at which a person cannot come, by person."""
    times = [next(iter(rows.values())) for rows in clock.rows]
    away: defaultdict[int, set[int]] = defaultdict(set)
    for fact in facts:
        away[fact.person_id] |= {
            number for number, row in enumerate(times) if row.starts_at < fact.ends_at and fact.starts_at < row.ends_at
        }
    return away


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
        part.scheduled.add(clock.numbers[wish.slot_id])


def _keep_open(part: Part, wish: WishFact, clock: Clock, *, now: datetime) -> None:
    """Keep a meeting possible that staff scheduled when somebody is not available."""
    number = clock.numbers[wish.slot_id or 0]
    row = next(row for row in clock.rows[number].values() if row.id == wish.slot_id)
    if not row.blocked and row.starts_at > now:
        part.hours.add(number)


def divide_hours(parts: Iterable[Part], clock: Clock, *, walking: int) -> None:
    """Divide the hours of each person with several parts among these; `walking`: the minutes between two parts."""
    of_person: defaultdict[int, list[Part]] = defaultdict(list)
    for part in parts:
        of_person[part.person_id].append(part)
    for theirs in of_person.values():
        if len(theirs) > 1:
            _divide(theirs, clock, walking=walking)


def _divide(parts: Sequence[Part], clock: Clock, *, walking: int) -> None:
    turns = dict.fromkeys((part.name for part in parts), 0)
    given: dict[str, set[int]] = {part.name: set() for part in parts}
    groups = _together(_groups(clock), parts, clock, walking=walking)
    for group in sorted(groups, key=lambda each: not any(part.scheduled & each for part in parts)):
        able = [part for part in parts if part.hours & group]
        if not able:
            continue
        first = max(able, key=lambda part: (len(part.scheduled & group), part.wishes / (turns[part.name] + 1)))
        turns[first.name] += 1
        given[first.name] |= group
    for one, other in combinations(parts, 2):
        _part_ways(one, other, given, clock, walking=walking)
    for part in parts:
        elsewhere = {slot for other in parts if other is not part for slot in other.pinned}
        busy = {number for slot in elsewhere for number in clock.overlapping(slot)}
        near = {number for slot in elsewhere for number in clock.beside(slot, walking=walking)}
        part.hours &= given[part.name] - busy - (near - part.scheduled)
        part.limited = True


def _together(groups: Sequence[set[int]], parts: Sequence[Part], clock: Clock, *, walking: int) -> list[set[int]]:
    """The groups, those together between which nobody could walk, unless different parts have meetings in them."""
    joined: list[set[int]] = []
    owners: set[str] = set()
    for group in groups:
        theirs = {part.name for part in parts if part.scheduled & group}
        beside = {near for number in group for near in clock.beside(number, walking=walking)}
        if joined and joined[-1] & beside and len(owners | theirs) < 2:
            joined[-1] |= group
            owners |= theirs
        else:
            joined.append(set(group))
            owners = theirs
    return joined


def _part_ways(one: Part, other: Part, given: Mapping[str, set[int]], clock: Clock, *, walking: int) -> None:
    """Take from two parts what lies too near to the other's; slots with a scheduled meeting stay."""
    for slot in sorted(given[one.name]):
        near = clock.beside(slot, walking=walking) & given[other.name]
        if slot in one.scheduled:
            given[other.name].difference_update(near - other.scheduled)
        elif near:
            given[one.name].discard(slot)


def _groups(clock: Clock) -> list[set[int]]:
    """The slots in order of time, in groups that do not overlap with each other."""
    groups: list[set[int]] = []
    until = (-1, 0)
    for number, slot in enumerate(clock.slots):
        if not groups or (slot.day, slot.starts) >= until:
            groups.append(set())
            until = (slot.day, slot.ends)
        groups[-1].add(number)
        until = max(until, (slot.day, slot.ends))
    return groups


def caps_of(clock: Clock, hall: int, *, spare: int) -> dict[int, int]:
    """The maximum of meetings of a buyer of this hall on each day: the open slots less the spare ones."""
    open_slots: dict[int, int] = {}
    for slot, rows in zip(clock.slots, clock.rows, strict=True):
        if hall in rows and not rows[hall].blocked:
            open_slots[slot.day] = open_slots.get(slot.day, 0) + 1
    return {day: day_cap(count, spare) for day, count in open_slots.items()}


def keep_spare(part: Part, clock: Clock, *, caps: Mapping[int, int]) -> None:
    """Remove a buyer's last free slots on days whose cap is below that of other days.

    The engine has one maximum for all days of a person. Slots with a scheduled meeting are kept.
    """
    most = max(caps.values(), default=0)
    for day, cap in caps.items():
        if cap < most:
            _trim(part, _of_day(part.pinned, clock, day), _of_day(part.hours - part.pinned, clock, day), cap)


def _of_day(slots: Collection[int], clock: Clock, day: int) -> list[int]:
    return sorted(slot for slot in slots if clock.slots[slot].day == day)


def _trim(part: Part, fixed: Sequence[int], free: Sequence[int], cap: int) -> None:
    first = sorted(free, key=lambda slot: (slot not in part.scheduled, slot))
    part.hours -= set(first[max(0, cap - len(fixed)) :])
