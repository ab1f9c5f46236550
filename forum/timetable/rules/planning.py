"""How long a planning may be silent or repeated, and what may still be done with it."""

from datetime import datetime, timedelta

from forum.timetable.enums import PlanningState
from forum.timetable.errors import PlanningOver

SILENCE = timedelta(seconds=45)
"""After so long without a sign of life the process that worked on a planning is taken for lost."""
MOST_ATTEMPTS = 3
"""A planning whose process was lost so often is given up: the engine may need more memory than there is."""
SHOWN = timedelta(days=2)
"""How long a planning that made no draft is shown."""
SECONDS = (10, 30, 60, 120, 300, 600)
"""The times that may be chosen for the engine."""
UNDER_WAY = (PlanningState.QUEUED, PlanningState.RUNNING)


def is_lost(state: PlanningState, heard_at: datetime | None, *, now: datetime) -> bool:
    """Whether nothing works on a planning any more that was begun."""
    return state is PlanningState.RUNNING and (heard_at is None or heard_at < now - SILENCE)


def ensure_under_way(state: PlanningState) -> None:
    """Refuse to end what has ended.

    Raises:
        PlanningOver
    """
    if state not in UNDER_WAY:
        raise PlanningOver
