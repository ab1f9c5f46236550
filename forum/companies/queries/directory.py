"""The organiser's list of companies."""

from sqlalchemy import ColumnElement, distinct, func, or_, select

from forum.companies.enums import Stratum
from forum.companies.models import Company
from forum.companies.rules.rfc import GENERIC_RFCS
from forum.core.database import session
from forum.core.paging import Page, page_of
from forum.core.search import like, words


def list_companies(*, text: str = "", stratum: Stratum | None = None, number: int = 1) -> Page[Company]:
    """Companies by name; `text` is looked for, word by word, in the names and the RFC."""
    query = select(Company).where(*_wanted(text, stratum)).order_by(Company.name_folded, Company.id)
    return page_of(query, number=number)


def count_rfcs(*, text: str = "", stratum: Stratum | None = None) -> int:
    """The number of different RFCs among the companies of a search; generic ones are nobody's."""
    own_rfc = func.nullif(func.nullif(Company.rfc, GENERIC_RFCS[0]), GENERIC_RFCS[1])
    return session().scalar(select(func.count(distinct(own_rfc))).where(*_wanted(text, stratum))) or 0


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
