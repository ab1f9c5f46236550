"""The lists of an edition as sheets with the headings of their imports: changed there, they are uploaded again.

Each row says its id, by which it is known again whatever else was changed.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import CompoundSelect, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.core.i18n import LANGUAGE_NAMES
from forum.core.labels import word_of
from forum.core.phones import display_phone
from forum.editions.models import MeetingTable
from forum.exhibitors.models import Stand
from forum.imports.enums import ImportKind
from forum.matchmaking.models import Buyer

Told = dict[str, Any]


def list_of_stands(edition_id: int) -> Iterator[Told]:
    """The stands, by number."""
    query = select(Stand).options(joinedload(Stand.hall)).where(Stand.edition_id == edition_id)
    for stand in session().scalars(query.order_by(Stand.code)):
        yield {
            "id": stand.id,
            "code": stand.code,
            "hall": stand.hall.name,
            "width": f"{stand.width_cm / 100:g}",
            "depth": f"{stand.depth_cm / 100:g}",
            "type": stand.kind,
        }


def list_of_buyers(edition_id: int) -> Iterator[Told]:
    """The buyers who were not removed, by company."""
    query = select(Buyer, Person, Company, MeetingTable.number).join(Person, Person.id == Buyer.person_id)
    query = query.join(Company, Company.id == Buyer.company_id)
    query = query.outerjoin(MeetingTable, MeetingTable.id == Buyer.table_id)
    query = query.where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
    for buyer, person, company, table in session().execute(query.order_by(Company.name_sorted, Buyer.id)):
        yield {
            "id": buyer.id,
            "given_names": person.given_names,
            "first_surname": person.first_surname,
            "second_surname": person.second_surname,
            "email": person.email,
            "phone": display_phone(person.phone) if person.phone else "",
            "company": company.name,
            "rfc": company.rfc,
            "position": buyer.position,
            "table": table,
            "interpreter": word_of(buyer.interpreter_language),
            "language": LANGUAGE_NAMES[person.language],
        }


def list_of_companies(among: CompoundSelect[tuple[int]]) -> Iterator[Told]:
    """These companies, by name."""
    for company in session().scalars(select(Company).where(Company.id.in_(among)).order_by(Company.name_sorted)):
        yield {
            "id": company.id,
            "rfc": company.rfc,
            "legal_name": company.legal_name,
            "name": company.name,
            "sector": word_of(company.sector),
            "country": company.country,
            "website": company.website,
        }


LISTS: Mapping[ImportKind, Callable[[Any], Iterator[Told]]] = {
    ImportKind.STANDS: list_of_stands,
    ImportKind.BUYERS: list_of_buyers,
    ImportKind.COMPANIES: list_of_companies,
}


def rows_for(told: Iterator[Told], fields: Mapping[str, str]) -> list[list[str]]:
    """The rows of a sheet whose columns are these fields; what is not said is empty."""
    return [["" if each.get(name) is None else str(each[name]) for name in fields] for each in told]
