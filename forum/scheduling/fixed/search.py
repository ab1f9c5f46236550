"""The search: first in this process for a moment, then in processes that can be ended, from below and one step ahead.

"At most k breaks?" is asked for k from the proved bound on; the first yes is the optimum. A second worker, configured
differently, asks one step ahead of the first: where the first proves "no", the second is already looking for the "yes".
"""

import time
from collections.abc import Callable, Mapping

from forum.scheduling.fixed.domains import Impossible
from forum.scheduling.fixed.problem import FixedProblem, FixedTimetable
from forum.scheduling.fixed.sat import COUNTED, SatSolver
from forum.scheduling.fixed.state import Known
from forum.scheduling.fixed.workers import Worker, WorkerPool

_WORTH_TRYING = 10.0
"""Seconds: with less time than this the processes start at once, since a question here cannot be ended early."""
_QUICK = 4_000
"""Conflicts spent in this process before others are started: most published problems need fewer."""
_TICK = 0.1
# Which seed is lucky differs from problem to problem: two at once shorten the long waits.
_OPTIONS: tuple[Mapping[str, int], ...] = tuple({"seed": seed} for seed in (4, 3, 5, 0))


def solve_fixed(
    problem: FixedProblem, *, fairness: int | None = 2, seconds: float | None = None, workers: int = 1,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[FixedTimetable], None] | None = None,
) -> FixedTimetable:  # fmt: skip
    """All meetings placed with the fewest breaks, no two participants further apart than `fairness` (None: any).

    Proved optimal or infeasible, unless the seconds (None: no limit) end or `cancelled` says so: then the best so far.
    `progress` hears of every better timetable and bound. With one worker the same problem gives the same timetable;
    with more, the same number of breaks.
    """
    known = Known(problem, fairness=fairness, seconds=seconds, cancelled=cancelled, progress=progress)
    try:
        if seconds is None or seconds >= _WORTH_TRYING:
            _quickly(known)
        if not known.stopped:
            _with_workers(known, max(1, workers))
    except Impossible:
        known.never = True
    return known.result()


def _quickly(known: Known) -> None:
    """From below with few conflicts; then any timetable at all, to have one in hand."""
    solver = SatSolver(known.problem, fairness=known.fairness)
    try:
        undecided = False
        while not undecided and not known.stopped and known.bound < COUNTED:
            asked = known.bound
            answer = solver.ask(asked, conflicts=_QUICK)
            known.take(asked, answer)
            undecided = answer.undecided
        if not known.stopped:
            known.take(None, solver.ask(None, conflicts=_QUICK))
    finally:
        solver.close()


def _with_workers(known: Known, workers: int) -> None:
    with WorkerPool(known.problem, fairness=known.fairness) as pool:
        for number in range(workers):
            _ask_next(known, pool, pool.start(_OPTIONS[number % len(_OPTIONS)]))
        while not known.stopped:
            heard = pool.receive(_patience(known))
            if heard is None:
                continue
            worker, asked, answer = heard
            known.take(asked, answer)
            if not known.stopped:
                _ask_next(known, pool, worker)
                _renew(known, pool)


def _patience(known: Known) -> float:
    return _TICK if known.ends is None else max(0.0, min(_TICK, known.ends - time.monotonic()))


def _renew(known: Known, pool: WorkerPool) -> None:
    """A worker still at a question that has been answered by another starts afresh at one that has not."""
    for worker in list(pool.workers):
        if worker.asked is not None and worker.asked < known.bound:
            pool.stop(worker)
            _ask_next(known, pool, pool.start(worker.options))


def _ask_next(known: Known, pool: WorkerPool, worker: Worker) -> None:
    """The bound itself; or the next one up, when another is at the bound and a yes to the next would say something."""
    others = [other.asked for other in pool.workers if other is not worker]
    if known.breaks is None and None not in others:
        worker.ask(None)
        return
    ahead = known.bound
    while ahead in others and (known.breaks is None or ahead + 1 < known.breaks):
        ahead += 1
    worker.ask(ahead)
