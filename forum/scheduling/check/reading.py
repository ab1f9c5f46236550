"""Meetings joined with their wishes, slots and tables, and grouped by person, day and company."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum.scheduling.problem import Place, Problem, Slot, Table, Wish


@dataclass(frozen=True, slots=True)
class Met:
    """A wish that is met, with its slot and table."""

    wish: Wish
    slot: Slot
    table: Table
    place: Place

    @property
    def pinned(self) -> bool:
        """Whether staff has decided the slot."""
        return self.wish.pinned is not None


def read(problem: Problem, meetings: Mapping[str, Place]) -> list[Met]:
    """The meetings whose wish, slot and table exist."""
    wishes = {wish.id: wish for wish in problem.wishes}
    tables = {table.id: table for table in problem.tables}
    return [
        Met(wishes[wish], problem.slots[place.slot], tables[place.table], place)
        for wish, place in meetings.items()
        if wish in wishes and 0 <= place.slot < len(problem.slots) and place.table in tables
    ]


def by_person(met: Iterable[Met]) -> dict[str, list[Met]]:
    """The meetings of each person."""
    people: defaultdict[str, list[Met]] = defaultdict(list)
    for meeting in met:
        people[meeting.wish.buyer].append(meeting)
        people[meeting.wish.supplier].append(meeting)
    return dict(people)


def by_pair(problem: Problem, met: Iterable[Met]) -> dict[tuple[str, str], list[Met]]:
    """The meetings of each buyer with each company that sells, in order of time; who has no company is one alone."""
    company = companies_of(problem)
    pairs: defaultdict[tuple[str, str], list[Met]] = defaultdict(list)
    for meeting in sorted(met, key=lambda met: (met.slot.day, met.slot.starts, met.slot.ends, met.wish.id)):
        supplier = meeting.wish.supplier
        pairs[meeting.wish.buyer, company.get(supplier, supplier)].append(meeting)
    return dict(pairs)


def days_of(meetings: Iterable[Met]) -> list[list[Met]]:
    """A person's meetings per day, each day in order of time."""
    days: defaultdict[int, list[Met]] = defaultdict(list)
    for meeting in sorted(meetings, key=lambda met: (met.slot.day, met.slot.starts, met.slot.ends)):
        days[meeting.slot.day].append(meeting)
    return list(days.values())


def companies_of(problem: Problem) -> dict[str, str]:
    """The company of each person who has one; the others share no quota."""
    return {person.id: person.company for person in problem.participants if person.company}


def by_company(problem: Problem, met: Iterable[Met]) -> dict[str, list[Met]]:
    """The meetings of each company; a meeting between two of its people counts once."""
    company = companies_of(problem)
    together: defaultdict[str, list[Met]] = defaultdict(list)
    for meeting in met:
        sides = {company.get(meeting.wish.buyer), company.get(meeting.wish.supplier)}
        for name in sides - {None}:
            together[str(name)].append(meeting)
    return dict(together)
