"""Who looks for suppliers: a buyer, with the requirements they can look for them with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import and_, bindparam, select

from forum.companies.models import Process
from forum.core.prepared import Prepared
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.models import Buyer, Requirement, RequirementCertificate
from forum.matchmaking.queries.requirements import criteria_of, find_shared_requirement
from forum.matchmaking.rules.match import Criteria


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSupply:
    """A published requirement as who looks for suppliers needs it."""

    requirement_id: int
    title: str
    process_es: str
    process_en: str
    criteria: Criteria

    def process(self, language: str) -> str:
        """The name of the process in "es" or "en"."""
        return self.process_en if language == "en" else self.process_es


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingBuyer:
    """A buyer who looks for suppliers; `wanted`: their published requirements, the newest first."""

    id: int
    company_id: int
    wanted: Sequence[WantedSupply]


_LOOKING = Prepared(
    select(
        Buyer.id.label("buyer_id"),
        Buyer.company_id,
        Requirement.id.label("requirement_id"),
        Requirement.title,
        Requirement.process_id,
        Process.parent_id,
        Process.name_es,
        Process.name_en,
        RequirementCertificate.standard,
        RequirementCertificate.mandatory,
    )
    .outerjoin(Requirement, and_(Requirement.buyer_id == Buyer.id, Requirement.status == RequirementStatus.PUBLISHED))
    .outerjoin(Process, Process.id == Requirement.process_id)
    .outerjoin(RequirementCertificate, RequirementCertificate.requirement_id == Requirement.id)
    .where(
        Buyer.person_id == bindparam("person_id"),
        Buyer.edition_id == bindparam("edition_id"),
        Buyer.removed_at.is_(None),
    )
    .order_by(Requirement.created_at.desc(), Requirement.id.desc(), RequirementCertificate.standard)
)


def find_looking_buyer(person_id: int, *, edition_id: int) -> LookingBuyer | None:
    """The buyer a person is in this edition, and what they look for, in one statement."""
    rows = _LOOKING.rows(person_id=person_id, edition_id=edition_id)
    if not rows:
        return None
    asked = groupby((row for row in rows if row.requirement_id is not None), key=lambda row: row.requirement_id)
    return LookingBuyer(
        id=rows[0].buyer_id,
        company_id=rows[0].company_id,
        wanted=[_wanted(list(those)) for _requirement_id, those in asked],
    )


def find_shared_supply(requirement_id: int, *, edition_id: int, company_id: int | None) -> WantedSupply | None:
    """A published requirement of a company's buyers (None: of the edition, for its staff)."""
    found = find_shared_requirement(requirement_id, edition_id=edition_id, company_id=company_id)
    if found is None:
        return None
    return WantedSupply(
        requirement_id=found.id,
        title=found.title,
        process_es=found.process.name_es,
        process_en=found.process.name_en,
        criteria=criteria_of(found),
    )


def _wanted(rows: Sequence[Any]) -> WantedSupply:
    first, asked = rows[0], _asked(rows)
    return WantedSupply(
        requirement_id=first.requirement_id,
        title=first.title,
        process_es=first.name_es,
        process_en=first.name_en,
        criteria=Criteria.of(first.process_id, first.parent_id, asked),
    )


def _asked(rows: Iterable[Any]) -> list[tuple[str, bool]]:
    return [(row.standard, row.mandatory) for row in rows if row.standard is not None]
