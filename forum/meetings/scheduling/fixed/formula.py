"""A formula in clauses under construction, with the counters it is built of.

Literals are non-zero integers; `TRUE` is a literal that holds, so counting over constants costs nothing.
"""

from collections.abc import Iterable, Sequence

TRUE = 1
FALSE = -1


class Formula:
    """Clauses over numbered variables; variable 1 is the constant."""

    def __init__(self) -> None:
        self.variables = 1
        self.clauses: list[list[int]] = [[TRUE]]

    def new(self) -> int:
        """A fresh variable."""
        self.variables += 1
        return self.variables

    def add(self, *literals: int) -> None:
        """At least one of the literals holds."""
        if TRUE not in literals:
            self.clauses.append([literal for literal in literals if literal != FALSE])

    def either(self, literals: Iterable[int]) -> int:
        """A literal that holds exactly when one of the literals does."""
        some = [literal for literal in literals if literal != FALSE]
        if TRUE in some:
            return TRUE
        if len(some) < 2:
            return some[0] if some else FALSE
        fresh = self.new()
        for literal in some:
            self.add(-literal, fresh)
        self.add(-fresh, *some)
        return fresh

    def at_most_one(self, literals: Iterable[int]) -> None:
        """No two of the literals hold; pair by pair, since the groups are small."""
        some = [literal for literal in literals if literal != FALSE]
        for i, literal in enumerate(some):
            for other in some[:i]:
                self.add(-literal, -other)

    def at_most(self, literals: Iterable[int], most: int) -> None:
        """No more than `most` of the literals hold (sequential counter, Sinz 2005)."""
        given = list(literals)
        some = [literal for literal in given if literal not in (TRUE, FALSE)]
        room = most - given.count(TRUE)
        if room < 0:
            self.add()
        elif room == 0:
            for literal in some:
                self.add(-literal)
        elif len(some) > room:
            self._count_up_to(some, room)

    def _count_up_to(self, literals: Sequence[int], room: int) -> None:
        before: list[int] = []
        for position, literal in enumerate(literals):
            if len(before) == room:
                self.add(-literal, -before[-1])
            now = [self.new() for _ in range(min(position + 1, room))]
            self.add(-literal, now[0])
            for j, held in enumerate(before):
                self.add(-held, now[j])
                if j + 1 < len(now):
                    self.add(-held, -literal, now[j + 1])
            before = now

    def exactly(self, literals: Iterable[int], count: int) -> None:
        """Exactly `count` of the literals hold."""
        results = [TRUE, *self.ranked(literals, limit=count + 1), FALSE]
        self.add(results[count] if count < len(results) else FALSE)
        self.add(-results[count + 1] if count + 1 < len(results) else TRUE)

    def ranked(self, literals: Iterable[int], *, limit: int, both: bool = True) -> list[int]:
        """Totalizer (Bailleux and Boufkhad 2003): result j, from 0, holds when more than j literals do.

        At most `limit` results. With `both` they hold exactly then; without, they may also hold when fewer do.
        """
        some = [literal for literal in literals if literal != FALSE]
        sure = min(some.count(TRUE), limit)
        return [TRUE] * sure + self._total([n for n in some if n != TRUE], limit - sure, both)

    def _total(self, literals: list[int], limit: int, both: bool) -> list[int]:
        if len(literals) < 2:
            return literals[:limit]
        half = len(literals) // 2
        left, right = self._total(literals[:half], limit, both), self._total(literals[half:], limit, both)
        return self._merged(left, right, limit, both)

    def _merged(self, left: list[int], right: list[int], limit: int, both: bool) -> list[int]:
        size = min(len(left) + len(right), limit)
        merged = [self.new() for _ in range(size)]
        for i, one in enumerate([TRUE, *left]):
            for j, other in enumerate([TRUE, *right]):
                if i + j:
                    self.add(-one, -other, merged[min(i + j, size) - 1])
        for i, one in enumerate([*left, FALSE] if both else []):
            for j, other in enumerate([*right, FALSE]):
                if i + j < size:
                    self.add(one, other, -merged[i + j])
        return merged
