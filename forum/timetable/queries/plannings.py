"""Queries for the making of drafts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from forum.core.database import one, session
from forum.timetable.enums import PlanningState
from forum.timetable.models import Planning
from forum.timetable.rules.planning import SHOWN, SILENCE, UNDER_WAY


def get_planning(planning_id: int, *, edition_id: int) -> Planning:
    """A planning of an edition.

    Raises:
        NotFound
    """
    return one(select(Planning).where(Planning.id == planning_id, Planning.edition_id == edition_id))


def list_plannings(edition_id: int, *, now: datetime) -> Sequence[Planning]:
    """The plannings of an edition that are under way or lately made no draft, with who asked for and ended them."""
    unmade = and_(Planning.draft_id.is_(None), Planning.finished_at > now - SHOWN)
    query = select(Planning).where(Planning.edition_id == edition_id, or_(Planning.state.in_(UNDER_WAY), unmade))
    return (
        session()
        .scalars(
            query.options(joinedload(Planning.asked_by), joinedload(Planning.ended_by)).order_by(Planning.id.desc())
        )
        .all()
    )


def find_under_way(edition_id: int) -> int | None:
    """The planning of an edition that waits or runs."""
    query = select(Planning.id).where(Planning.edition_id == edition_id, Planning.state.in_(UNDER_WAY))
    return session().scalars(query.limit(1)).one_or_none()


def find_due(*, now: datetime) -> int | None:
    """The planning to be worked on next: one that waits, or whose process was lost; None while another one runs."""
    is_silent = or_(Planning.heard_at.is_(None), Planning.heard_at < now - SILENCE)
    at_work = select(Planning.id).where(Planning.state == PlanningState.RUNNING, ~is_silent)
    if session().scalars(at_work.limit(1)).one_or_none() is not None:
        return None
    due = or_(Planning.state == PlanningState.QUEUED, and_(Planning.state == PlanningState.RUNNING, is_silent))
    return session().scalars(select(Planning.id).where(due).order_by(Planning.asked_at, Planning.id)).first()
