"""Checks a problem: its references exist, it does not contradict itself, and its pins are possible."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from forum.scheduling.problem import MOST_WEIGHT, Problem, ProblemError, SeatSide, Slot, Wish


def ensure_well_posed(problem: Problem) -> None:
    """Raise `ProblemError` if the problem contradicts itself; the message names the first error."""
    _ensure_slots(problem.slots)
    _ensure_ids(problem)
    _ensure_people(problem)
    _ensure_wishes(problem)
    _ensure_precedences(problem)
    _ensure_published(problem)
    _ensure_limits(problem)
    _ensure_pins(problem)


def _ensure(holds: bool, sentence: str) -> None:
    if not holds:
        raise ProblemError(sentence)


def _ensure_slots(slots: Sequence[Slot]) -> None:
    for number, slot in enumerate(slots):
        _ensure(slot.day >= 0 and slot.starts >= 0, f"slot {number}: the day and the minutes are not negative")
        _ensure(slot.starts < slot.ends, f"slot {number} does not end after it starts")
    for number, (first, second) in enumerate(pairwise(slots)):
        in_order = (first.day, first.starts, first.ends) <= (second.day, second.starts, second.ends)
        _ensure(in_order, f"slot {number + 1} comes before slot {number} in time")
    last: dict[str | None, int] = {}  # the last slot of each hall so far
    for number, slot in enumerate(slots):
        for hall, before in last.items():
            same_hall = hall == slot.hall or hall is None or slot.hall is None
            _ensure(not (same_hall and _overlap(slots[before], slot)), f"slots {before} and {number} overlap in a hall")
        last[slot.hall] = number


def _overlap(first: Slot, second: Slot) -> bool:
    return first.day == second.day and first.starts < second.ends and second.starts < first.ends


def _ensure_ids(problem: Problem) -> None:
    _ensure_unique("table", [table.id for table in problem.tables])
    _ensure_unique("company", [company.id for company in problem.companies])
    _ensure_unique("participant", [person.id for person in problem.participants])
    _ensure_unique("wish", [wish.id for wish in problem.wishes])


def _ensure_unique(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        _ensure(name != "", f"a {what} has an empty id")
        _ensure(name not in seen, f"the id {name} of a {what} is given twice")
        seen.add(name)


def _ensure_people(problem: Problem) -> None:
    tables = {table.id for table in problem.tables}
    companies = {company.id for company in problem.companies} | {person.company for person in problem.participants}
    for person in problem.participants:
        where = f"participant {person.id}"
        if person.table is not None:
            _ensure(person.side is SeatSide.BUYER, f"{where} is a supplier and has a table")
            _ensure(person.table in tables, f"{where} sits at table {person.table}, which does not exist")
        # A participant without a company counts as one by their own id: no company may have it.
        _ensure(bool(person.company) or person.id not in companies, f"{where} has no company, and the id of one")
        _ensure_slots_exist(f"{where}: available", person.available or (), problem)


def _ensure_slots_exist(where: str, slots: Iterable[int], problem: Problem) -> None:
    for slot in slots:
        _ensure(0 <= slot < len(problem.slots), f"{where}: slot {slot} does not exist")


def _ensure_wishes(problem: Problem) -> None:
    people = {person.id: person for person in problem.participants}
    for wish in problem.wishes:
        where = f"wish {wish.id}"
        _ensure(wish.buyer != wish.supplier, f"{where} is of {wish.buyer} with themself")
        for name, side in ((wish.buyer, SeatSide.BUYER), (wish.supplier, SeatSide.SUPPLIER)):
            _ensure(name in people, f"{where}: the {side} {name} is no participant")
            _ensure(people[name].side is side, f"{where}: {name} is no {side}")
        _ensure(0 <= wish.weight <= MOST_WEIGHT, f"{where}: the weight {wish.weight} is not from 0 to {MOST_WEIGHT}")
        _ensure_slots_exist(f"{where}: slots", wish.slots or (), problem)
        for name, slot in (("pinned", wish.pinned), ("preferred", wish.preferred)):
            if slot is not None:
                _ensure_slots_exist(f"{where}: {name}", (slot,), problem)


def _ensure_precedences(problem: Problem) -> None:
    after: dict[str, list[str]] = {wish.id: [] for wish in problem.wishes}
    waiting = dict.fromkeys(after, 0)
    for first, second in problem.precedences:
        for name in (first, second):
            _ensure(name in after, f"precedence of {first} before {second}: {name} is no wish")
        after[first].append(second)
        waiting[second] += 1
    free = [name for name, count in waiting.items() if count == 0]
    while free:
        for name in after[free.pop()]:
            waiting[name] -= 1
            if waiting[name] == 0:
                free.append(name)
    stuck = sorted(name for name, count in waiting.items() if count)
    _ensure(not stuck, f"precedences in a circle keep {', '.join(stuck[:5])} from ever coming")


def _ensure_published(problem: Problem) -> None:
    wishes = {wish.id for wish in problem.wishes}
    tables = {table.id for table in problem.tables}
    for what, places in (("published", problem.published), ("earlier", problem.earlier)):
        for name, place in places.items():
            _ensure(name in wishes, f"{what}: {name} is no wish")
            _ensure_slots_exist(f"{what}: {name}", (place.slot,), problem)
            _ensure(place.table in tables, f"{what}: {name}: table {place.table} does not exist")


def _ensure_limits(problem: Problem) -> None:
    _ensure(problem.walking >= 0, "walking: the minutes are not negative")
    for company in problem.companies:
        _ensure((company.most or 0) >= 0, f"company {company.id}: most is not negative")
    for person in problem.participants:
        for name in ("most", "most_per_day", "most_in_a_row"):
            _ensure((getattr(person, name) or 0) >= 0, f"participant {person.id}: {name} is not negative")


def _ensure_pins(problem: Problem) -> None:
    """Rule 7: no person and no table is pinned twice at a time, slots serve the halls, and free tables suffice."""
    people = {person.id: person for person in problem.participants}
    pinned = [(wish.pinned, wish) for wish in problem.wishes if wish.pinned is not None]
    halls = {table.id: table.hall for table in problem.tables}
    engaged: defaultdict[tuple[str, str], list[tuple[int, Wish]]] = defaultdict(list)
    for number, wish in pinned:
        table = people[wish.buyer].table
        engaged["participant", wish.buyer].append((number, wish))
        engaged["participant", wish.supplier].append((number, wish))
        if table is not None:
            engaged["table", table].append((number, wish))
            hall = problem.slots[number].hall
            serves = hall is None or hall == halls[table]
            _ensure(serves, f"wish {wish.id} is pinned in slot {number}, which does not serve the hall of {wish.buyer}")
    for (what, name), theirs in engaged.items():
        for (one, first), (other, second) in pairwise(sorted(theirs, key=lambda pin: pin[0])):
            apart = not _overlap(problem.slots[one], problem.slots[other])
            _ensure(apart, f"{what} {name} is pinned to {first.id} and {second.id} at one time")
    _ensure_free_tables(problem, Counter(number for number, wish in pinned if people[wish.buyer].table is None))


def _ensure_free_tables(problem: Problem, needed: Mapping[int, int]) -> None:
    taken = {person.table for person in problem.participants}
    free = [table.hall for table in problem.tables if table.id not in taken]
    for number, count in needed.items():
        hall = problem.slots[number].hall
        room = sum(hall in {None, free_hall} for free_hall in free)
        _ensure(count <= room, f"slot {number}: {count} pinned meetings need a free table, there are {room}")
