"""The PDFs of long runs: which one is to be drawn, and where each stands."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from forum.badges.models import PrintFile
from forum.core.database import session

LOST_AFTER = timedelta(minutes=1)


def find_file(run_id: int) -> PrintFile | None:
    """The file of a run, if it was asked for."""
    return session().get(PrintFile, run_id, populate_existing=True)


def to_be_drawn(now: datetime) -> ColumnElement[bool]:
    """The files that were asked for and that nobody draws: not claimed, or by somebody who was lost."""
    free = or_(PrintFile.claimed_at.is_(None), PrintFile.claimed_at < now - LOST_AFTER)
    return and_(PrintFile.ready_at.is_(None), PrintFile.failed_at.is_(None), free)


def next_file(now: datetime) -> int | None:
    """The run whose file was asked for first, of those that nobody draws."""
    query = select(PrintFile.run_id).where(to_be_drawn(now)).order_by(PrintFile.asked_at, PrintFile.run_id).limit(1)
    return session().execute(query).scalar_one_or_none()


def files_before(moment: datetime) -> list[int]:
    """The runs whose files were ready before a moment."""
    return list(session().scalars(select(PrintFile.run_id).where(PrintFile.ready_at < moment)))
