"""Requirements: created and changed by their buyer or by the co-ordinator for them; each change is in their history."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from forum.companies.models import Process
from forum.core.database import atomic, locked, session
from forum.core.search import fold
from forum.core.signals import announce
from forum.matchmaking.enums import Currency, RequirementChange, RequirementStatus
from forum.matchmaking.errors import BuyerRemoved, InvitationPending, RequirementNotDraft
from forum.matchmaking.models import Buyer, Requirement, RequirementCertificate
from forum.matchmaking.queries.requirements import EAGER
from forum.matchmaking.rules.requirements import ensure_value_whole
from forum.matchmaking.service.tracing import record_change
from forum.matchmaking.signals import RequirementRetitled


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
    delivery_place: str = ""
    suppliers_wanted: int | None = None
    potential_value: int | None = None
    currency: Currency | None = None
    horizon_years: int | None = None
    committee: str = ""
    names_company: bool = False


PLAIN = tuple(field.name for field in fields(Need) if field.name not in {"process_id", "certificates"})
"""What a requirement keeps as it is told."""


def create_requirement(buyer: Buyer, *, need: Need, by: int, now: datetime, is_told: bool = True) -> Requirement:
    """Create a requirement as a draft; the co-ordinator may do so before the buyer accepts the invitation.

    Raises:
        InvitationPending: the buyer themselves has not accepted it.
        BuyerRemoved: the buyer no longer takes part.
        ValueIncomplete: the value has no currency or no years.
    """
    ensure_value_whole(need.potential_value, need.currency, need.horizon_years)
    if buyer.removed_at is not None:
        raise BuyerRemoved
    if buyer.accepted_at is None and by == buyer.person_id:
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
        current.flush()
        record_change(requirement, RequirementChange.CREATED, by=by, now=now, is_told=is_told)
    return requirement


def update_requirement(requirement_id: int, *, need: Need, by: int, now: datetime) -> Requirement:
    """Change a requirement that is not closed.

    Raises:
        RequirementNotDraft: the requirement is closed.
        ValueIncomplete: the value has no currency or no years.
    """
    ensure_value_whole(need.potential_value, need.currency, need.horizon_years)
    with atomic():
        requirement = locked(Requirement, requirement_id, *EAGER)
        if requirement.status is RequirementStatus.CLOSED:
            raise RequirementNotDraft
        before = need_of(requirement)
        changed = [each.name for each in fields(Need) if getattr(before, each.name) != getattr(need, each.name)]
        if changed:
            _write(requirement, need)
            record_change(requirement, RequirementChange.EDITED, by=by, now=now, fields=changed)
        if "title" in changed:
            announce(RequirementRetitled(requirement_id=requirement_id, at=now))
        return requirement


def need_of(requirement: Requirement) -> Need:
    """The content of a requirement that is loaded with its certificates."""
    return Need(
        process_id=requirement.process_id,
        certificates={asked.standard: asked.mandatory for asked in requirement.certificates},
        **{name: getattr(requirement, name) for name in PLAIN},
    )


def _write(requirement: Requirement, need: Need) -> None:
    process = session().get_one(Process, need.process_id)
    requirement.process = process
    for name in PLAIN:
        setattr(requirement, name, getattr(need, name))
    requirement.folded = fold(
        " ".join(
            (
                need.title,
                need.description,
                need.material,
                need.delivery_place,
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
