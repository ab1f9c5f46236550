"""The door to the SAT solver: whether so many breaks suffice.

Easy questions are asked of one `SatSolver`, which keeps what it learned. A hard one is asked alone (`ask_once`): a
number of breaks that is fixed from the start lets the solver simplify far more, a factor of two and more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pysat.solvers import Cadical195

from forum.scheduling.fixed.domains import Impossible
from forum.scheduling.fixed.encoding import Encoding, encoded
from forum.scheduling.fixed.problem import FixedProblem

COUNTED = 64
"""Breaks an `SatSolver` can count to."""


@dataclass(frozen=True, slots=True)
class SatAnswer:
    """To "at most k breaks?": a timetable, or proof that there is none; `never`: no number would do."""

    slots: tuple[int, ...] = ()
    refuted: bool = False
    never: bool = False
    undecided: bool = False


def ask_once(
    problem: FixedProblem, breaks: int | None, *, fairness: int | None, options: Mapping[str, int]
) -> SatAnswer:
    """Whether a timetable has at most so many breaks (None: any number), however long it takes."""
    try:
        encoding = encoded(problem, fairness=fairness, limit=0 if breaks is None else breaks + 1)
    except Impossible:
        return SatAnswer(refuted=True, never=True)
    solver = _loaded(encoding, options)
    if breaks is not None:
        for over in encoding.over[breaks:]:
            solver.add_clause([-over])
    if solver.solve():
        return SatAnswer(slots=encoding.timetable(solver.get_model()))
    return SatAnswer(refuted=True, never=breaks is None or breaks >= len(encoding.over))


def _loaded(encoding: Encoding, options: Mapping[str, int]) -> Cadical195:
    solver = Cadical195()
    solver.configure(options)
    for clause in encoding.clauses:
        solver.add_clause(clause)
    return solver


class SatSolver:
    """Keeps what the solver learned from one question to the next. Raises `Impossible` when there is nothing to ask."""

    def __init__(self, problem: FixedProblem, *, fairness: int | None) -> None:
        self.encoding = encoded(problem, fairness=fairness, limit=COUNTED)
        self.solver = _loaded(self.encoding, {})

    def ask(self, breaks: int | None, *, conflicts: int) -> SatAnswer:
        """Whether a timetable has at most so many breaks (None: any number); undecided when the conflicts are spent."""
        over = [] if breaks is None else [-literal for literal in self.encoding.over[breaks : breaks + 1]]
        self.solver.conf_budget(conflicts)
        held = self.solver.solve_limited(assumptions=over)
        if held is None:
            return SatAnswer(undecided=True)
        if held:
            return SatAnswer(slots=self.encoding.timetable(self.solver.get_model()))
        return SatAnswer(refuted=True, never=not over or not self.solver.get_core())

    def close(self) -> None:
        """Gives the solver's memory back."""
        self.solver.delete()
