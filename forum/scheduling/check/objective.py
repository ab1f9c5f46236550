"""The value and the cost of a timetable."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from forum.scheduling.check.reading import Met, by_company, by_person, days_of, read
from forum.scheduling.problem import CLASSES, FIRST_MEETINGS, SCARCE, Cost, Place, Problem, SeatSide, Slot, Value


def value_of(problem: Problem, meetings: Mapping[str, Place]) -> Value:
    """Number of wishes of each class that these meetings meet, and their points."""
    met = read(problem, meetings)
    counts = dict.fromkeys(CLASSES, 0)
    for meeting in met:
        counts["published" if meeting.wish.id in problem.published else meeting.wish.priority.value] += 1
    scarce = _scarce_processes(problem)
    points = sum(meeting.wish.weight + (SCARCE if meeting.wish.process in scarce else 0) for meeting in met)
    together = by_company(problem, met)
    small = [company.id for company in problem.companies if company.small]
    points += sum(sum(FIRST_MEETINGS[: len(together.get(company, []))]) for company in small)
    everybody = sum(company in together for company in small) if problem.everybody else None
    return Value(met=tuple(counts[name] for name in CLASSES), points=points, everybody=everybody)


def _scarce_processes(problem: Problem) -> set[str]:
    """The processes whose wishes name fewer supplier companies than buyers."""
    company = {person.id: person.company or person.id for person in problem.participants}
    named: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for wish in problem.wishes:
        if wish.process is not None:
            buyers, suppliers = named[wish.process]
            buyers.add(wish.buyer)
            suppliers.add(company[wish.supplier])
    return {process for process, (buyers, suppliers) in named.items() if len(suppliers) < len(buyers)}


def cost_of(problem: Problem, meetings: Mapping[str, Place]) -> Cost:
    """Published and earlier meetings moved, preferred slots missed, days of suppliers, breaks and walks.

    A published meeting that is left out counts as neither moved nor missed, one of an earlier timetable as moved; a
    pinned one misses nothing.
    """
    moved = sum(1 for wish, place in problem.published.items() if meetings.get(wish, place) != place)
    drafted = {wish: place for wish, place in problem.earlier.items() if wish not in problem.published}
    moved += sum(1 for wish, place in drafted.items() if meetings.get(wish) != place)
    missed = sum(
        wish.preferred is not None and wish.pinned is None and meetings[wish.id].slot != wish.preferred
        for wish in problem.wishes
        if wish.id in meetings
    )
    without_table = {
        person.id for person in problem.participants if person.side is SeatSide.BUYER and person.table is None
    }
    slots: defaultdict[int, list[Slot]] = defaultdict(list)
    for slot in problem.slots:
        slots[slot.day].append(slot)
    days = breaks = walks = 0
    buyers = {person.id for person in problem.participants if person.side is SeatSide.BUYER}
    for person, theirs in by_person(read(problem, meetings)).items():
        for day in days_of(theirs):
            days += problem.few_days and person not in buyers
            breaks += _breaks(day, slots[day[0].slot.day])
            walks += _walks(day, changes_tables=person in without_table)
    return Cost(moved=moved, missed=missed, days=days, breaks=breaks, walks=walks)


def _breaks(day: Sequence[Met], slots: Iterable[Slot]) -> int:
    """Number of consecutive meetings with a slot of any hall between them."""
    return sum(
        any(first.slot.ends <= slot.starts and slot.ends <= second.slot.starts for slot in slots)
        for first, second in pairwise(day)
        if first.slot.ends < second.slot.starts
    )


def _walks(day: Sequence[Met], *, changes_tables: bool) -> int:
    """Number of consecutive meetings in different halls or, for a buyer without a table, at different tables."""
    return sum(
        first.table.id != second.table.id if changes_tables else first.table.hall != second.table.hall
        for first, second in pairwise(day)
    )
