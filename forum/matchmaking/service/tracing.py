"""The history of requirements, and the mail to a buyer for whom somebody else changed one."""

from datetime import datetime

from forum.core.history import record
from forum.editions.queries import get_edition
from forum.matchmaking.enums import RequirementChange
from forum.matchmaking.models import Requirement, RequirementEvent
from forum.matchmaking.notices import notify_requirement


def record_change(
    requirement: Requirement,
    kind: RequirementChange,
    *,
    by: int | None,
    now: datetime,
    is_told: bool = True,
    **detail: object,
) -> None:
    """Write down a change; the buyer is told of one that somebody else made for them, unless another mail says it.

    The requirement is loaded with its buyer, their person and company.
    """
    owner = requirement.buyer.person
    for_other = None if by in {None, owner.id} else owner.id
    event = RequirementEvent(requirement_id=requirement.id, kind=kind, for_person_id=for_other, detail=detail)
    record(event, by=by, now=now)
    if for_other is not None and is_told:
        notify_requirement(requirement, kind, get_edition(requirement.edition_id), now=now)
