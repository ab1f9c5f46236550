"""Requirements: created, changed, published and closed by their buyer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from forum.companies.models import Process
from forum.core.database import atomic, found, locked, locked_all, session
from forum.core.search import fold
from forum.core.signals import announce
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.errors import InvitationPending, RequirementNotDraft
from forum.matchmaking.models import Buyer, Requirement, RequirementCertificate
from forum.matchmaking.queries.requirements import EAGER
from forum.matchmaking.signals import RequirementClosed, RequirementRetitled


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The content of a requirement: `annual_volume` is the EAU in `volume_unit`, `starts_on` the start of production.

    `certificates` maps standards to whether they are mandatory. `names_company`: the public page names the buyer.
    """

    process_id: int
    title: str
    description: str
    material: str
    annual_volume: int | None
    volume_unit: str
    starts_on: date | None
    certificates: Mapping[str, bool]
    names_company: bool = False


def create_requirement(buyer: Buyer, *, need: Need, now: datetime) -> Requirement:
    """Create a requirement as a draft.

    Raises:
        InvitationPending: the buyer has not accepted the invitation.
    """
    if buyer.accepted_at is None:
        raise InvitationPending
    with atomic() as current:
        requirement = Requirement(
            edition_id=buyer.edition_id,
            buyer=buyer,
            status=RequirementStatus.DRAFT,
            created_at=now,
            certificates=[],
        )
        _write(requirement, need)
        current.add(requirement)
    return requirement


def update_requirement(requirement_id: int, *, need: Need, now: datetime) -> Requirement:
    """Change a requirement that is not closed.

    Raises:
        RequirementNotDraft: the requirement is closed.
    """
    with atomic():
        requirement = locked(Requirement, requirement_id, *EAGER)
        if requirement.status is RequirementStatus.CLOSED:
            raise RequirementNotDraft
        retitled = need.title != requirement.title
        _write(requirement, need)
        if retitled:
            announce(RequirementRetitled(requirement_id=requirement_id, at=now))
        return requirement


def _write(requirement: Requirement, need: Need) -> None:
    process = session().get_one(Process, need.process_id)
    requirement.process = process
    requirement.title, requirement.description, requirement.material = need.title, need.description, need.material
    requirement.annual_volume, requirement.volume_unit = need.annual_volume, need.volume_unit
    requirement.starts_on, requirement.names_company = need.starts_on, need.names_company
    requirement.folded = fold(
        " ".join(
            (
                need.title,
                need.description,
                need.material,
                process.name_es,
                process.name_en,
                process.synonyms,
                requirement.buyer.company.name,
            )
        )
    )
    kept = {asked.standard: asked for asked in requirement.certificates}
    requirement.certificates = [
        _asked(kept.get(standard), standard, mandatory=mandatory)
        for standard, mandatory in sorted(need.certificates.items())
    ]


def _asked(former: RequirementCertificate | None, standard: str, *, mandatory: bool) -> RequirementCertificate:
    if former is None:
        return RequirementCertificate(standard=standard, mandatory=mandatory)
    former.mandatory = mandatory
    return former


def publish_requirement(requirement_id: int, *, now: datetime) -> None:
    """Publish a draft: suppliers see it.

    Raises:
        RequirementNotDraft: the requirement is not a draft.
        InvitationPending: its buyer no longer takes part.
    """
    with atomic():
        buyer_id = found(session().get(Requirement, requirement_id)).buyer_id
        if locked_all(Buyer, [buyer_id])[0].accepted_at is None:
            raise InvitationPending
        requirement = locked(Requirement, requirement_id)
        if requirement.status is not RequirementStatus.DRAFT:
            raise RequirementNotDraft
        requirement.status, requirement.published_at = RequirementStatus.PUBLISHED, now


def close_requirement(requirement_id: int, *, by: int | None, now: datetime) -> None:
    """Close a requirement: it takes no more requests; those without an answer are declined, meetings stay.

    Raises:
        RequirementNotDraft: the requirement is not published.
    """
    with atomic():
        requirement = locked(Requirement, requirement_id)
        if requirement.status is not RequirementStatus.PUBLISHED:
            raise RequirementNotDraft
        requirement.status, requirement.closed_at = RequirementStatus.CLOSED, now
        session().flush()
        announce(RequirementClosed(requirement_id=requirement_id, by=by, at=now))
