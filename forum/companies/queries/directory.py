"""The organiser's list of the companies that take part in an edition.

`find_listed` looks through what is kept of them; `list_companies` asks the database the same, and tests compare.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, distinct, func, select

from forum.companies.enums import Sector, Stratum
from forum.companies.models import Company
from forum.companies.rules.rfc import GENERIC_RFCS
from forum.core.database import session
from forum.core.mentions import mentions
from forum.core.paging import Page, rows_of
from forum.core.search import is_in, words
from forum.core.sorting import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCompany:
    """A company as the list shows it, and what is searched of it."""

    id: int
    name: str
    legal_name: str
    name_folded: str
    rfc: str | None
    sector: Sector | None
    stratum: Stratum | None
    stratum_flagged: bool


def listed_companies(among: CompoundSelect[tuple[int]]) -> tuple[ListedCompany, ...]:
    """Those of these companies by name, in one statement."""
    columns = [getattr(Company, field.name) for field in fields(ListedCompany)]
    query = select(*columns).where(Company.id.in_(among)).order_by(Company.name_sorted, Company.id)
    return tuple(ListedCompany(**row._mapping) for row in session().execute(query))


def find_listed(
    companies: Iterable[ListedCompany],
    *,
    text: str = "",
    stratum: Stratum | None = None,
    unclassified: bool = False,
    among: Container[int] | None = None,
) -> list[ListedCompany]:
    """Those of this stratum with each word of the text in their name or RFC.

    `unclassified`: those without a stratum. `among`: only those of these ids.
    """
    sought = words(text)
    return [
        company
        for company in companies
        if (stratum is None or company.stratum is stratum)
        and not (unclassified and company.stratum)
        and (among is None or company.id in among)
        and all(is_in(word, company.name_folded) or is_in(word, (company.rfc or "").lower()) for word in sought)
    ]


SORTS: Mapping[str, Callable[[ListedCompany], Any]] = {
    "name": lambda company: company.id,  # they are by name already
    "rfc": lambda company: company.rfc or "",
    "sector": lambda company: _place(company.sector, Sector),
    "stratum": lambda company: _place(company.stratum, Stratum),
}


def _place(value: Any, values: Iterable[Any]) -> int:
    return list(values).index(value) if value is not None else -1


def in_listed_order(companies: list[ListedCompany], order: Order | None) -> list[ListedCompany]:
    """Companies, which are by name, in an order; what is alike in it stays by name."""
    if order is None or (order.by == "name" and not order.is_descending):
        return companies
    if order.by == "name":
        return companies[::-1]
    return sorted(companies, key=SORTS[order.by], reverse=order.is_descending)


def count_rfcs(companies: Iterable[ListedCompany]) -> int:
    """Number of different RFCs; generic ones are nobody's."""
    return len({company.rfc for company in companies} - {None, *GENERIC_RFCS})


def count_listed(companies: Iterable[ListedCompany]) -> dict[Stratum, int]:
    """Number of companies per stratum."""
    counts = Counter(company.stratum for company in companies)
    return {stratum: counts[stratum] for stratum in Stratum}


def list_companies(
    among: CompoundSelect[tuple[int]], *, text: str = "", stratum: Stratum | None = None, number: int = 1
) -> tuple[Page[Company], int]:
    """Companies by name, and the number of different RFCs of all pages; generic ones are nobody's.

    `among` are the ids of those that may be seen; `text` is looked for, word by word, in the names and the RFC.
    """
    wanted = _wanted(among, text, stratum)
    own_rfc = func.nullif(func.nullif(Company.rfc, GENERIC_RFCS[0]), GENERIC_RFCS[1])
    rfcs = select(func.count(distinct(own_rfc))).where(*wanted).correlate(None).scalar_subquery()
    query = select(Company, rfcs).where(*wanted).order_by(Company.name_sorted, Company.id)
    page = rows_of(query, number=number, ids=select(Company.id).where(*wanted))
    return page.showing([company for company, _rfcs in page.rows]), page.rows[0][1] if page.rows else 0


def _wanted(among: CompoundSelect[tuple[int]], text: str, stratum: Stratum | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Company.id.in_(among)]
    if stratum is not None:
        wanted.append(Company.stratum == stratum)
    return [*wanted, *mentions(text, Company.name_folded, func.lower(Company.rfc))]
