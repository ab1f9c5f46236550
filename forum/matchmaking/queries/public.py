"""The published requirements as the public page shows them: whose they are only where the buyer agreed."""

from sqlalchemy import Select, case, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from forum.companies.models import Process
from forum.core.mentions import mentions
from forum.core.paging import Page, T, page_of
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.requirements import RequirementSearch, conditions_of

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
    return query.join(Requirement.process).where(
        *conditions_of(edition_id, search), *mentions(search.text, Process.folded, named)
    )
