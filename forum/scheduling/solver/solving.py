"""The stages of solving: selection, placement, annealing, exact solution; with the bounds proved on the way."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from forum.scheduling.check import ensure_well_posed
from forum.scheduling.problem import Cost, Place, Problem, Status, Timetable, Value
from forum.scheduling.solver import exact
from forum.scheduling.solver.extraction import Candidate, evaluate, extract
from forum.scheduling.solver.model import compile_problem, ensure_small_enough
from forum.scheduling.solver.patterns import fewest_breaks
from forum.scheduling.solver.reasons import joined_wishes, left_out
from forum.scheduling.solver.search import Search, warm_up
from forum.scheduling.solver.selection import select
from forum.scheduling.solver.visits import days_to_keep, on_these_days, without_second_days

STEPS_PER_SECOND = 2_000_000
"""Steps of one worker for each second allowed."""
PERTURBATIONS, MORE_PERTURBATIONS = 3, 60
"""Perturbations of a board with unplaced wishes: before the selection is refined, and when it is final."""
LAG = 0.1
"""Share of the time by which the steps may lag behind the clock before the clock sets the temperature."""
CHUNKS = 100
"""Number of parts of the annealing; after each, progress, time and cancellation are checked."""
EXACT_VARIABLES, EXACT_STEPS = 3_000, 50_000
"""The most variables for which CP-SAT is used, and the steps of annealing that find its hint."""
ROUNDS = 3
"""How often hours are narrowed for one day."""
EXACT_SECONDS = 5.0
"""The least wall-clock seconds for CP-SAT to do its deterministic work in, should the machine be slow."""


NO_BOUND = Cost(moved=0, breaks=0, walks=0)
"""What is proved of the cost where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A report: the best timetable so far and the bounds. The first one, at share 0, describes the first timetable.

    `seconds` since the start, `share` of the work done (0 to 1; it stays 1 while the time that is left is used).
    """

    seconds: float
    share: float
    value: Value
    value_bound: Value
    cost: Cost
    breaks_bound: int


ProgressCallback = Callable[[Progress], object]
CancelCheck = Callable[[], bool]


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    workers: int = 1,
    seed: int = 1,
    steps: int | None = None,
    move_breaks: int | None = None,
    progress: ProgressCallback | None = None,
    cancelled: CancelCheck | None = None,
) -> Timetable:
    """The best timetable found within the time limit, with bounds on its value and cost.

    `seconds`: the time limit, which also sets the number of steps; the first timetable is finished in any case.
    `steps`: these and no exact solving, however much time is left: the same timetable on every machine that has it.
    `move_breaks`: a moved meeting counts as much as so many breaks, to trade one for the other; else more than all.
    `workers`: searches in parallel threads, the n-th with the seed `seed + n`. `progress` is called with each report.
    `cancelled` is polled: once it returns true, the best timetable so far is returned.

    Raises:
        ProblemError: the problem is contradictory, or a day has more than 63 slots.
    """
    ensure_well_posed(problem)
    ensure_small_enough(problem)
    if problem.one_day:
        return _on_one_day(
            problem, seconds=seconds, workers=workers, seed=seed, steps=steps, move_breaks=move_breaks,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip
    solving = _Solving(
        problem, seconds=seconds, workers=workers, seed=seed, steps=steps, move_breaks=move_breaks,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
    return solving.run()


def _on_one_day(problem: Problem, *, seconds: float, **options: Any) -> Timetable:
    """Solve without rule 9, then with the hours of those who come on several days narrowed to the best of these.

    A few rounds, as who comes on one day may come on two in the next. What is left of second days is taken away.
    """
    begun, narrowed = time.perf_counter(), replace(problem, one_day=False, few_days=True)
    first = found = solve(narrowed, seconds=seconds / 2, **options)
    for _ in range(ROUNDS):
        several = days_to_keep(problem, found.meetings)
        if not several:
            break
        narrowed = on_these_days(narrowed, several)
        left = max(1.0, seconds - (time.perf_counter() - begun))
        found = solve(narrowed, seconds=left / 2, **options)
    judged = judged_by(problem, found, without_second_days(problem, found.meetings))
    return replace(judged, value_bound=first.value_bound, seconds=time.perf_counter() - begun)


def judged_by(problem: Problem, found: Timetable, meetings: Mapping[str, Place]) -> Timetable:
    """These meetings as the whole problem sees them; nothing is proved of their cost: `found` solved a narrower one."""
    model = compile_problem(problem)
    best = evaluate(model, meetings)
    return replace(
        found,
        status=Status.FEASIBLE,
        meetings=best.meetings,
        left_out=left_out(model, best.meetings),
        joined=joined_wishes(problem, best.meetings),
        value=best.value,
        cost=best.cost,
        cost_bound=NO_BOUND,
    )


class _Solving:
    def __init__(
        self,
        problem: Problem,
        *,
        seconds: float,
        workers: int,
        seed: int,
        steps: int | None,
        move_breaks: int | None,
        progress: ProgressCallback | None,
        cancelled: CancelCheck | None,
    ) -> None:
        warm_up()
        self.begun = time.perf_counter()
        self.seconds, self.seed, self.most_steps = seconds, seed, steps
        self.move_breaks = move_breaks
        self.progress, self.cancelled = progress, cancelled or (lambda: False)
        self.model = compile_problem(problem)
        self.curves = fewest_breaks(self.model)
        self.selection = select(self.model, self.curves)
        self.searches: list[Search] = []
        self.workers = max(1, workers)
        self.steps = 0
        self.next_report = 0.0

    def run(self) -> Timetable:
        """Search, then solve exactly if the optimum is not proved and the problem is small."""
        self._place()
        self._report(0.0)
        self._anneal()
        best = self._best()
        bound, cost_bound = self.selection.bound, self.selection.cost
        if (best.value, best.cost) != (bound, cost_bound) and self._is_small() and not self.cancelled():
            return self._solve_exactly(best)
        return self._timetable(best, bound, cost_bound)

    def _place(self) -> None:
        """Assign slots to the selection; refine it for people whose wishes do not fit, while there are new ones."""
        refined: frozenset[int] = frozenset()
        while True:
            self.searches = [
                Search(self.model, self.selection, seed=self.seed + n, move_breaks=self.move_breaks)
                for n in range(self.workers)
            ]
            missing = self.searches[0].place(PERTURBATIONS, is_over=self._is_over)
            failed = {int(person) for person in self.model.seats[missing, :2].ravel()} - refined
            if not failed or self._is_over():
                break
            refined |= failed
            self.selection = select(self.model, self.curves, refined=refined)
        for search in self.searches:
            if search is not self.searches[0]:
                missing = search.place(PERTURBATIONS, is_over=self._is_over)
            if len(missing):
                search.place(MORE_PERTURBATIONS, is_over=self._is_over)
                search.fill()

    def _anneal(self) -> None:
        """Anneal until the bound is reached or the work is done; then again with the time that a fast machine has left.

        Small problems are solved exactly instead.
        """
        allowed = int(self.seconds * STEPS_PER_SECOND) if self.most_steps is None else self.most_steps
        steps = (EXACT_STEPS if self._is_small() else allowed) // CHUNKS
        self._cool(steps)
        while not (self.most_steps or self._is_small() or self._is_over() or self._is_done()):
            self._cool(steps, since=1.0)

    def _cool(self, steps: int, *, since: float = 0.0) -> None:
        """Anneal all searches in parallel threads (the compiled code releases the GIL), one part after another.

        The temperature follows the steps done or, on a machine that lags behind, the clock: so it always ends cold.
        `since` is the least share of the work that is reported.
        """
        started, share = time.perf_counter(), 0.0
        left = max(self.seconds - (started - self.begun), 1e-9)
        with ThreadPoolExecutor(len(self.searches)) as threads:
            while share < 1 and not self._is_over() and not self._is_done():
                of_time = (time.perf_counter() - started) / left
                share = of_time if of_time > share + LAG else share
                part = (share, min(1.0, share + 1 / CHUNKS))
                list(threads.map(partial(Search.anneal, steps=steps, share=part), self.searches))
                self.steps += steps
                share = round(part[1], 9)
                self._report(max(share, since))

    def _is_done(self) -> bool:
        return any(search.is_done(self.selection.cost) for search in self.searches)

    def _best(self) -> Candidate:
        found = (extract(self.model, search.best_slots()) for search in self.searches)
        return max(found, key=self._key)

    def _key(self, each: Candidate) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The sort key; larger is better. A move that counts as breaks is weighed with them."""
        if self.move_breaks is None:
            return each.key
        cost = each.cost
        both = self.move_breaks * cost.moved + cost.breaks
        return each.value.key, (-cost.missed, -cost.days, -both, -cost.walks)

    def _solve_exactly(self, best: Candidate) -> Timetable:
        """Solve exactly: the value first, then the cost at that value. Without a proof a cost bound is 0."""
        until = time.perf_counter() + max(self.seconds, EXACT_SECONDS)
        effort = exact.Effort(
            work=self.seconds, seed=self.seed, stop=lambda: self.cancelled() or time.perf_counter() > until
        )
        answer = exact.most_value(self.model, hint=best.meetings, effort=effort)
        best = self._better(best, answer)
        bound = best.value if answer.is_proved else self.selection.bound
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
            joined=joined_wishes(self.model.problem, best.meetings),
            value=best.value,
            value_bound=bound,
            cost=best.cost,
            cost_bound=cost_bound if best.value == bound else Cost(moved=0, breaks=0, walks=0),
            seconds=time.perf_counter() - self.begun,
            steps=self.steps,
            seed=self.seed,
        )

    def _is_small(self) -> bool:
        """Whether it can be solved exactly, and may: neither the steps nor the worth of a move were told."""
        if self.most_steps is not None or self.move_breaks is not None:
            return False
        tables = np.where(self.model.pool, len(self.model.pool_tables), 1)
        return int((self.model.ok.sum(axis=1) * tables).sum()) <= EXACT_VARIABLES

    def _is_over(self) -> bool:
        return self.cancelled() or time.perf_counter() - self.begun > self.seconds

    def _report(self, share: float) -> None:
        """Report progress, at intervals of at least 20 times what the last report took."""
        now = time.perf_counter()
        if self.progress is None or now < self.next_report:
            return
        best = self._best()
        self.progress(
            Progress(
                seconds=now - self.begun,
                share=share,
                value=best.value,
                value_bound=self.selection.bound,
                cost=best.cost,
                breaks_bound=self.selection.cost.breaks,
            )
        )
        self.next_report = now + 20 * (time.perf_counter() - now)
