"""The approved suppliers of an edition in memory, half a minute old at most: what a buyer looks through.

A change in the same process is seen at once; what a buyer has marked is asked each time. `directory.find_supplier_ids`
asks the database the same; tests compare.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, func, select

from forum.companies.enums import Stratum
from forum.companies.models import Affiliation, Ally, AllyCode, Capability, Certificate, Company, Process, Site
from forum.core.collation import sort_key
from forum.core.database import session
from forum.core.kept import Kept
from forum.core.prepared import Prepared
from forum.core.search import is_in, words
from forum.exhibitors.models import Exhibitor, Stand
from forum.matchmaking.enums import Mark, SupplierStatus
from forum.matchmaking.models import Supplier
from forum.matchmaking.queries.supply import SECONDS, kept_holding, kept_offering, supply_for
from forum.matchmaking.rules.match import Criteria
from forum.meetings.queries.directory import (
    SupplierSearch,
    brought_by,
    exhibits_in,
    list_municipalities,
    list_supplier_allies,
)

BEGINNING = 200
"""So many letters of what a company says of itself: a list shows fewer."""
RANKINGS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedSupplier:
    """A supplier as it is listed; `about`: its beginning; `stand`: its code; `folded`: what a search compares."""

    company_id: int
    name: str
    folded: str
    about: str
    stratum: Stratum | None
    stand: str | None


_APPROVED = Prepared(
    select(
        Company.id,
        Company.name,
        Company.name_folded,
        func.substr(Company.about, 1, BEGINNING).label("about"),
        Company.stratum,
        Stand.code,
    )
    .join(Supplier, Supplier.company_id == Company.id)
    .outerjoin(
        Exhibitor,
        and_(Exhibitor.company_id == Company.id, *exhibits_in(Supplier.edition_id)),
    )
    .outerjoin(Stand, Stand.id == Exhibitor.stand_id)
    .where(Supplier.edition_id == bindparam("edition_id"), Supplier.status == SupplierStatus.APPROVED)
    .order_by(Company.name_sorted, Company.id)
)


def suppliers_in(edition_id: int) -> dict[int, ShelvedSupplier]:
    """The approved suppliers of an edition by name: company id to supplier."""
    return {
        row.id: ShelvedSupplier(
            company_id=row.id,
            name=row.name,
            folded=row.name_folded,
            about=row.about,
            stratum=row.stratum,
            stand=row.code,
        )
        for row in _APPROVED.rows(edition_id=edition_id)
    }


def _ranking(edition_id: int, criteria: Criteria, today: date) -> tuple[int, ...]:
    return tuple(supply_for(criteria, today).ranked(kept_suppliers(edition_id)))


def _companies_at(municipality: str) -> frozenset[int]:
    return frozenset(session().scalars(select(Site.company_id).where(Site.municipality == municipality)))


def _companies_brought(ally_id: int, edition_id: int) -> frozenset[int | None]:
    return frozenset(session().scalars(brought_by(ally_id, edition_id)))


def _municipalities(edition_id: int) -> list[str]:
    return sorted(list_municipalities(edition_id), key=sort_key)


def _allies(edition_id: int) -> list[tuple[int, str]]:
    return sorted(list_supplier_allies(edition_id), key=lambda ally: sort_key(ally[1]))


_SHOWN = (Company, Supplier, Exhibitor, Stand)
kept_suppliers = Kept(suppliers_in, of=_SHOWN, seconds=SECONDS)
kept_municipalities = Kept(_municipalities, of=(Site, Supplier), seconds=SECONDS)
kept_allies = Kept(_allies, of=(Ally, AllyCode, Affiliation, Supplier), seconds=SECONDS)
"""The allies of suppliers by name. Not let go by a registration, of which some come each second."""
_kept_ranking = Kept(_ranking, of=(Capability, Certificate, Process, Company, Supplier), seconds=SECONDS, most=RANKINGS)
_kept_companies_at = Kept(_companies_at, of=(Site,), seconds=SECONDS)
_kept_companies_brought = Kept(_companies_brought, of=(AllyCode, Affiliation), seconds=SECONDS)


def find_shelved(
    edition_id: int, search: SupplierSearch, *, criteria: Criteria | None, marks: Mapping[int, Mark], today: date
) -> Sequence[ShelvedSupplier]:
    """Whom a search of a buyer with these marks finds: by match where there are criteria, else by name."""
    shelf = kept_suppliers(edition_id)
    ids: Iterable[int] = shelf
    if criteria is not None:  # the order may be older than the shelf
        ids = [id for id in _kept_ranking(edition_id, criteria, today) if id in shelf]
    for companies in _companies_with(search, edition_id, today):
        ids = [id for id in ids if id in companies]
    found = [shelf[id] for id in _unhidden(ids, marks, search.mark)]
    if search.stratum is not None:
        found = [each for each in found if each.stratum is search.stratum]
    if search.has_stand:
        found = [each for each in found if each.stand is not None]
    for word in words(search.text):
        found = [each for each in found if is_in(word, each.folded)]
    return found


def _companies_with(search: SupplierSearch, edition_id: int, today: date) -> Iterator[Set[int | None]]:
    """The companies that have what is looked for."""
    if search.process_id is not None:
        offering = kept_offering(search.process_id)
        yield offering.itself | offering.beneath
    if search.standard:
        yield kept_holding(search.standard, today).current
    if search.municipality:
        yield _kept_companies_at(search.municipality)
    if search.ally_id is not None:
        yield _kept_companies_brought(search.ally_id, edition_id)


def _unhidden(ids: Iterable[int], marks: Mapping[int, Mark], wanted: Mark | None) -> Iterable[int]:
    """Those with the mark that is wanted; without one, all but whom the buyer has marked *no*."""
    marked = {id for id, mark in marks.items() if mark is (wanted or Mark.NO)}
    if wanted is not None:
        return [id for id in ids if id in marked]
    return [id for id in ids if id not in marked] if marked else ids
