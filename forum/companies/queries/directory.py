"""The organiser's list of companies."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, distinct, func, or_, select

from forum.companies.models import GENERIC_RFCS, Company, Stratum
from forum.core.database import session
from forum.core.search import like, words

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """How many companies a search found, and how many different RFCs those have (generic ones are nobody's)."""

    companies: int
    distinct_rfcs: int


def list_companies(
    *, text: str = "", stratum: Stratum | None = None, page: int = 1
) -> tuple[Sequence[Company], Totals]:
    """A page of companies by name, and the totals of the whole search.

    `text` is looked for, word by word, in the names and the RFC.
    """
    wanted = _wanted(text, stratum)
    query = (
        select(Company)
        .where(*wanted)
        .order_by(Company.name_folded, Company.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    own_rfc = func.nullif(func.nullif(Company.rfc, GENERIC_RFCS[0]), GENERIC_RFCS[1])
    companies, rfcs = session().execute(select(func.count(), func.count(distinct(own_rfc))).where(*wanted)).one()
    return session().scalars(query).all(), Totals(companies=companies, distinct_rfcs=rfcs)


def count_by_stratum() -> dict[Stratum, int]:
    """How many companies there are of each size."""
    query = select(Company.stratum, func.count()).where(Company.stratum.is_not(None)).group_by(Company.stratum)
    found = {stratum: count for stratum, count in session().execute(query)}
    return {stratum: found.get(stratum, 0) for stratum in Stratum}


def _wanted(text: str, stratum: Stratum | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if stratum is not None:
        wanted.append(Company.stratum == stratum)
    for word in words(text):
        pattern = like(word)
        wanted.append(
            or_(Company.name_folded.like(pattern, escape="\\"), func.lower(Company.rfc).like(pattern, escape="\\"))
        )
    return wanted or [Company.id.is_not(None)]
