"""Whether suppliers see a requirement and may ask for it: published, covered, opened again, closed."""

from datetime import datetime

from forum.core.database import atomic, found, locked, locked_all, session
from forum.core.signals import announce
from forum.matchmaking.enums import RequirementChange, RequirementStatus
from forum.matchmaking.errors import BuyerAbsent, InvitationPending, RequirementNotDraft
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.requirements import EAGER
from forum.matchmaking.service.tracing import record_change
from forum.matchmaking.signals import RequirementClosed


def publish_requirement(requirement_id: int, *, by: int, now: datetime) -> None:
    """Publish a draft: suppliers see it.

    Raises:
        RequirementNotDraft: the requirement is not a draft.
        InvitationPending, BuyerAbsent: its buyer does not take part; said to them, and to others.
    """
    with atomic():
        requirement = _locked_with_buyer(requirement_id, by=by)
        if requirement.status is not RequirementStatus.DRAFT:
            raise RequirementNotDraft
        requirement.status, requirement.published_at = RequirementStatus.PUBLISHED, now
        record_change(requirement, RequirementChange.PUBLISHED, by=by, now=now)


def cover_requirement(requirement_id: int, *, by: int, now: datetime) -> None:
    """Say that a requirement is covered: it takes no more requests; those that wait may still be answered.

    Raises:
        RequirementNotDraft: the requirement is not published.
    """
    with atomic():
        requirement = locked(Requirement, requirement_id, *EAGER)
        if requirement.status is not RequirementStatus.PUBLISHED:
            raise RequirementNotDraft
        requirement.status, requirement.covered_at = RequirementStatus.COVERED, now
        record_change(requirement, RequirementChange.COVERED, by=by, now=now)


def reopen_requirement(requirement_id: int, *, by: int, now: datetime) -> None:
    """Take requests again for a requirement that was covered.

    Raises:
        RequirementNotDraft: the requirement is not covered.
        InvitationPending, BuyerAbsent: its buyer no longer takes part.
    """
    with atomic():
        requirement = _locked_with_buyer(requirement_id, by=by)
        if requirement.status is not RequirementStatus.COVERED:
            raise RequirementNotDraft
        requirement.status, requirement.covered_at = RequirementStatus.PUBLISHED, None
        record_change(requirement, RequirementChange.REOPENED, by=by, now=now)


def close_requirement(requirement_id: int, *, by: int | None, now: datetime, is_told: bool = True) -> None:
    """Close a requirement: it takes no more requests; those without an answer are declined, meetings stay.

    `is_told`: the buyer gets a mail where somebody else closes it.

    Raises:
        RequirementNotDraft: the requirement is neither published nor covered.
    """
    with atomic():
        requirement = locked(Requirement, requirement_id, *EAGER)
        if requirement.status not in {RequirementStatus.PUBLISHED, RequirementStatus.COVERED}:
            raise RequirementNotDraft
        requirement.status, requirement.closed_at = RequirementStatus.CLOSED, now
        record_change(requirement, RequirementChange.CLOSED, by=by, now=now, is_told=is_told)
        session().flush()
        announce(RequirementClosed(requirement_id=requirement_id, by=by, at=now))


def _locked_with_buyer(requirement_id: int, *, by: int) -> Requirement:
    """A requirement, locked after its buyer, who takes part."""
    buyer_id = found(session().get(Requirement, requirement_id)).buyer_id
    buyer = locked_all(Buyer, [buyer_id])[0]
    if buyer.accepted_at is None:
        raise InvitationPending if by == buyer.person_id else BuyerAbsent
    return locked(Requirement, requirement_id, *EAGER)
