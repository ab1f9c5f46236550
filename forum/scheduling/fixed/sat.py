"""The interface to the SAT solver: whether k breaks suffice.

Easy questions go to one incremental `SatSolver`, which keeps its learned clauses. Hard ones get a solver of their own
(`ask_once`): with the number of breaks fixed from the start it simplifies far more and is at least twice as fast.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pysat.solvers import Cadical195

from forum.scheduling.fixed.domains import Impossible
from forum.scheduling.fixed.encoding import Encoding, encode
from forum.scheduling.fixed.problem import FixedProblem

COUNTED = 64
"""Maximum of breaks a `SatSolver` can count."""


@dataclass(frozen=True, slots=True)
class SatAnswer:
    """The answer to "at most k breaks?": a timetable, or proof that there is none; `never`: not for any k."""

    slots: tuple[int, ...] = ()
    refuted: bool = False
    never: bool = False
    undecided: bool = False


def ask_once(
    problem: FixedProblem, breaks: int | None, *, fairness: int | None, options: Mapping[str, int]
) -> SatAnswer:
    """Whether a timetable has at most `breaks` breaks (None: any number), without a time limit."""
    try:
        encoding = encode(problem, fairness=fairness, limit=0 if breaks is None else breaks + 1)
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
    """An incremental solver. Raises `Impossible` if propagation leaves no timetable."""

    def __init__(self, problem: FixedProblem, *, fairness: int | None) -> None:
        self.encoding = encode(problem, fairness=fairness, limit=COUNTED)
        self.solver = _loaded(self.encoding, {})

    def ask(self, breaks: int | None, *, conflicts: int) -> SatAnswer:
        """Whether a timetable has at most `breaks` breaks (None: any number); undecided after `conflicts` conflicts."""
        over = [] if breaks is None else [-literal for literal in self.encoding.over[breaks : breaks + 1]]
        self.solver.conf_budget(conflicts)
        held = self.solver.solve_limited(assumptions=over)
        if held is None:
            return SatAnswer(undecided=True)
        if held:
            return SatAnswer(slots=self.encoding.timetable(self.solver.get_model()))
        return SatAnswer(refuted=True, never=not over or not self.solver.get_core())

    def close(self) -> None:
        """Free the memory of the solver."""
        self.solver.delete()
