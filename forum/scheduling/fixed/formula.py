"""Builds a CNF formula, with cardinality constraints.

Literals are non-zero integers; `TRUE` is a literal that always holds, so that counting constants costs nothing.
"""

from collections.abc import Iterable, Sequence

TRUE = 1
FALSE = -1


class Formula:
    """Clauses over numbered variables; variable 1 is the constant `TRUE`."""

    def __init__(self) -> None:
        self.variables = 1
        self.clauses: list[list[int]] = [[TRUE]]

    def new(self) -> int:
        """A new variable."""
        self.variables += 1
        return self.variables

    def add(self, *literals: int) -> None:
        """At least one of the literals holds."""
        if TRUE not in literals:
            self.clauses.append([literal for literal in literals if literal != FALSE])

    def either(self, literals: Iterable[int]) -> int:
        """A literal that is equivalent to the disjunction of the literals."""
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
        """No two of the literals hold; encoded pairwise, since the groups are small."""
        some = [literal for literal in literals if literal != FALSE]
        for i, literal in enumerate(some):
            for other in some[:i]:
                self.add(-literal, -other)

    def at_most(self, literals: Iterable[int], most: int) -> None:
        """No more than `most` of the literals hold."""
        for beyond in self.ranked(literals, limit=most + 1, both=False)[most:]:
            self.add(-beyond)

    def between(self, ranked: Sequence[int], least: int, most: int) -> None:
        """At least `least` and at most `most` of the literals hold, given the result of `ranked`."""
        results = [TRUE, *ranked, FALSE]
        self.add(results[least] if least < len(results) else FALSE)
        self.add(-results[most + 1] if most + 1 < len(results) else TRUE)

    def complementary(self, left: Sequence[int], right: Sequence[int], total: int) -> None:
        """Exactly `total` of the literals of two results of `ranked` hold together."""
        lefts, rights = [TRUE, *left, FALSE], [TRUE, *right, FALSE]
        for count in range(total + 1):
            more = lefts[min(count + 1, len(lefts) - 1)]
            rest = rights[min(total - count, len(rights) - 1)]
            self.add(more, rest)
            self.add(-more, -rest)

    def ranked(self, literals: Iterable[int], *, limit: int, both: bool = True) -> list[int]:
        """Totalizer (Bailleux and Boufkhad 2003): result j, from 0, is implied by more than j literals that hold.

        Gives at most `limit` results. With `both` the results are equivalent to that, not only implied by it.
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
