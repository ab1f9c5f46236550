"""Exact solution by a constraint solver (CP-SAT): slower than the search, but with a proof of optimality.

Two optimisations, one after the other: maximum objective value, then minimum cost at that value. Used for small
problems whose optimality the search could not prove.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from ortools.sat.python import cp_model

from forum.scheduling.problem import CLASSES, FIRST_MEETINGS, Place, Value
from forum.scheduling.solver.formulation import Expression, Formulation
from forum.scheduling.solver.model import Model

POLL = 0.05
"""Seconds between two checks of `Effort.stop`."""


@dataclass(frozen=True, kw_only=True)
class Effort:
    """Limits of one run: `work` in deterministic seconds of CP-SAT; once `stop` returns true, the run ends early."""

    work: float
    seed: int
    stop: Callable[[], bool]


@dataclass(frozen=True)
class ExactAnswer:
    """The best meetings found, None if none were found, and whether they are proved optimal (or infeasible)."""

    meetings: Mapping[str, Place] | None
    is_proved: bool


def most_value(model: Model, *, hint: Mapping[str, Place], effort: Effort) -> ExactAnswer:
    """Maximise the objective value; `hint`, a feasible timetable, is where the solver starts."""
    form = Formulation(model)
    form.cp.maximize(sum(weight * part for weight, part in zip(_weights(model), form.classes(), strict=True)))
    return _solve(form, hint, effort)


def _weights(model: Model) -> list[int]:
    """The weights of the classes and of a point: each exceeds the total of all that comes after it."""
    behind = int(model.points.sum()) + 2 * model.wishes * FIRST_MEETINGS[0]
    most = [int((model.rank == rank).sum()) for rank in range(len(CLASSES))]
    if model.problem.everybody:
        most.insert(1, int(model.small.sum()))
    weights = [1]
    for count in reversed(most):
        weights.insert(0, behind + 1)
        behind += (behind + 1) * count
    return weights


def least_cost(model: Model, value: Value, *, hint: Mapping[str, Place], effort: Effort) -> ExactAnswer:
    """Minimise the cost among timetables of at least this value; `hint` is where the solver starts."""
    form = Formulation(model)
    for part, met in zip(form.classes(), value.key, strict=True):
        form.cp.add(part >= met)
    moved, breaks, walks = _moved(form), _breaks(form), _walks(form)
    most = 2 * model.wishes + 1
    if model.problem.preferences:
        moved = most * moved + _missed(form)
    if model.problem.few_days:
        moved = most * moved + _days(form)
    form.cp.minimize(most * most * moved + most * breaks + walks)
    return _solve(form, hint, effort)


def _solve(form: Formulation, hint: Mapping[str, Place], effort: Effort) -> ExactAnswer:
    """Solve with one worker and a deterministic limit: the same effort gives the same answer."""
    for wish, places in zip(form.model.problem.wishes, form.met, strict=True):
        where = hint.get(wish.id)
        for (t, table), var in places.items():
            form.cp.add_hint(var, where == Place(slot=t, table=table))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = effort.seed
    solver.parameters.max_deterministic_time = effort.work
    with _stopping_on(solver, effort.stop):
        status = solver.solve(form.cp)
    if status == cp_model.INFEASIBLE:
        return ExactAnswer(None, is_proved=True)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return ExactAnswer(None, is_proved=False)
    meetings = {
        wish.id: Place(slot=t, table=table)
        for wish, places in zip(form.model.problem.wishes, form.met, strict=True)
        for (t, table), var in places.items()
        if solver.boolean_value(var)
    }
    return ExactAnswer(meetings, is_proved=status == cp_model.OPTIMAL)


@contextmanager
def _stopping_on(solver: cp_model.CpSolver, stop: Callable[[], bool]) -> Iterator[None]:
    """Poll `stop` in a thread while the solver runs, and interrupt the solver once it returns true."""
    done = Event()

    def watch() -> None:
        while not done.wait(POLL):
            if stop():
                solver.stop_search()

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        done.set()
        watching.join()


def _moved(form: Formulation) -> Expression:
    """Number of published and earlier meetings that are met in another slot or at another table."""
    problem, homes = form.model.problem, form.model.problem.homes
    dropped = sum(
        1 - sum(places.values())
        for wish, places in zip(problem.wishes, form.met, strict=True)
        if wish.id in problem.earlier and wish.id not in problem.published
    )
    return dropped + sum(
        var
        for wish, places in zip(problem.wishes, form.met, strict=True)
        if wish.id in homes
        for (t, table), var in places.items()
        if Place(slot=t, table=table) != homes[wish.id]
    )


def _missed(form: Formulation) -> Expression:
    """Number of wishes that are met in another slot than the one they prefer."""
    preferred = form.model.preferred
    return sum(
        var
        for wish, places in enumerate(form.met)
        if preferred[wish] >= 0
        for (t, _), var in places.items()
        if t != preferred[wish]
    )


def _days(form: Formulation) -> Expression:
    """Number of days on which suppliers have a meeting."""
    came = []
    for person, held in form.seats.items():
        if form.model.people[person].side == "supplier":
            for day in {form.model.day[t] for t in held}:
                came.append(form.cp.new_bool_var(""))
                for t in held:
                    if form.model.day[t] == day:
                        for _, _, var in held[t]:
                            form.cp.add_implication(var, came[-1])
    return sum(came)


def _breaks(form: Formulation) -> Expression:
    """Number of breaks: pairs of a person's meetings with room for a slot and no meeting between."""
    breaks = []
    for person in form.seats:
        for first, second in form.pairs(person):
            if form.model.between[first, second]:
                found = form.cp.new_bool_var("")
                middle = form.between(person, first, second)
                form.cp.add(form.busy(person, first) + form.busy(person, second) - sum(middle) - 1 <= found)
                breaks.append(found)
    return sum(breaks)


def _walks(form: Formulation) -> Expression:
    """Number of walks: consecutive meetings of a person in two halls, or of a pool buyer at two tables."""
    walks = []
    for person in form.seats:
        has_pool = form.model.people[person].side == "buyer" and form.model.table_of[person] is None
        for first, second in form.pairs(person):
            middle = form.between(person, first, second)
            for one in _grouped(form, person, first, by_table=has_pool):
                for two in _grouped(form, person, second, by_table=has_pool):
                    if one[0] != two[0]:
                        found = form.cp.new_bool_var("")
                        form.cp.add(sum(one[1]) + sum(two[1]) - sum(middle) - 1 <= found)
                        walks.append(found)
    return sum(walks)


def _grouped(form: Formulation, person: int, slot: int, *, by_table: bool) -> list[tuple[str, list[cp_model.IntVar]]]:
    """The variables of a person's meetings in a slot, grouped by hall or by table."""
    groups: dict[str, list[cp_model.IntVar]] = {}
    for _, table, var in form.seats[person][slot]:
        groups.setdefault(table if by_table else form.halls[table], []).append(var)
    return list(groups.items())
