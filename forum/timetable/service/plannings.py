"""Making drafts in the background: asked for, worked on by one process at a time, ended early, given up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Any

from forum.core.database import atomic, lock_name, locked, on_commit, session
from forum.core.errors import Refusal
from forum.core.i18n import in_words
from forum.editions.enums import PlanningPolicy
from forum.editions.queries import get_edition
from forum.jobs import enqueue
from forum.scheduling.problem import ProblemError, Timetable
from forum.timetable.enums import Ending, Failure, PlanningState
from forum.timetable.errors import PlanningWaits, TimetableFaulty
from forum.timetable.models import Planning, TimetableDraft
from forum.timetable.queries.planning import plan_for
from forum.timetable.queries.plannings import find_due, find_under_way
from forum.timetable.queries.proposals import get_draft_of
from forum.timetable.rules import Plan
from forum.timetable.rules.planning import MOST_ATTEMPTS, ensure_under_way
from forum.timetable.service.drafts import ensure_sound, write_draft
from forum.timetable.service.engine import Engine, EngineLost

RUN = "timetable.plan"
ONE_AT_A_TIME = "timetable.plan"
PAUSE = 1.0
"""Seconds between two looks at the engine."""
_SEEDS = SystemRandom()
Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody lets be planned. `seconds`: the time for it; `keep_id`: a draft whose meetings are to stay.

    `most_moves`: of the scheduled meetings that could stay at their hour at most so many move; None: as few as it can.
    """

    seconds: int
    replan: bool
    policy: PlanningPolicy
    keep_id: int | None = None
    most_moves: int | None = None


def ask_planning(edition_id: int, wanted: Wanted, *, by: int, now: datetime) -> Planning:
    """Let a draft be made in the background.

    Raises:
        NotFound: the edition has no such draft.
        PlanningWaits: the edition has one under way.
    """
    with atomic() as current:
        lock_name(f"{ONE_AT_A_TIME} {edition_id}")
        if find_under_way(edition_id) is not None:
            raise PlanningWaits
        if wanted.keep_id is not None:
            get_draft_of(wanted.keep_id, edition_id=edition_id)
        planning = Planning(
            edition_id=edition_id,
            asked_at=now,
            asked_by_id=by,
            seconds=wanted.seconds,
            seed=_SEEDS.randrange(1, 1_000_000),
            replanned=wanted.replan,
            policy=wanted.policy,
            keep_id=wanted.keep_id,
            most_moves=wanted.most_moves if wanted.replan else None,
            wishes=get_edition(edition_id).planned_wishes,
            state=PlanningState.QUEUED,
            progress={},
        )
        current.add(planning)
        on_commit(lambda: enqueue(RUN))
    return planning


def end_planning(planning_id: int, ending: Ending, *, edition_id: int, by: int, now: datetime) -> Planning:
    """End a planning early, and keep the best timetable so far as a draft or none; one that waits just ends.

    Raises:
        NotFound
        PlanningOver: it has ended.
    """
    with atomic():
        planning = locked(Planning, planning_id, edition_id=edition_id)
        ensure_under_way(planning.state)
        planning.ending, planning.ended_by_id = ending, by
        if planning.state is PlanningState.QUEUED:
            planning.state, planning.finished_at = PlanningState.CANCELLED, now
    return planning


def run_plannings(*, clock: Clock, is_stopping: Callable[[], bool]) -> int:
    """Work on what is asked for, one planning after the other; returns how many were worked on.

    May run several times at once: one planning is worked on at a time, by one process.
    """
    done = 0
    while not is_stopping() and (planning := _claim(now=clock())) is not None:
        _work(planning, clock=clock, is_stopping=is_stopping)
        done += 1
    return done


def _claim(*, now: datetime) -> Planning | None:
    """Take the next planning, unless one is worked on; one whose process was lost too often is given up."""
    with atomic():
        lock_name(ONE_AT_A_TIME)
        while (id := find_due(now=now)) is not None:
            planning = locked(Planning, id)
            if planning.ending is Ending.DROP:
                _over(planning, PlanningState.CANCELLED, now=now)
            elif planning.attempts >= MOST_ATTEMPTS:
                planning.failure = Failure.LOST
                _over(planning, PlanningState.FAILED, now=now)
            else:
                planning.state, planning.attempts = PlanningState.RUNNING, planning.attempts + 1
                planning.started_at = planning.heard_at = now
                planning.progress = {}
                return planning
            session().flush()
    return None


