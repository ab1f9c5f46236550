"""What happened to requirements."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.core.database import session
from forum.matchmaking.models import RequirementEvent


def list_requirement_events(requirement_id: int) -> Sequence[RequirementEvent]:
    """The history of a requirement, the last first, with who did it and for whom."""
    query = (
        select(RequirementEvent)
        .where(RequirementEvent.requirement_id == requirement_id)
        .options(joinedload(RequirementEvent.made_by), joinedload(RequirementEvent.for_person))
        .order_by(RequirementEvent.at.desc(), RequirementEvent.id.desc())
    )
    return session().scalars(query).all()
