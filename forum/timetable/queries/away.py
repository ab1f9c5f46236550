"""When the people of an edition cannot come to meetings, and who does not come at all, for planning."""

from sqlalchemy import select

from forum.core.database import session
from forum.meetings.models import Engagement
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.timetable.rules import AwayFact


def list_gone(edition_id: int) -> frozenset[int]:
    """The persons whose registration was cancelled or rejected."""
    lost = (RegistrationStatus.CANCELLED, RegistrationStatus.REJECTED)
    query = select(Registration.person_id).where(Registration.edition_id == edition_id, Registration.status.in_(lost))
    return frozenset(session().scalars(query))


def list_away(edition_id: int) -> tuple[AwayFact, ...]:
    """When people said that they cannot come, as buyers or for suppliers."""
    query = select(Engagement.person_id, Engagement.starts_at, Engagement.ends_at)
    rows = session().execute(query.where(Engagement.edition_id == edition_id).order_by(Engagement.id))
    return tuple(
        AwayFact(person_id=person_id, starts_at=starts_at, ends_at=ends_at) for person_id, starts_at, ends_at in rows
    )
