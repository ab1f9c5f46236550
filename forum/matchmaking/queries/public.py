"""The published requirements as the public page shows them: whose they are only where the buyer agreed."""

from sqlalchemy import Select, case, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from forum.companies.models import Process
from forum.core.mentions import mentions
from forum.core.paging import Page, T, page_of
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.models import Buyer, Requirement, RequirementCertificate
from forum.matchmaking.queries.requirements import RequirementSearch

SIZE = 20


def list_public_requirements(edition_id: int, search: RequirementSearch, *, number: int = 1) -> Page[Requirement]:
    """The published requirements of an edition, the newest first, with process, certificates and the buyer's company.

    A word is looked for in the process; in title, description and company only where the buyer is named, so that a
    search does not tell whose the others are.
    """
    rows = _public(select(Requirement), edition_id, search).options(
        contains_eager(Requirement.process),
        joinedload(Requirement.buyer).joinedload(Buyer.company),
        selectinload(Requirement.certificates),
    )
    return page_of(
        rows.order_by(Requirement.published_at.desc(), Requirement.id.desc()),
        ids=_public(select(Requirement.id), edition_id, search),
        number=number,
        size=SIZE,
    )


def _public(query: Select[tuple[T]], edition_id: int, search: RequirementSearch) -> Select[tuple[T]]:
    named = case((Requirement.names_company, Requirement.folded), else_="")
    query = query.join(Requirement.process).where(
        Requirement.edition_id == edition_id,
        Requirement.status == RequirementStatus.PUBLISHED,
        *mentions(search.text, Process.folded, named),
    )
    if search.process_id is not None:
        query = query.where(or_(Process.id == search.process_id, Process.parent_id == search.process_id))
    if search.standard:
        asked = exists().where(
            RequirementCertificate.requirement_id == Requirement.id, RequirementCertificate.standard == search.standard
        )
        query = query.where(asked)
    return query
