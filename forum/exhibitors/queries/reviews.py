"""The organiser's list of exhibitors."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from forum.companies.enums import Stratum
from forum.companies.models import Company
from forum.core.database import session
from forum.core.each import Found, find_up_to
from forum.core.mentions import mentions
from forum.core.paging import Page, rows_of
from forum.core.sorting import Order, Sorts, in_order, rank
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor, StaffMember, Stand


@dataclass(frozen=True, kw_only=True)
class Review:
    """One row of the list."""

    id: int
    company: str
    rfc: str | None
    stratum: Stratum | None
    status: ExhibitorStatus
    stand: str | None
    staff: int
    staff_quota: int
    changed_at: datetime


def count_by_status(edition_id: int) -> dict[ExhibitorStatus, int]:
    """Number of applications per status."""
    query = select(Exhibitor.status, func.count()).where(Exhibitor.edition_id == edition_id).group_by(Exhibitor.status)
    counts = {status: count for status, count in session().execute(query)}
    return {status: counts.get(status, 0) for status in ExhibitorStatus}


_STAFF = select(func.count()).select_from(StaffMember).where(StaffMember.exhibitor_id == Exhibitor.id).scalar_subquery()

SORTS: Sorts = {
    "company": (Company.name_sorted,),
    "status": (rank(Exhibitor.status, ExhibitorStatus),),
    "stand": (func.coalesce(Stand.code, ""),),
    "stratum": (rank(Company.stratum, Stratum),),
    "staff": (_STAFF,),
    "since": (Exhibitor.changed_at,),
}


def list_exhibitors(
    edition_id: int,
    *,
    status: ExhibitorStatus | None = None,
    text: str = "",
    order: Order | None = None,
    number: int = 1,
) -> Page[Review]:
    """Applications by company name; `text` is looked for, word by word, in the company's names, RFC and stand."""
    wanted = _wanted(edition_id, status, text)
    query = (
        select(Exhibitor, _STAFF)
        .join(Exhibitor.company)
        .outerjoin(Exhibitor.stand)
        .options(contains_eager(Exhibitor.company), contains_eager(Exhibitor.stand))
        .where(*wanted)
        .order_by(*in_order(order, SORTS, usual=(Company.name_sorted,), last=Exhibitor.id))
    )
    page = rows_of(query, number=number, ids=select_exhibitors(edition_id, status=status, text=text))
    return page.showing([_review(exhibitor, count) for exhibitor, count in page.rows])


def select_exhibitors(edition_id: int, *, status: ExhibitorStatus | None, text: str) -> Select[tuple[int]]:
    """The ids of the applications that a list finds, also for a statement of another domain."""
    ids = select(Exhibitor.id).join(Exhibitor.company).outerjoin(Exhibitor.stand)
    return ids.where(*_wanted(edition_id, status, text))


def find_exhibitors(
    edition_id: int,
    statuses: Collection[ExhibitorStatus],
    *,
    status: ExhibitorStatus | None,
    text: str,
    last: int | None,
    most: int,
) -> Found:
    """The applications of a list that have one of these statuses, up to `last` (`find_up_to`)."""
    query = select_exhibitors(edition_id, status=status, text=text).where(Exhibitor.status.in_(statuses))
    return find_up_to(query, Exhibitor.id, last=last, most=most)


def exhibitors_in(edition_id: int, ids: Iterable[int]) -> Sequence[Exhibitor]:
    """Those of these applications that are of the edition, with their companies, by name."""
    query = select(Exhibitor).join(Exhibitor.company).where(Exhibitor.edition_id == edition_id, Exhibitor.id.in_(ids))
    return session().scalars(query.options(contains_eager(Exhibitor.company)).order_by(Company.name_sorted)).all()


def _wanted(edition_id: int, status: ExhibitorStatus | None, text: str) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Exhibitor.edition_id == edition_id]
    if status is not None:
        wanted.append(Exhibitor.status == status)
    return [*wanted, *mentions(text, Company.name_folded, func.lower(Company.rfc), func.lower(Stand.code))]


def _review(exhibitor: Exhibitor, staff: int) -> Review:
    return Review(
        id=exhibitor.id,
        company=exhibitor.company.name,
        rfc=exhibitor.company.rfc,
        stratum=exhibitor.company.stratum,
        status=exhibitor.status,
        stand=exhibitor.stand.code if exhibitor.stand else None,
        staff=staff,
        staff_quota=exhibitor.staff_quota,
        changed_at=exhibitor.changed_at,
    )
