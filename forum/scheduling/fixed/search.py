"""The search: first in this process with a small budget, then in worker processes.

"At most k breaks?" is asked for increasing k from the proved lower bound; the first "yes" is the optimum. A second
worker, with another seed, is one step ahead: when the first proves "no", it is already working on the next k.
"""

import time
from collections.abc import Callable, Mapping

from forum.scheduling.fixed.domains import Impossible
from forum.scheduling.fixed.problem import FixedProblem, FixedTimetable
from forum.scheduling.fixed.sat import COUNTED, SatSolver
from forum.scheduling.fixed.state import SearchState
from forum.scheduling.fixed.workers import Worker, WorkerPool

_LEAST_SECONDS = 10.0
"""With a shorter time limit the workers start at once, since a question in this process cannot be interrupted."""
_QUICK = 4_000
"""Conflicts per question in this process before workers are started: most published problems need fewer."""
_TICK = 0.1
# The best seed differs from problem to problem: two at a time shorten the longest runs.
_OPTIONS: tuple[Mapping[str, int], ...] = tuple({"seed": seed} for seed in (4, 3, 5, 0))


def solve_fixed(
    problem: FixedProblem, *, fairness: int | None = 2, seconds: float | None = None, workers: int = 1,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[FixedTimetable], None] | None = None,
) -> FixedTimetable:  # fmt: skip
    """The timetable with the fewest breaks; those of two participants differ by at most `fairness` (None: no limit).

    Proved optimal or infeasible, unless `seconds` (None: no limit) are over or `cancelled()` is true: then the best so
    far. `progress` is called with every better timetable and bound. With one worker the same problem gives the same
    timetable; with more, the same number of breaks.
    """
    state = SearchState(problem, fairness=fairness, seconds=seconds, cancelled=cancelled, progress=progress)
    try:
        if seconds is None or seconds >= _LEAST_SECONDS:
            _quickly(state)
        if not state.stopped:
            _with_workers(state, max(1, workers))
    except Impossible:
        state.never = True
    return state.result()


def _quickly(state: SearchState) -> None:
    """Ask from the lower bound on with few conflicts; then for any timetable, to have a first one."""
    solver = SatSolver(state.problem, fairness=state.fairness)
    try:
        undecided = False
        while not undecided and not state.stopped and state.bound < COUNTED:
            asked = state.bound
            answer = solver.ask(asked, conflicts=_QUICK)
            state.learn(asked, answer)
            undecided = answer.undecided
        if not state.stopped:
            state.learn(None, solver.ask(None, conflicts=_QUICK))
    finally:
        solver.close()


def _with_workers(state: SearchState, workers: int) -> None:
    with WorkerPool(state.problem, fairness=state.fairness) as pool:
        for number in range(workers):
            _ask_next(state, pool, pool.start(_OPTIONS[number % len(_OPTIONS)]))
        while not state.stopped:
            received = pool.receive(_timeout(state))
            if received is None:
                continue
            worker, asked, answer = received
            state.learn(asked, answer)
            if not state.stopped:
                _ask_next(state, pool, worker)
                _restart_outdated(state, pool)


def _timeout(state: SearchState) -> float:
    return _TICK if state.ends is None else max(0.0, min(_TICK, state.ends - time.monotonic()))


def _restart_outdated(state: SearchState, pool: WorkerPool) -> None:
    """Restart the workers whose question has been answered by another, with a new question."""
    for worker in list(pool.workers):
        if worker.asked is not None and worker.asked < state.bound:
            pool.stop(worker)
            _ask_next(state, pool, pool.start(worker.options))


def _ask_next(state: SearchState, pool: WorkerPool, worker: Worker) -> None:
    """Ask for the lower bound; if another worker does, for the next number of breaks that would be an improvement."""
    others = [other.asked for other in pool.workers if other is not worker]
    if state.breaks is None and None not in others:
        worker.ask(None)
        return
    ahead = state.bound
    while ahead in others and (state.breaks is None or ahead + 1 < state.breaks):
        ahead += 1
    worker.ask(ahead)
