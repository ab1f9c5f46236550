"""The state of a search: the best timetable, the proved lower bound, and whether to stop."""

import time
from collections.abc import Callable

from forum.scheduling.fixed.check import breaks_of, violations
from forum.scheduling.fixed.problem import FixedProblem, FixedStatus, FixedTimetable
from forum.scheduling.fixed.sat import SatAnswer


class SearchState:
    """Collects the answers of the solvers; every timetable is checked by the referee."""

    def __init__(
        self, problem: FixedProblem, *, fairness: int | None, seconds: float | None, cancelled: Callable[[], bool],
        progress: Callable[[FixedTimetable], None] | None,
    ) -> None:  # fmt: skip
        self.problem = problem
        self.fairness = fairness
        self.begun = time.monotonic()
        self.ends = None if seconds is None else self.begun + seconds
        self.cancelled = cancelled
        self.progress = progress
        self.breaks: int | None = None
        self.slots: tuple[int, ...] = ()
        self.bound = 0
        self.never = False

    @property
    def settled(self) -> bool:
        """Whether the search is finished: proved optimal or infeasible."""
        return self.never or (self.breaks is not None and self.breaks <= self.bound)

    @property
    def stopped(self) -> bool:
        """Whether to stop: settled, out of time or cancelled."""
        return self.settled or (self.ends is not None and time.monotonic() >= self.ends) or self.cancelled()

    def learn(self, asked: int | None, answer: SatAnswer) -> None:
        """Update the state with the answer to "at most `asked` breaks?"."""
        if answer.never:
            self.never = True
        elif answer.refuted and asked is not None and asked + 1 > self.bound:
            self.bound = asked + 1
            self._report()
        elif not answer.refuted and not answer.undecided:
            self._improve(answer.slots)

    def _improve(self, slots: tuple[int, ...]) -> None:
        found = violations(self.problem, slots, fairness=self.fairness)
        if found:
            raise AssertionError(f"the engine broke a rule: {found[0]}")
        breaks = sum(breaks_of(self.problem, slots))
        if self.breaks is None or breaks < self.breaks:
            self.breaks, self.slots = breaks, slots
            self._report()

    def _report(self) -> None:
        if self.progress is not None:
            self.progress(self.result())

    def result(self) -> FixedTimetable:
        """The result so far."""
        seconds = time.monotonic() - self.begun
        if self.never:
            return FixedTimetable(FixedStatus.INFEASIBLE, None, self.bound, seconds)
        if self.breaks is None:
            return FixedTimetable(FixedStatus.UNKNOWN, None, self.bound, seconds)
        status = FixedStatus.OPTIMAL if self.settled else FixedStatus.FEASIBLE
        return FixedTimetable(status, self.breaks, self.bound, seconds, self.slots)
