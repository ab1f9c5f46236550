"""Requirements: a buyer's own, and the search of the suppliers."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from forum.companies.models import Process
from forum.core.database import one, session
from forum.core.mentions import mentions
from forum.core.prepared import Prepared
from forum.editions.models import MeetingTable
from forum.matchmaking.enums import OPEN, RequirementStatus
from forum.matchmaking.models import Buyer, Requirement, RequirementCertificate
from forum.matchmaking.rules.match import Criteria

FEW = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementSearch:
    """What a supplier searches for: words, a process or family, a certificate, a buying company; empty means any."""

    text: str = ""
    process_id: int | None = None
    standard: str | None = None
    company_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchCandidate:
    """A published requirement and what it asks of a company."""

    requirement_id: int
    criteria: Criteria


def list_candidates(edition_id: int, search: RequirementSearch) -> list[MatchCandidate]:
    """The published requirements a search finds, newest first, with no more than matching needs."""
    found = _published(select(Requirement.id, Requirement.process_id, Process.parent_id), edition_id, search).join(
        Process, Process.id == Requirement.process_id
    )
    rows = session().execute(found.order_by(Requirement.published_at.desc(), Requirement.id.desc())).all()
    ids = [requirement_id for requirement_id, *_rest in rows]
    asked = get_certificates_asked(ids) if len(ids) <= FEW else _certificates(edition_id)
    return [
        MatchCandidate(
            requirement_id=requirement_id,
            criteria=Criteria.of(process_id, family_id, asked.get(requirement_id, [])),
        )
        for requirement_id, process_id, family_id in rows
    ]


def criteria_of(requirement: Requirement) -> Criteria:
    """What a requirement (loaded with process and certificates) asks of a company."""
    return criteria_with(requirement, [(asked.standard, asked.mandatory) for asked in requirement.certificates])


def criteria_with(requirement: Requirement, certificates: Collection[tuple[str, bool]]) -> Criteria:
    """The same of one loaded with its process alone; certificates: pairs of a standard and whether it is mandatory."""
    return Criteria.of(requirement.process_id, requirement.process.parent_id, certificates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a buyer asks for: how many requirements are published and not closed, and the certificates of all."""

    published: int
    certificates: Mapping[int, list[tuple[str, bool]]]


ASKED_BY = Prepared(
    select(Requirement.id, Requirement.status, RequirementCertificate.standard, RequirementCertificate.mandatory)
    .outerjoin(RequirementCertificate, RequirementCertificate.requirement_id == Requirement.id)
    .where(Requirement.buyer_id == bindparam("buyer_id"))
    .order_by(RequirementCertificate.standard)
)


def asked_by(buyer_id: int) -> Asked:
    """What this buyer asks for, in one statement."""
    published, certificates = set(), defaultdict(list)
    for requirement_id, status, standard, mandatory in ASKED_BY.rows(buyer_id=buyer_id):
        if status in OPEN:
            published.add(requirement_id)
        if standard is not None:
            certificates[requirement_id].append((standard, mandatory))
    return Asked(published=len(published), certificates=certificates)


def get_certificates_asked(requirement_ids: Collection[int]) -> dict[int, list[tuple[str, bool]]]:
    """The certificates each requirement asks for: its id to pairs of a standard and whether it is mandatory."""
    return _grouped(_ASKED.where(RequirementCertificate.requirement_id.in_(requirement_ids)))


def _certificates(edition_id: int) -> dict[int, list[tuple[str, bool]]]:
    query = _ASKED.join(Requirement, Requirement.id == RequirementCertificate.requirement_id)
    return _grouped(
        query.where(Requirement.edition_id == edition_id, Requirement.status == RequirementStatus.PUBLISHED)
    )


_ASKED = select(
    RequirementCertificate.requirement_id, RequirementCertificate.standard, RequirementCertificate.mandatory
).order_by(RequirementCertificate.standard)


def _grouped(query: Select[tuple[int, str, bool]]) -> dict[int, list[tuple[str, bool]]]:
    asked: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for requirement_id, standard, mandatory in session().execute(query):
        asked[requirement_id].append((standard, mandatory))
    return asked


