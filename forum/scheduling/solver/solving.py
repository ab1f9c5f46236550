"""The course of solving: from the choice over places to fewer breaks, with what is proved on the way."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from forum.scheduling.check import ensure_well_posed
from forum.scheduling.problem import Cost, Problem, Status, Timetable, Value
from forum.scheduling.solver import exact
from forum.scheduling.solver.extraction import Candidate, evaluate, extract
from forum.scheduling.solver.model import compile_problem, ensure_small_enough
from forum.scheduling.solver.patterns import fewest_breaks
from forum.scheduling.solver.reasons import left_out
from forum.scheduling.solver.search import Search, warm_up
from forum.scheduling.solver.selection import select

STEPS_PER_SECOND = 2_000_000
"""The work of one worker for each second asked for."""
SHAKES, MORE_SHAKES = 3, 60
"""How often a board is shaken for wishes without a place: before a finer choice, and where there is none."""
LAG = 0.1
"""The share of the time by which the steps may lag before the clock cools instead."""
CHUNKS = 100
"""How often the work is looked at: for progress, the time, and whether somebody called it off."""
EXACT, FEW_STEPS = 3_000, 50_000
"""Variables up to which the constraint solver is asked, and the steps that lead it the way."""

LEAST_PATIENCE = 5.0
"""Seconds that the constraint solver has at least for its work, should the machine be slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work is: the best so far and what is proved. The first, at share 0, tells of the first timetable."""

    seconds: float
    share: float
    value: Value
    value_bound: Value
    cost: Cost
    breaks_bound: int


Tell = Callable[[Progress], object]
Stop = Callable[[], bool]


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    workers: int = 1,
    seed: int = 1,
    progress: Tell | None = None,
    cancelled: Stop | None = None,
) -> Timetable:
    """The best timetable found in the time, with what is proved of it.

    `seconds` count from the choice of wishes on; the first timetable is finished in any case. `cancelled` is asked from
    time to time: once it says yes, the best so far is the answer.

    Raises:
        ProblemError: the problem contradicts itself.
    """
    ensure_well_posed(problem)
    ensure_small_enough(problem)
    solving = _Solving(problem, seconds=seconds, workers=workers, seed=seed, progress=progress, cancelled=cancelled)
    return solving.run()


class _Solving:
    def __init__(
        self,
        problem: Problem,
        *,
        seconds: float,
        workers: int,
        seed: int,
        progress: Tell | None,
        cancelled: Stop | None,
    ) -> None:
        warm_up()
        self.begun = time.perf_counter()
        self.seconds, self.seed = seconds, seed
        self.tell, self.cancelled = progress, cancelled or (lambda: False)
        self.model = compile_problem(problem)
        self.curves = fewest_breaks(self.model)
        self.choice = select(self.model, self.curves)
        self.searches: list[Search] = []
        self.workers = max(1, workers)
        self.steps = 0
        self.next_report = 0.0

    def run(self) -> Timetable:
        """Search, then settle what is open where the problem is small."""
        self._place()
        self._report(0.0)
        self._anneal()
        best = self._best()
        bound, cost_bound = self.choice.bound, self.choice.cost
        if (best.value, best.cost) != (bound, cost_bound) and self._is_small() and not self.cancelled():
            return self._settled(best)
        return self._timetable(best, bound, cost_bound)

    def _place(self) -> None:
        """Places for the choice; where some of it has none, a choice that looks at those people's slots."""
        refined: frozenset[int] = frozenset()
        while True:
            self.searches = [Search(self.model, self.choice, seed=self.seed + n) for n in range(self.workers)]
            missing = self.searches[0].place(SHAKES, is_over=self._is_over)
            failed = {int(person) for person in self.model.seats[missing, :2].ravel()} - refined
            if not failed or self._is_over():
                break
            refined |= failed
            self.choice = select(self.model, self.curves, refined=refined)
        for search in self.searches:
            if search is not self.searches[0]:
                missing = search.place(SHAKES, is_over=self._is_over)
            if len(missing):
                search.place(MORE_SHAKES, is_over=self._is_over)
                search.fill()

    def _anneal(self) -> None:
        """All searches side by side (the compiled code lets go of the interpreter's lock), chunk by chunk.

        The steps cool the search; on a machine that lags behind them the clock does, so that the end is always cold.
        """
        steps = (FEW_STEPS if self._is_small() else int(self.seconds * STEPS_PER_SECOND)) // CHUNKS
        started, share = time.perf_counter(), 0.0
        left = max(self.seconds - (started - self.begun), 1e-9)
        with ThreadPoolExecutor(len(self.searches)) as threads:
            while share < 1 and not self._is_over():
                if any(search.is_done(self.choice.cost) for search in self.searches):
                    break
                of_time = (time.perf_counter() - started) / left
                share = of_time if of_time > share + LAG else share
                part = (share, min(1.0, share + 1 / CHUNKS))
                list(threads.map(partial(Search.anneal, steps=steps, share=part), self.searches))
                self.steps += steps
                share = round(part[1], 9)
                self._report(share)

    def _best(self) -> Candidate:
        return max((extract(self.model, search.best_slots()) for search in self.searches), key=lambda each: each.key)

    def _settled(self, best: Candidate) -> Timetable:
        """What the constraint solver says: the value first, then the cost at that value."""
        until = time.perf_counter() + max(self.seconds, LEAST_PATIENCE)
        effort = exact.Effort(
            work=self.seconds, seed=self.seed, stop=lambda: self.cancelled() or time.perf_counter() > until
        )
        answer = exact.most_value(self.model, hint=best.meetings, effort=effort)
        best = self._better(best, answer)
        bound = best.value if answer.is_proved else self.choice.bound
        if not answer.is_proved:
            return self._timetable(best, bound, Cost(moved=0, breaks=0, walks=0))
        answer = exact.least_cost(self.model, best.value, hint=best.meetings, effort=effort)
        best = self._better(best, answer)
        return self._timetable(best, bound, best.cost if answer.is_proved else Cost(moved=0, breaks=0, walks=0))

    def _better(self, best: Candidate, answer: exact.ExactAnswer) -> Candidate:
        if answer.meetings is None:
            return best
        return max(best, evaluate(self.model, answer.meetings), key=lambda each: each.key)

    def _timetable(self, best: Candidate, bound: Value, cost_bound: Cost) -> Timetable:
        is_best = (best.value, best.cost) == (bound, cost_bound)
        return Timetable(
            status=Status.OPTIMAL if is_best else Status.FEASIBLE,
            meetings=best.meetings,
            left_out=left_out(self.model, best.meetings),
            value=best.value,
            value_bound=bound,
            cost=best.cost,
            cost_bound=cost_bound if best.value == bound else Cost(moved=0, breaks=0, walks=0),
            seconds=time.perf_counter() - self.begun,
            steps=self.steps,
            seed=self.seed,
        )

    def _is_small(self) -> bool:
        tables = np.where(self.model.pool, len(self.model.pool_tables), 1)
        return int((self.model.ok.sum(axis=1) * tables).sum()) <= EXACT

    def _is_over(self) -> bool:
        return self.cancelled() or time.perf_counter() - self.begun > self.seconds

    def _report(self, share: float) -> None:
        """Tell how far the work is, not so often that telling takes more than a twentieth of the time."""
        now = time.perf_counter()
        if self.tell is None or now < self.next_report:
            return
        best = self._best()
        self.tell(
            Progress(
                seconds=now - self.begun,
                share=share,
                value=best.value,
                value_bound=self.choice.bound,
                cost=best.cost,
                breaks_bound=self.choice.cost.breaks,
            )
        )
        self.next_report = now + 20 * (time.perf_counter() - now)
