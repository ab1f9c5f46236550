"""What suppliers lacked and how far it is, and who helps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from forum.companies.enums import Stratum
from forum.companies.models import Company, Process, Site
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.core.paging import Page, page_of
from forum.meetings.enums import Lacking, LackState
from forum.meetings.models import LackHelper, SupplierLack
from forum.meetings.rules.development import CLOSED, Helper, Progress

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the list is asked for; None or "": all. `claimed`: what companies say they have and nobody confirmed."""

    state: LackState | None = None
    what: Lacking | None = None
    thing: str = ""
    municipality: str = ""
    stratum: Stratum | None = None
    claimed: bool = False


def list_followed(edition_id: int, wanted: Wanted, *, number: int) -> Page[SupplierLack]:
    """What is followed of an edition, by company; those first of which the company says it has it."""
    query = _followed(edition_id, wanted).order_by(*_order())
    return page_of(query, number=number, size=PAGE)


def list_all_followed(edition_id: int, wanted: Wanted) -> Sequence[SupplierLack]:
    """All of it."""
    return session().scalars(_followed(edition_id, wanted).order_by(*_order())).all()


def _order() -> tuple[Any, ...]:
    return Company.name_sorted, SupplierLack.what, SupplierLack.thing, SupplierLack.id


def _followed(edition_id: int, wanted: Wanted) -> Select[tuple[SupplierLack]]:
    query = select(SupplierLack).join(Company, Company.id == SupplierLack.company_id)
    query = query.where(SupplierLack.edition_id == edition_id).options(
        joinedload(SupplierLack.company), joinedload(SupplierLack.changed_by)
    )
    conditions = (
        (wanted.state, SupplierLack.state == wanted.state),
        (wanted.what, SupplierLack.what == wanted.what),
        (wanted.thing, SupplierLack.thing == wanted.thing),
        (wanted.stratum, Company.stratum == wanted.stratum),
        (wanted.municipality, _municipality() == wanted.municipality),
        (wanted.claimed, SupplierLack.claimed_at.is_not(None) & SupplierLack.state.not_in(CLOSED)),
    )
    for asked, condition in conditions:
        if asked:
            query = query.where(condition)
    return query


def _municipality() -> Any:
    first = select(Site.municipality).where(Site.company_id == Company.id).order_by(Site.id).limit(1)
    return func.coalesce(first.correlate(Company).scalar_subquery(), "")


def municipalities_of(company_ids: Sequence[int]) -> dict[int, str]:
    """The municipality of each company: that of its first site."""
    rows = session().execute(select(Company.id, _municipality()).where(Company.id.in_(company_ids)))
    return {id: place for id, place in rows}


def list_places(edition_id: int) -> list[str]:
    """The municipalities of the companies of which something is followed, by name."""
    query = (
        select(_municipality())
        .select_from(Company)
        .where(Company.id.in_(select(SupplierLack.company_id).where(SupplierLack.edition_id == edition_id)))
    )
    return sorted({place for place in session().scalars(query) if place}, key=sort_key)


def list_things(edition_id: int) -> list[tuple[Lacking, str]]:
    """The things that are followed."""
    query = select(SupplierLack.what, SupplierLack.thing).where(SupplierLack.edition_id == edition_id).distinct()
    return [(what, thing) for what, thing in session().execute(query.order_by(SupplierLack.what, SupplierLack.thing))]


def progress_of(edition_id: int) -> Progress:
    """How many of the things that are followed are closed."""
    closed = SupplierLack.state.in_(CLOSED)
    row = session().execute(
        select(
            func.count(),
            func.count().filter(closed),
            func.count().filter(SupplierLack.claimed_at.is_not(None), ~closed),
        ).where(SupplierLack.edition_id == edition_id)
    )
    followed, done, claimed = row.one()
    return Progress(followed=followed, closed=done, claimed=claimed)


def get_lack(lack_id: int, *, edition_id: int, company_id: int | None = None) -> SupplierLack:
    """A thing that is followed, of this company where it is named.

    Raises:
        NotFound: there is none.
    """
    query = select(SupplierLack).where(SupplierLack.id == lack_id, SupplierLack.edition_id == edition_id)
    if company_id is not None:
        query = query.where(SupplierLack.company_id == company_id)
    return one(query.options(joinedload(SupplierLack.company), joinedload(SupplierLack.changed_by)))


def followed_of(company_id: int, *, edition_id: int) -> dict[tuple[Lacking, str], SupplierLack]:
    """What is followed of one company."""
    query = select(SupplierLack).where(SupplierLack.edition_id == edition_id, SupplierLack.company_id == company_id)
    return {(each.what, each.thing): each for each in session().scalars(query.order_by(SupplierLack.id))}


def list_helpers(edition_id: int) -> list[Helper]:
    """Who helps the suppliers of an edition, by name."""
    rows = session().scalars(select(LackHelper).where(LackHelper.edition_id == edition_id))
    helpers = [
        Helper(
            id=each.id,
            organisation=each.organisation,
            kind=each.kind,
            page=each.page,
            covers=frozenset(str(thing) for thing in each.covers),
        )
        for each in rows
    ]
    return sorted(helpers, key=lambda each: (sort_key(each.organisation), each.id))


def get_helper(helper_id: int, *, edition_id: int) -> LackHelper:
    """One of them.

    Raises:
        NotFound: there is none in this edition.
    """
    return one(select(LackHelper).where(LackHelper.id == helper_id, LackHelper.edition_id == edition_id))


def parents_of_processes() -> dict[int, int | None]:
    """The family of each process."""
    return {id: parent for id, parent in session().execute(select(Process.id, Process.parent_id))}
