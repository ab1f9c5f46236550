"""The door to the SAT solver: one problem, asked again and again whether so many breaks suffice."""

from collections.abc import Mapping
from dataclasses import dataclass

from pysat.solvers import Cadical195

from forum.meetings.scheduling.fixed.encoding import encoded
from forum.meetings.scheduling.fixed.problem import FixedProblem

_COUNTED = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """To "at most k breaks?": a timetable, or proof that there is none; `never` when no number of breaks would do."""

    slots: tuple[int, ...] = ()
    refuted: bool = False
    never: bool = False


class Oracle:
    """Keeps what the solver learned from one question to the next."""

    def __init__(
        self, problem: FixedProblem, *, fairness: int | None, options: Mapping[str, int] | None = None
    ) -> None:
        self.problem = problem
        self.fairness = fairness
        self.options = dict(options or {})
        self._load(_COUNTED)

    def _load(self, counted: int) -> None:
        self.counted = counted
        self.encoding = encoded(self.problem, fairness=self.fairness, limit=counted)
        self.solver = Cadical195()
        self.solver.configure(self.options)
        for clause in self.encoding.clauses:
            self.solver.add_clause(clause)

    def ask(self, breaks: int | None, *, conflicts: int | None = None) -> Answer:
        """Whether a timetable has at most so many breaks (None: any number); undecided when the conflicts are spent."""
        while breaks is not None and breaks >= self.counted:
            self.close()
            self._load(2 * self.counted)
        over = [] if breaks is None else [-literal for literal in self.encoding.over[breaks : breaks + 1]]
        if conflicts is None:
            held: bool | None = self.solver.solve(assumptions=over)
        else:
            self.solver.conf_budget(conflicts)
            held = self.solver.solve_limited(assumptions=over)
        if held:
            return Answer(slots=self.encoding.timetable(self.solver.get_model()))
        if held is None:
            return Answer()
        return Answer(refuted=True, never=not over or not self.solver.get_core())

    def close(self) -> None:
        """Gives the solver's memory back."""
        self.solver.delete()
