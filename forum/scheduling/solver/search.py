"""The Python side of the compiled search: builds a board from a model, runs the search, reads the result."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from forum.scheduling.problem import (
    FIRST_MEETINGS,
    Cost,
    Participant,
    Problem,
    SeatSide,
    Slot,
    Table,
    Value,
    Wish,
)
from forum.scheduling.solver.kernel.annealing import anneal, keep, total_cost
from forum.scheduling.solver.kernel.board import (
    BEST,
    BLOCKED,
    BREAK,
    DAY_COST,
    EXCHANGES,
    HAS,
    HAVE,
    HOME,
    LEAST,
    MET,
    MISS,
    MOVE,
    MOVE_COST,
    ORDER,
    PAIR_HAS,
    POSITION,
    SLOT,
    Board,
    Longs,
    put,
)
from forum.scheduling.solver.kernel.moves import enter, has_place, put_cost, settle
from forum.scheduling.solver.model import Model, compile_problem
from forum.scheduling.solver.pool import Pool
from forum.scheduling.solver.wish_network import Selection, company_counts

HOT, COLD = 0.5, 0.08
"""First and last temperature of annealing, in breaks."""
MISSES, DAYS, EPSILON = float(MISS / BREAK), float(DAY_COST / BREAK), 1e-9
"""Factors of the temperature at which preferred slots may be left, and suppliers come again."""
STRICT = int(MOVE)
"""The cost of a moved meeting: more than all that follows."""
EXCHANGE = 12
"""Percentage of the steps that try to replace a met wish by one that is not met."""
NO_CHAINS, MOVING = 0, int(BLOCKED) - 1
"""The most that making room for a wish may cost: no chains, any meeting moves; between, no published one does."""
PERTURBATION_STEPS = 20_480
"""Steps of annealing at high temperature that perturb a board with unplaced wishes."""


def new_board(model: Model, *, seed: int, move: int = STRICT) -> Board:
    """A board with only the pinned meetings; `seed` starts its random numbers, a moved one costs `move`."""
    days = model.pins_per_day.shape[1]
    movable = (model.pinned < 0) & model.ok.any(axis=1)
    scalars = [len(model.people), model.is_plain, model.problem.walking, len(model.search_tables), movable.sum()]
    rng = np.array([(seed * 0x9E3779B97F4A7C15 + 0x1234567) % (1 << 64)], np.uint64).view(np.int64)
    company = np.column_stack((model.company_most, np.zeros_like(model.company_most), model.small))
    board = Board(
        ok=model.search_ok,
        wish=_wishes(model),
        at=np.full((model.resources, model.slots), -1, np.int64),
        busy=np.zeros((len(model.people), days), np.uint64),
        person=_people(model),
        company=company.astype(np.int64),
        pair_counts=np.column_stack((model.pair_most, np.zeros_like(model.pair_most))).astype(np.int64),
        time=_times(model),
        pair=np.ascontiguousarray(np.stack((model.between, model.clash, _pauses(model)), axis=2).astype(np.int64)),
        precede=_precedences(model),
        bonus=np.array(FIRST_MEETINGS, np.int64),
        scratch=np.zeros((model.wishes, 5), np.int64),
        broken=np.zeros((len(model.people) * days, 2), np.int64),
        scalars=np.array([*scalars, int(rng[0]) or 1, 0, 0, 0, 0, 0, 0, move, model.problem.everybody], np.int64),
    )
    for wish in np.flatnonzero(model.pinned >= 0):
        put(board, int(wish), int(model.pinned[wish]))
    return board


def _wishes(model: Model) -> Longs:
    """The rows of wishes, none of them met."""
    number = {wish.id: n for n, wish in enumerate(model.problem.wishes)}
    home = np.full(model.wishes, -1, np.int64)
    for wish, where in model.problem.homes.items():
        home[number[wish]] = where.slot
    held = model.pinned >= 0
    nowhere, pool = np.full(model.wishes, -1, np.int64), Pool(model)
    halls, counted = pool.wish_halls(), pool.is_counted()
    named = {name for pair in model.problem.precedences for name in pair}
    ordered = np.array([wish.id in named for wish in model.problem.wishes], np.int64)
    columns = (model.seats, held, home, halls, counted, model.rank, model.points, nowhere, model.preferred, model.pair)
    return np.column_stack((*columns, ordered)).astype(np.int64)


def _people(model: Model) -> Longs:
    """The rows of people. A quota that pinned meetings alone exceed is raised to their number."""
    pins = model.pins_per_day
    most = np.maximum(model.most, pins.sum(axis=1))
    none = np.zeros_like(most)
    per_day = np.maximum(model.most_per_day[:, None], pins)
    visits = [model.problem.few_days and person.side is SeatSide.SUPPLIER for person in model.people]
    return np.column_stack((model.company, most, none, model.in_a_row, visits, per_day)).astype(np.int64)


def _times(model: Model) -> Longs:
    """The rows of slots; slots are in the order of time, so those of a day are consecutive."""
    rows = []
    for t, slot in enumerate(model.problem.slots):
        day = int(model.day[t])
        first = int(np.argmax(model.day == day))
        last = first + int((model.day == day).sum())
        rows.append((day, first, last, 1 << (t - first), slot.ends - slot.starts, 0))
    return np.array(rows, np.int64).reshape(-1, 6)


def _pauses(model: Model) -> Longs:
    """(T, T): minutes from the end of one slot to the start of another, negative if that comes first."""
    starts = np.array([slot.starts for slot in model.problem.slots], np.int64)
    ends = np.array([slot.ends for slot in model.problem.slots], np.int64)
    return np.asarray(starts[None, :] - ends[:, None], np.int64)


def _precedences(model: Model) -> Longs:
    """The rows (first, second) of wish indices."""
    number = {wish.id: n for n, wish in enumerate(model.problem.wishes)}
    pairs = [(number[first], number[second]) for first, second in model.problem.precedences]
    return np.array(pairs, np.int64).reshape(-1, 2)


def recount(model: Model, board: Board) -> None:
    """Recount the wishes met, list the movable wishes with those met first, and store the state as the best."""
    on = board.wish[:, SLOT] >= 0
    board.person[:, HAS] = np.bincount(board.wish[on, :2].ravel(), minlength=len(model.people))
    board.company[:, HAVE] = company_counts(model, on)
    board.pair_counts[:, PAIR_HAS] = np.bincount(model.pair[on], minlength=len(model.pair_most))
    movable = (model.pinned < 0) & model.ok.any(axis=1)
    order = np.concatenate((np.flatnonzero(movable & on), np.flatnonzero(movable & ~on)))
    board.scratch[: len(order), ORDER] = order
    board.scratch[order, POSITION] = np.arange(len(order))
    board.scalars[MET] = int((movable & on).sum())
    keep(board, total_cost(board))


def _by_flexibility(model: Model, chosen: NDArray[np.bool_]) -> Longs:
    """Indices of the chosen wishes (a mask, W) that are not pinned, those with the fewest slots first."""
    wishes = np.flatnonzero(chosen & (model.pinned < 0))
    return wishes[np.argsort(model.ok[wishes].sum(axis=1), kind="stable")].astype(np.int64)


def _within_companies(model: Model, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The selection without the weakest wishes beyond a company's quota.

    Only a company that both buys and sells can exceed it: the network has one node for each of its sides.
    """
    kept = chosen.copy()
    most = np.maximum(model.company_most, company_counts(model, model.pinned >= 0))
    for company in np.flatnonzero(company_counts(model, chosen) > most):
        own = np.flatnonzero(kept & (model.pinned < 0) & (model.company[model.seats[:, :2]] == company).any(axis=1))
        best = sorted(own, key=lambda w: (int(model.rank[w]), -int(model.points[w])))
        kept[best[len(best) - int(company_counts(model, kept)[company] - most[company]) :]] = False
    return kept


