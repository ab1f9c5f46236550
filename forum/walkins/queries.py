"""Registrations on site: those that wait for the desk, and the latest."""

from sqlalchemy import Select, func, select

from forum.core.database import one, session
from forum.walkins.models import WalkIn

LATEST = 50


def _waiting(edition_id: int) -> Select[tuple[WalkIn]]:
    return select(WalkIn).where(WalkIn.edition_id == edition_id, WalkIn.settled_at.is_(None))


def list_waiting(edition_id: int) -> list[WalkIn]:
    """Those of which the desk has to decide something, the earliest first."""
    return list(session().scalars(_waiting(edition_id).order_by(WalkIn.received_at, WalkIn.id)))


def count_waiting(edition_id: int) -> int:
    """Of how many the desk has to decide something."""
    return session().scalar(select(func.count()).select_from(_waiting(edition_id).subquery())) or 0


def list_latest(edition_id: int) -> list[WalkIn]:
    """The latest that were settled."""
    settled = select(WalkIn).where(WalkIn.edition_id == edition_id, WalkIn.settled_at.is_not(None))
    return list(session().scalars(settled.order_by(WalkIn.registered_at.desc(), WalkIn.id).limit(LATEST)))


def get_walk_in(walk_in_id: str, *, edition_id: int) -> WalkIn:
    """One registration on site.

    Raises:
        NotFound: there is none with this id in the edition.
    """
    return one(select(WalkIn).where(WalkIn.id == walk_in_id, WalkIn.edition_id == edition_id))
