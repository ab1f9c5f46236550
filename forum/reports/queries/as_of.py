"""Who was registered, had entered and took part at a moment, by the histories of that.

A status is the last one that was written down until then. What a company is (size, sector, municipality, allies) has no
such history: it is read as it is.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Exists, exists, func, or_, select

from forum.checkin.enums import AreaKind
from forum.checkin.models import Area, Entry
from forum.companies.models import Company
from forum.core.database import session
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor, ExhibitorEvent
from forum.matchmaking.enums import RequirementStatus, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement, Supplier, SupplierEvent
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.queries import STANDS
from forum.reports.queries.business import potential_of
from forum.reports.queries.counts import list_organisations
from forum.reports.rules import Counted, Organisation
from forum.reports.rules.business import Potential


def status_at(event: Any, owner: Any, current: Any, *, moment: datetime) -> Any:
    """The status that a thing had at a moment; where its history says nothing of then, the one it has.

    `owner`: the column of the event and that of the thing which must be equal.
    """
    of, id = owner
    last = select(event.status).where(of == id, event.at <= moment).order_by(event.id.desc()).limit(1)
    return func.coalesce(last.scalar_subquery(), current)


def registrations_at(edition_id: int, moment: datetime) -> list[Counted]:
    """The registrations by what they have in common; who was merged into another counts there."""
    entered = (
        exists()
        .where(
            Entry.registration_id == Registration.id,
            Entry.entered_at <= moment,
            Area.id == Entry.area_id,
            Area.kind == AreaKind.VENUE,
        )
        .label("entered")
    )
    owner = RegistrationEvent.registration_id, Registration.id
    rows = (
        select(
            Registration.category_id,
            status_at(RegistrationEvent, owner, Registration.status, moment=moment).label("status"),
            func.coalesce(Registration.sector, Company.sector).label("sector"),
            entered,
        )
        .outerjoin(Company, Company.id == Registration.company_id)
        .where(Registration.edition_id == edition_id, Registration.created_at <= moment, STANDS)
        .subquery()
    )
    query = select(*rows.c, func.count().label("number")).group_by(*rows.c)
    return [Counted(**{**row._mapping, "entered": bool(row.entered)}) for row in session().execute(query)]


def entries_at(edition_id: int, moment: datetime) -> dict[date, int]:
    """Number of people who had entered the forum on each day."""
    query = (
        select(Entry.day, func.count())
        .join(Area, Area.id == Entry.area_id)
        .where(Area.edition_id == edition_id, Area.kind == AreaKind.VENUE, Entry.entered_at <= moment)
        .group_by(Entry.day)
        .order_by(Entry.day)
    )
    return {day: count for day, count in session().execute(query)}


def organisations_at(edition_id: int, moment: datetime) -> list[Organisation]:
    """The companies that took part: with a buyer, approved as supplier, or approved as exhibitor."""
    supplying = status_at(SupplierEvent, (SupplierEvent.supplier_id, Supplier.id), Supplier.status, moment=moment)
    exhibiting = status_at(ExhibitorEvent, (ExhibitorEvent.exhibitor_id, Exhibitor.id), Exhibitor.status, moment=moment)
    parts: dict[str, Exists] = {
        "buys": exists().where(Buyer.company_id == Company.id, *_buying(edition_id, moment)),
        "supplies": exists().where(
            Supplier.company_id == Company.id,
            Supplier.edition_id == edition_id,
            Supplier.created_at <= moment,
            supplying == SupplierStatus.APPROVED,
        ),
        "exhibits": exists().where(
            Exhibitor.company_id == Company.id,
            Exhibitor.edition_id == edition_id,
            Exhibitor.created_at <= moment,
            exhibiting == ExhibitorStatus.APPROVED,
        ),
    }
    return list_organisations(edition_id, parts=parts)


def _buying(edition_id: int, moment: datetime) -> tuple[Any, ...]:
    stays = or_(Buyer.removed_at.is_(None), Buyer.removed_at > moment)
    return Buyer.edition_id == edition_id, Buyer.invited_at <= moment, stays


def buyers_at(edition_id: int, moment: datetime) -> int:
    """Number of people who bought for their companies."""
    return session().scalar(select(func.count(Buyer.id)).where(*_buying(edition_id, moment))) or 0


def _published(edition_id: int, moment: datetime) -> tuple[Any, ...]:
    since = func.coalesce(Requirement.published_at, Requirement.created_at)
    return Requirement.edition_id == edition_id, Requirement.status != RequirementStatus.DRAFT, since <= moment


def requirements_at(edition_id: int, moment: datetime) -> int:
    """Number of requirements that had been published, also of those closed since."""
    return session().scalar(select(func.count(Requirement.id)).where(*_published(edition_id, moment))) or 0


def potential_at(edition_id: int, moment: datetime) -> list[Potential]:
    """Their value, by currency and years."""
    return potential_of(*_published(edition_id, moment))
