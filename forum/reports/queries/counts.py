"""What the report counts: registrations with what they have in common, the companies that take part, entries a day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Exists, exists, func, or_, select

from forum.checkin.enums import AreaKind
from forum.checkin.models import Area, Entry
from forum.companies.models import Affiliation, Ally, AllyCode, Company, Site
from forum.core.collation import sort_key
from forum.core.database import session
from forum.editions.models import Slot
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.registration.models import Registration
from forum.registration.queries import STANDS
from forum.reports.rules import Counted, Organisation


def count_registrations(edition_id: int) -> list[Counted]:
    """The registrations of an edition by what they have in common; who was merged into another counts there."""
    entered = (
        exists()
        .where(
            Entry.registration_id == Registration.id,
            Area.id == Entry.area_id,
            Area.kind == AreaKind.VENUE,
        )
        .label("entered")
    )
    sector = func.coalesce(Registration.sector, Company.sector).label("sector")
    rows = (
        select(Registration.category_id, Registration.status, sector, entered)
        .outerjoin(Company, Company.id == Registration.company_id)
        .where(Registration.edition_id == edition_id, STANDS)
        .subquery()
    )
    query = select(*rows.c, func.count().label("number")).group_by(*rows.c)
    return [
        Counted(
            category_id=row.category_id,
            status=row.status,
            sector=row.sector,
            entered=bool(row.entered),
            number=row.number,
        )
        for row in session().execute(query)
    ]


def entries_by_day(edition_id: int) -> dict[date, int]:
    """Number of people who entered the forum on each day."""
    query = (
        select(Entry.day, func.count())
        .join(Area, Area.id == Entry.area_id)
        .where(Area.edition_id == edition_id, Area.kind == AreaKind.VENUE)
        .group_by(Entry.day)
        .order_by(Entry.day)
    )
    return {day: count for day, count in session().execute(query)}


def list_organisations(edition_id: int, *, parts: Mapping[str, Exists] | None = None) -> list[Organisation]:
    """The companies that take part: with a buyer, approved as supplier, or approved as exhibitor.

    `parts`: what each does, where it is not how the edition stands now.
    """
    parts = parts_in(edition_id) if parts is None else parts
    municipality = (
        select(Site.municipality).where(Site.company_id == Company.id).order_by(Site.id).limit(1).scalar_subquery()
    )
    columns = (Company.id, Company.rfc, Company.sector, Company.stratum)
    query = (
        select(
            *columns,
            func.coalesce(municipality, "").label("municipality"),
            *(part.label(name) for name, part in parts.items()),
        )
        .where(or_(*parts.values()))
        .order_by(Company.id)
    )
    members: dict[int, set[int]] = {}
    for company_id, ally_id in session().execute(select(Affiliation.company_id, Affiliation.ally_id)):
        members.setdefault(company_id, set()).add(ally_id)
    return [Organisation(**row._mapping, allies=frozenset(members.get(row.id, ()))) for row in session().execute(query)]


def parts_in(edition_id: int) -> dict[str, Exists]:
    """What a company does in an edition, by the names of `Organisation`."""
    buying = (Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
    supplying = (Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED)
    exhibiting = (Exhibitor.edition_id == edition_id, Exhibitor.status == ExhibitorStatus.APPROVED)
    return {
        "buys": exists().where(Buyer.company_id == Company.id, *buying),
        "supplies": exists().where(Supplier.company_id == Company.id, *supplying),
        "exhibits": exists().where(Exhibitor.company_id == Company.id, *exhibiting),
    }


def list_allies() -> Sequence[tuple[int, str]]:
    """Every ally: id and name, by name."""
    rows = [(ally_id, name) for ally_id, name in session().execute(select(Ally.id, Ally.name))]
    return sorted(rows, key=lambda each: sort_key(each[1]))


def people_by_ally(edition_id: int) -> dict[int, int]:
    """Number of registrations that came with a code of each ally."""
    query = (
        select(AllyCode.ally_id, func.count())
        .join(Registration, Registration.ally_code_id == AllyCode.id)
        .where(Registration.edition_id == edition_id, STANDS)
        .group_by(AllyCode.ally_id)
    )
    return {ally_id: count for ally_id, count in session().execute(query)}


def count_over(edition_id: int, *, now: datetime) -> int:
    """Number of scheduled meetings whose time has passed."""
    query = (
        select(func.count(Meeting.id))
        .join(Slot, Slot.id == Meeting.slot_id)
        .where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED, Slot.ends_at <= now)
    )
    return session().scalar(query) or 0
