"""What the moves of a re-planned timetable buy: chains of moved meetings and of the new ones that sit where they were.

A published meeting that moved can go back unless somebody sits in its way. Those in its way are in its chain, with all
that hangs on them: what a chain gains for its moves says which meetings should move where only few may.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forum.scheduling.problem import Place, Problem, Wish

Meetings = Mapping[str, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Published meetings that moved together, and the new wishes that are met by it."""

    moved: frozenset[str]
    gained: frozenset[str]

    @property
    def worth(self) -> tuple[float, int]:
        """To sort by: wishes gained for each move, larger first; then short chains."""
        return -len(self.gained) / len(self.moved), len(self.moved)


def movable_moved(problem: Problem, meetings: Meetings) -> frozenset[str]:
    """The meetings that are at another time than they were published for, although they could have stayed."""
    wishes = {wish.id: wish for wish in problem.wishes}
    return frozenset(
        name
        for name, home in problem.homes.items()
        if name in meetings
        and meetings[name].slot != home.slot
        and wishes[name].pinned is None
        and could_stay(problem, wishes[name], home)
    )


def could_stay(problem: Problem, wish: Wish, home: Place) -> bool:
    """Whether a published meeting may be where it was, if nobody sits in its way."""
    people = {person.id: person for person in problem.participants if person.id in {wish.buyer, wish.supplier}}
    halls = {table.id: table.hall for table in problem.tables}
    slot, own = problem.slots[home.slot], people[wish.buyer].table
    return (
        (wish.slots is None or home.slot in wish.slots)
        and all(each.available is None or home.slot in each.available for each in people.values())
        and home.table in halls
        and own in {None, home.table}
        and slot.hall in {None, halls[home.table]}
    )


def chains_of(problem: Problem, meetings: Meetings) -> list[Chain]:
    """The chains that could be undone, those first that gain most wishes for a move."""
    movable = movable_moved(problem, meetings)
    groups = _Groups(movable)
    for name in movable:
        for other in _in_the_way(problem, meetings, name):
            groups.join(name, other)
    found = []
    for members in groups.all():
        moved = frozenset(members & movable)
        gained = frozenset(name for name in members if name not in problem.homes)
        if moved and moved | gained == members:  # else somebody who cannot go back is in the way
            found.append(Chain(moved=moved, gained=gained))
    return sorted(found, key=lambda chain: (chain.worth, sorted(chain.moved)))


def _in_the_way(problem: Problem, meetings: Meetings, name: str) -> Iterator[str]:
    """Who sits where a meeting was: with one of its people, or at its table, at an overlapping time."""
    wishes = _wishes(problem)
    home, wish = problem.homes[name], wishes[name]
    was = problem.slots[home.slot]
    for other, place in meetings.items():
        if other == name:
            continue
        slot = problem.slots[place.slot]
        if slot.day == was.day and slot.starts < was.ends and was.starts < slot.ends:
            them = wishes[other]
            people = {them.buyer, them.supplier} & {wish.buyer, wish.supplier}
            if people or place.table == home.table:
                yield other


def _wishes(problem: Problem) -> Mapping[str, Wish]:
    return {wish.id: wish for wish in problem.wishes}


class _Groups:
    """Names that belong together."""

    def __init__(self, names: frozenset[str]) -> None:
        self.parent = {name: name for name in names}

    def root(self, name: str) -> str:
        """The one that stands for the group of a name."""
        while self.parent.setdefault(name, name) != name:
            name = self.parent[name]
        return name

    def join(self, one: str, other: str) -> None:
        """Two names belong together."""
        self.parent[self.root(one)] = self.root(other)

    def all(self) -> list[set[str]]:
        """The groups."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.parent:
            found[self.root(name)].add(name)
        return list(found.values())
