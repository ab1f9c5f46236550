"""Encodes the problem in SAT: the slot of each meeting, the busy slots of each participant, and the breaks.

Three redundant constraints make it fast. *Busy* variables per participant: exactly as many hold as the participant has
meetings. A participant without breaks has one run of meetings, whose start determines the whole day. At most two
participants per table are busy in a slot: a counter over people propagates more than the one over meetings that implies
it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forum.scheduling.fixed.domains import capacities, is_placeable, propagate
from forum.scheduling.fixed.formula import FALSE, TRUE, Formula
from forum.scheduling.fixed.problem import FixedProblem


@dataclass(frozen=True, slots=True)
class Encoding:
    """Clauses; `place[m][t]` holds if meeting m is in slot t; `over[k]` is implied by more than k breaks in total."""

    clauses: list[list[int]]
    place: list[list[int]]
    over: list[int]

    def timetable(self, model: Sequence[int]) -> tuple[int, ...]:
        """The slot of each meeting, from 1, in a model of the clauses."""
        return tuple(
            next(slot for slot, literal in enumerate(row, start=1) if literal != FALSE and model[literal - 1] > 0)
            for row in self.place
        )


def encode(problem: FixedProblem, *, fairness: int | None, limit: int) -> Encoding:
    """Encode the problem, counting up to `limit` breaks. Raises `Impossible` if propagation leaves no timetable."""
    build = _Builder(problem, propagate(problem))
    build.meetings()
    build.precedences()
    busy = [build.busy(person) for person in range(problem.participants)]
    most = _most_breaks(problem, build.mine, fairness)
    breaks = [build.breaks(person, busy[person], most[person]) for person in range(problem.participants)]
    for slot in range(problem.slots):
        build.tables(slot, [row[slot] for row in busy])
    build.idle_tables(busy)
    if fairness is not None:
        build.fair(breaks, fairness)
    over = build.formula.ranked((b for own in breaks for b in own), limit=limit, both=False)
    return Encoding(build.formula.clauses, build.place, over)


def _most_breaks(problem: FixedProblem, mine: list[list[int]], fairness: int | None) -> list[int]:
    """Upper bound of the breaks of each participant, from their meetings, their idle slots and fairness."""
    most = [max(0, min(len(own) - 1, problem.slots - len(own))) for own in mine]
    if fairness is None:
        return most
    fair = min(most, default=0) + fairness
    return [min(own, fair) for own in most]


class _Builder:
    """Adds the rules to a formula, one method each; meetings, participants and slots are numbered from 0 here."""

    def __init__(self, problem: FixedProblem, domains: list[int]) -> None:
        self.problem = problem
        self.domains = domains
        self.formula = Formula()
        self.slots = range(problem.slots)
        self.mine = [[number - 1 for number in own] for own in problem.meetings_of()]
        self.place = [self._row(domain) for domain in domains]

    def _row(self, domain: int) -> list[int]:
        if domain & (domain - 1) == 0:
            return [TRUE if domain >> slot & 1 else FALSE for slot in self.slots]
        return [self.formula.new() if domain >> slot & 1 else FALSE for slot in self.slots]

    def meetings(self) -> None:
        """Each meeting is in exactly one slot; two meetings of a participant are never in the same slot."""
        for row in self.place:
            self.formula.add(*row)
            self.formula.at_most_one(row)
        for own in self.mine:
            for slot in self.slots:
                self.formula.at_most_one(self.place[m][slot] for m in own)

    def precedences(self) -> None:
        """If the later meeting is in a slot, or at most in it, the earlier one is before that slot."""
        reached: dict[int, list[int]] = {}
        for later, meeting in enumerate(self.problem.meetings):
            for earlier in sorted(n - 1 for n in meeting.after):
                for number in (earlier, later):
                    if number not in reached:
                        reached[number] = self._reached(self.place[number])
                for slot in self.slots:
                    before = reached[earlier][slot - 1] if slot else FALSE
                    self.formula.add(-reached[later][slot], before)
                    self.formula.add(-self.place[later][slot], before)

    def _reached(self, row: Sequence[int]) -> list[int]:
        """Per slot a literal that holds if one of the literals up to it does."""
        found: list[int] = []
        for literal in row:
            found.append(self.formula.either([*found[-1:], literal]))
        return found

    def busy(self, person: int) -> list[int]:
        """Per slot a literal that holds if the participant has a meeting; as many hold as they have meetings."""
        own = self.mine[person]
        row = [self.formula.either(self.place[m][slot] for m in own) for slot in self.slots]
        if own:
            self._count(row, own)
        return row

    def _count(self, busy: list[int], own: list[int]) -> None:
        """As many busy slots as meetings; in each half of the day at least the meetings that fit nowhere else."""
        noon, size = self.problem.morning, len(own)
        morning = self.formula.ranked(busy[:noon], limit=size)
        afternoon = self.formula.ranked(busy[noon:], limit=size)
        before = sum(self.domains[m] >> noon == 0 for m in own)
        after = sum(self.domains[m] & ((1 << noon) - 1) == 0 for m in own)
        self.formula.between(morning, before, size - after)
        self.formula.between(afternoon, after, size - before)
        self.formula.complementary(morning, afternoon, size)

    def breaks(self, person: int, busy: list[int], most: int) -> list[int]:
        """Result j holds if the participant has more than j breaks; more than `most` are forbidden."""
        meetings = len(self.mine[person])
        if meetings < 2:
            return []
        begun = self._reached(busy)
        starts = [self._break(busy, begun, slot) for slot in self.slots[2:]]
        results = self.formula.ranked(starts, limit=most + 1)
        for beyond in results[most:]:
            self.formula.add(-beyond)
        results = results[:most]
        self._single_run(busy, self.mine[person], results[0] if results else FALSE)
        return results

    def _break(self, busy: list[int], begun: list[int], slot: int) -> int:
        """A literal that holds if a break of the participant ends just before the slot."""
        now, before, earlier = busy[slot], busy[slot - 1], begun[slot - 2]
        if now == FALSE or before == TRUE or earlier == FALSE:
            return FALSE
        fresh = self.formula.new()
        self.formula.add(-now, before, -earlier, fresh)
        self.formula.add(-fresh, now)
        self.formula.add(-fresh, -before)
        self.formula.add(-fresh, earlier)
        return fresh

    def _single_run(self, busy: list[int], own: list[int], broken: int) -> None:
        """Unless `broken` holds, exactly one slot starts a run of all meetings."""
        begins = []
        length = len(own)
        for first in self.slots[: len(busy) - length + 1]:
            run = ((1 << length) - 1) << first
            if not is_placeable([self.domains[m] & run for m in own]):
                continue
            begin = self.formula.new()
            begins.append(begin)
            for slot, literal in enumerate(busy):
                self.formula.add(-begin, literal if first <= slot < first + length else -literal)
        self.formula.add(broken, *begins)
        self.formula.at_most_one(begins)

    def tables(self, slot: int, busy: list[int]) -> None:
        """No more meetings than tables, counted over groups of mutually exclusive meetings and over people."""
        groups = self._groups(slot, busy)
        if len(groups) > self.problem.tables:
            self.formula.at_most(groups, self.problem.tables)
            self.formula.at_most(busy, 2 * self.problem.tables)

    def idle_tables(self, busy: list[list[int]]) -> None:
        """Limit the idle tables over the day to the spare ones.

        A redundant constraint for when tables are short: 180 meetings at 18 tables in 10 slots took minutes without it
        and a second with it. If each slot has a spare table it only costs time, and is left out.
        """
        capacity = capacities(self.problem, self.domains)
        spare = sum(capacity) - len(self.place)
        if spare >= self.problem.slots:
            return
        idle: list[int] = []
        for slot, tables in enumerate(capacity):
            people = self.formula.ranked((row[slot] for row in busy), limit=2 * tables)
            pairs = people[1::2]
            idle.extend(-pair for pair in pairs[max(0, tables - spare - 1) :])
        self.formula.at_most(idle, spare)

    def _groups(self, slot: int, busy: list[int]) -> list[int]:
        """Literals of greedily chosen participants that together cover every meeting possible in the slot."""
        possible = [[m for m in own if self.place[m][slot] != FALSE] for own in self.mine]
        left = {m for own in possible for m in own}
        groups = []
        while left:
            person = max(range(len(possible)), key=lambda p: sum(m in left for m in possible[p]))
            own = [m for m in possible[person] if m in left]
            whole = len(own) == len(possible[person])
            groups.append(busy[person] if whole else self.formula.either(self.place[m][slot] for m in own))
            left.difference_update(own)
        return groups

    def fair(self, breaks: list[list[int]], fairness: int) -> None:
        """If a participant has at least k + d breaks, everybody has at least k."""
        most = max(map(len, breaks), default=0)
        for k in range(1, most - fairness + 1):
            lifted = self.formula.new()
            for own in breaks:
                self._implied(own[k + fairness - 1 : k + fairness], lifted)
                self.formula.add(-lifted, own[k - 1] if len(own) >= k else FALSE)

    def _implied(self, causes: Iterable[int], effect: int) -> None:
        for cause in causes:
            self.formula.add(-cause, effect)