class Search:
    """One search with its own board and seed: placement of the selection, then annealing."""

    def __init__(self, model: Model, selection: Selection, *, seed: int, move_breaks: int | None = None) -> None:
        self.model = model
        cost = STRICT if move_breaks is None else move_breaks * int(BREAK)
        self.move = cost / float(BREAK)
        self.chosen = _within_companies(model, selection.chosen)
        has_preferences = bool((model.preferred >= 0).any())
        self.stages = [
            *([self.move] if model.problem.homes else []),
            *([MISSES] if has_preferences else []),
            *([DAYS] if model.problem.few_days else []),
            1.0,
        ]
        self.is_complete = False
        self.board = new_board(model, seed=seed, move=cost)

    def place(self, perturbations: int, *, is_over: Callable[[], bool]) -> Longs:
        """Assign slots to the selected wishes; return the indices of those left without one.

        While some are left, the board is perturbed up to `perturbations` times, unless `is_over` returns true.
        """
        board = self.board
        board.scalars[EXCHANGES] = 0  # keep to the selection until each of its wishes has been tried
        self._place_published()
        wishes = _by_flexibility(self.model, self.chosen)
        left = 1
        for limit in (NO_CHAINS, int(self.board.scalars[MOVE_COST]) - 1, MOVING):
            if left:
                left = settle(board, self._missing(wishes), limit)
        for _ in range(perturbations):
            if not left or is_over():
                break
            recount(self.model, board)
            loose = MISSES if MISSES in self.stages else 1.0
            anneal(board, PERTURBATION_STEPS, 2.0 * loose, loose)
            left = settle(board, self._missing(wishes), MOVING)
        recount(self.model, board)
        board.scalars[EXCHANGES] = EXCHANGE
        missing = self._missing(wishes)
        self.is_complete = not len(missing)
        return missing

    def _missing(self, wishes: Longs) -> Longs:
        """Those of these wishes that are not on the board."""
        return np.asarray(wishes[self.board.wish[wishes, SLOT] < 0])

    def anneal(self, steps: int, share: tuple[float, float]) -> None:
        """Do `steps` steps of annealing, the part of the cooling between two shares (0 to 1) of the whole.

        On re-planning it cools first at temperatures at which published meetings may move, with preferred slots then at
        those at which these may be left, for few days at those at which suppliers come again, and last below them all:
        each of these stages is as long as the others.
        """
        scale, part = self.stages[0], 1 / len(self.stages)
        if len(self.stages) > 1:
            scale = self.stages[min(int(share[0] / part + EPSILON), len(self.stages) - 1)]
            share = (share[0] % part / part, (share[1] - EPSILON) % part / part)
        hot, cold = (scale * HOT * (COLD / HOT) ** progress for progress in share)
        anneal(self.board, steps, hot, cold)

    def is_done(self, bound: Cost) -> bool:
        """Whether all selected wishes are placed and the best state costs no more than the lower bound."""
        least = (
            bound.moved * self.board.scalars[MOVE_COST]
            + bound.missed * MISS
            + bound.days * DAY_COST
            + bound.breaks * BREAK
        )
        return self.is_complete and bool(self.board.scalars[LEAST] <= least)

    def best_slots(self) -> Longs:
        """(W): the slot of each wish in the best state, -1 where it is not met."""
        return np.asarray(self.board.scratch[:, BEST])

    def _place_published(self) -> None:
        """On re-planning, put published meetings in their published slot where that is still feasible."""
        for wish in np.flatnonzero(self.chosen & (self.board.wish[:, HOME] >= 0) & (self.model.pinned < 0)):
            home = int(self.board.wish[wish, HOME])
            if self.board.wish[wish, SLOT] < 0 and put_cost(self.board, int(wish), home) < BLOCKED:
                put(self.board, int(wish), home)

    def fill(self) -> None:
        """Use capacity that unplaced wishes left over: add other wishes greedily, by class and points."""
        model, board = self.model, self.board
        waiting = np.flatnonzero((board.wish[:, SLOT] < 0) & model.ok.any(axis=1) & (model.pinned < 0))
        counts = company_counts(model, board.wish[:, SLOT] >= 0)
        first = (counts == 0) & model.small.astype(bool) & model.problem.everybody
        later = ~first[model.company[model.seats[:, 1]]]
        for wish in sorted(waiting, key=lambda w: (bool(later[w]), int(model.rank[w]), -int(model.points[w]))):
            if has_place(board, int(wish)) and settle(board, np.array([wish], np.int64), MOVING) == 0:
                enter(board, int(wish), 1)
        recount(model, board)


@cache
def warm_up() -> None:
    """Load the compiled code before the clock starts; the first call on a machine compiles it into a cache."""
    people = (
        Participant(id="b", side=SeatSide.BUYER, table="1"),
        Participant(id="s", side=SeatSide.SUPPLIER),
    )
    problem = Problem(
        slots=(Slot(day=0, starts=0, ends=1), Slot(day=0, starts=1, ends=2)),
        tables=(Table(id="1"),),
        participants=people,
        wishes=(Wish(id="w", buyer="b", supplier="s"),),
    )
    search = Search(
        compile_problem(problem),
        Selection(np.ones(1, np.bool_), Value(met=(), points=0), Cost(moved=0, breaks=0, walks=0)),
        seed=1,
    )
    search.place(0, is_over=lambda: False)
    search.anneal(1, (0.0, 1.0))
    put_cost(search.board, 0, 0)
    if has_place(search.board, 0):
        enter(search.board, 0, 1)