def _published(
    query: Select[tuple[int, int, int | None]], edition_id: int, search: RequirementSearch
) -> Select[tuple[int, int, int | None]]:
    query = query.where(*conditions_of(edition_id, search), *mentions(search.text, Requirement.folded))
    if search.company_id is not None:
        query = query.join(Buyer, Buyer.id == Requirement.buyer_id).where(Buyer.company_id == search.company_id)
    return query


def conditions_of(edition_id: int, search: RequirementSearch) -> Iterator[ColumnElement[bool]]:
    """That a requirement (joined with its process) is published, with the process and the certificate of a search."""
    yield Requirement.edition_id == edition_id
    yield Requirement.status == RequirementStatus.PUBLISHED
    if search.process_id is not None:
        yield or_(Process.id == search.process_id, Process.parent_id == search.process_id)
    if search.standard:
        yield exists().where(
            RequirementCertificate.requirement_id == Requirement.id, RequirementCertificate.standard == search.standard
        )


EAGER = (
    joinedload(Requirement.process),
    joinedload(Requirement.buyer).options(
        joinedload(Buyer.company), joinedload(Buyer.person), joinedload(Buyer.table).joinedload(MeetingTable.hall)
    ),
    selectinload(Requirement.certificates),
)


def get_published_requirement(requirement_id: int, *, edition_id: int) -> Requirement:
    """A requirement suppliers may see: published, or covered or closed since.

    Raises:
        NotFound: there is none, or it is a draft.
    """
    query = select(Requirement).where(
        Requirement.id == requirement_id,
        Requirement.edition_id == edition_id,
        Requirement.status != RequirementStatus.DRAFT,
    )
    return one(query.options(*EAGER).execution_options(populate_existing=True))  # as it is under a lock


def requirement_for(buyer: Buyer, requirement_id: int) -> Requirement:
    """A requirement of this buyer.

    Raises:
        NotFound: there is none, or it is another buyer's.
    """
    query = select(Requirement).where(Requirement.id == requirement_id, Requirement.buyer_id == buyer.id)
    return one(query.options(*EAGER))


def list_requirements_of(buyer_id: int) -> Sequence[Requirement]:
    """A buyer's requirements, newest first, with process and certificates."""
    query = (
        select(Requirement)
        .where(Requirement.buyer_id == buyer_id)
        .options(joinedload(Requirement.process), selectinload(Requirement.certificates))
        .order_by(Requirement.created_at.desc(), Requirement.id.desc())
    )
    return session().scalars(query).all()


def list_published_of(buyer_id: int) -> Sequence[Requirement]:
    """Those that are published, newest first, with process and certificates."""
    return [each for each in list_requirements_of(buyer_id) if each.status is RequirementStatus.PUBLISHED]


def list_requirement_ids(buyer_id: int) -> Sequence[int]:
    """The ids of a buyer's requirements, in whatever status."""
    return session().scalars(select(Requirement.id).where(Requirement.buyer_id == buyer_id)).all()


def find_shared_requirement(requirement_id: int, *, edition_id: int, company_id: int | None) -> Requirement | None:
    """A published requirement of a company's buyers (None: of the edition, for its staff), to look for suppliers."""
    query = select(Requirement).where(
        Requirement.id == requirement_id,
        Requirement.edition_id == edition_id,
        Requirement.status == RequirementStatus.PUBLISHED,
    )
    if company_id is not None:
        query = query.where(Requirement.buyer.has(Buyer.company_id == company_id))
    options = joinedload(Requirement.process), selectinload(Requirement.certificates)
    return session().scalars(query.options(*options)).one_or_none()


def list_open_requirement_ids(buyer_id: int) -> Sequence[int]:
    """The ids of the requirements a buyer has published and not closed, covered ones too."""
    query = select(Requirement.id).where(Requirement.buyer_id == buyer_id, Requirement.status.in_(OPEN))
    return session().scalars(query.order_by(Requirement.id)).all()


def count_published_requirements(edition_id: int) -> int:
    """Number of published requirements."""
    query = select(func.count()).select_from(Requirement)
    seen = query.where(Requirement.edition_id == edition_id, Requirement.status == RequirementStatus.PUBLISHED)
    return session().scalar(seen) or 0


def get_requirement(requirement_id: int, *, edition_id: int) -> Requirement:
    """A requirement of this edition in any status, for its staff.

    Raises:
        NotFound: there is none.
    """
    query = select(Requirement).where(Requirement.id == requirement_id, Requirement.edition_id == edition_id)
    return one(query.options(*EAGER))
