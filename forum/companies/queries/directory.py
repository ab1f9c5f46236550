"""The organiser's list of the companies that take part in an edition."""

from sqlalchemy import ColumnElement, CompoundSelect, distinct, func, select

from forum.companies.enums import Stratum
from forum.companies.models import Company
from forum.companies.rules.rfc import GENERIC_RFCS
from forum.core.database import session
from forum.core.mentions import mentions
from forum.core.paging import Page, rows_of


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


def count_by_stratum(among: CompoundSelect[tuple[int]]) -> dict[Stratum, int]:
    """Number of companies per stratum, of those with these ids."""
    query = select(Company.stratum, func.count()).where(Company.stratum.is_not(None), Company.id.in_(among))
    counts = {stratum: count for stratum, count in session().execute(query.group_by(Company.stratum))}
    return {stratum: counts.get(stratum, 0) for stratum in Stratum}


def _wanted(among: CompoundSelect[tuple[int]], text: str, stratum: Stratum | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Company.id.in_(among)]
    if stratum is not None:
        wanted.append(Company.stratum == stratum)
    return [*wanted, *mentions(text, Company.name_folded, func.lower(Company.rfc))]
