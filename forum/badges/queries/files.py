"""The PDFs of long runs: which one is to be drawn, and where each stands."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import or_, select

from forum.badges.models import PrintFile
from forum.core.database import session

LOST_AFTER = timedelta(minutes=1)


def find_file(run_id: int) -> PrintFile | None:
    """The file of a run, if it was asked for."""
    return session().get(PrintFile, run_id, populate_existing=True)


def next_file(now: datetime) -> int | None:
    """The run whose file was asked for first, of those that nobody draws."""
    query = (
        select(PrintFile.run_id)
        .where(
            PrintFile.ready_at.is_(None),
            PrintFile.failed_at.is_(None),
            or_(PrintFile.claimed_at.is_(None), PrintFile.claimed_at < now - LOST_AFTER),
        )
        .order_by(PrintFile.asked_at, PrintFile.run_id)
        .limit(1)
    )
    return session().execute(query).scalar_one_or_none()


def files_before(moment: datetime) -> list[int]:
    """The runs whose files were ready before a moment."""
    return list(session().scalars(select(PrintFile.run_id).where(PrintFile.ready_at < moment)))


def contents_of(badge_ids: Sequence[int]) -> str:
    """A digest of these badges in this order."""
    return blake2b(",".join(map(str, badge_ids)).encode(), digest_size=16).hexdigest()