def _over(planning: Planning, state: PlanningState, *, now: datetime) -> None:
    planning.state, planning.finished_at = state, now


def _work(planning: Planning, *, clock: Clock, is_stopping: Callable[[], bool]) -> None:
    """Plan, solve, keep the draft; what goes wrong is kept in the planning."""
    id = planning.id
    try:
        plan = plan_for(
            planning.edition_id,
            replan=planning.replanned,
            now=clock(),
            keep=planning.keep_id,
            policy=planning.policy,
        )
        session().rollback()  # no transaction stays open while the engine works
        if not plan.wishes:
            _fail(id, Failure.NOTHING, "", now=clock())
            return
        timetable = _solved(planning, plan, clock=clock, is_stopping=is_stopping)
        if timetable is not None:
            ensure_sound(plan, timetable)
            _keep(id, plan, timetable, now=clock())
    except ProblemError as error:
        _fail(id, Failure.CONTRADICTORY, str(error), now=clock())
    except TimetableFaulty as refusal:
        _fail(id, Failure.FAULTY, _in_spanish(refusal), now=clock())
    except EngineLost:
        _back(id, now=clock())


def _in_spanish(refusal: Refusal) -> str:
    return in_words(refusal.sentence, refusal.params, language="es")


def _solved(planning: Planning, plan: Plan, *, clock: Clock, is_stopping: Callable[[], bool]) -> Timetable | None:
    """The engine's answer; None: it was ended without keeping one, or this process ends and another will do it."""
    is_ending = False
    most = planning.most_moves
    with Engine(plan.problem, seconds=planning.seconds, seed=planning.seed, most_moves=most) as engine:
        while (timetable := engine.answer(PAUSE)) is None:
            if is_stopping():
                _back(planning.id, now=None)
                return None
            ending = _report(planning.id, engine.progress, now=clock())
            if ending is Ending.DROP:
                with atomic():
                    _over(locked(Planning, planning.id), PlanningState.CANCELLED, now=clock())
                return None
            if ending is Ending.KEEP and not is_ending:
                engine.end()
                is_ending = True
    return timetable


def _report(planning_id: int, progress: Any, *, now: datetime) -> Ending | None:
    """Give a sign of life and say how far it is; returns whether somebody asked to end it."""
    with atomic():
        planning = locked(Planning, planning_id)
        planning.heard_at = now
        if progress is not None:
            planning.progress = dict(_progress(progress))
        return planning.ending


def _progress(report: Any) -> Mapping[str, float]:
    return {
        "seconds": round(report.seconds, 1),
        "share": round(report.share, 3),
        "met": report.value.total,
        "most": report.value_bound.total,
        "breaks": report.cost.breaks,
        "fewest": report.breaks_bound,
        "days": report.cost.days,
    }


def _keep(planning_id: int, plan: Plan, timetable: Timetable, *, now: datetime) -> None:
    """Keep the timetable as a draft, unless somebody dropped it or another process has taken over meanwhile."""
    with atomic():
        planning = locked(Planning, planning_id)
        if planning.state is not PlanningState.RUNNING:
            return
        if planning.ending is Ending.DROP:
            _over(planning, PlanningState.CANCELLED, now=now)
            return
        draft: TimetableDraft = write_draft(plan, timetable=timetable, by=planning.asked_by_id, now=now)
        planning.draft_id = draft.id
        _over(planning, PlanningState.DONE, now=now)


def _fail(planning_id: int, failure: Failure, detail: str, *, now: datetime) -> None:
    with atomic():
        planning = locked(Planning, planning_id)
        planning.failure, planning.detail = failure, detail
        _over(planning, PlanningState.FAILED, now=now)


def _back(planning_id: int, *, now: datetime | None) -> None:
    """Put it back in the queue: this process ends (`now` None, which is no attempt), or its engine was lost."""
    with atomic():
        planning = locked(Planning, planning_id)
        planning.state = PlanningState.QUEUED
        if now is None:
            planning.attempts -= 1
