"""Suppliers as buyers look for them, and companies as the other side of a meeting may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.companies.enums import Stratum
from forum.companies.models import Capability, Certificate, Company, Membership, Process, Site
from forum.core.database import session
from forum.core.kept import Kept
from forum.core.mentions import mentions
from forum.editions.models import Slot
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor, Stand
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.matchmaking.queries.requirements import get_profiles
from forum.matchmaking.rules.match import CompanyProfile
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest

SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierSearch:
    """What a buyer looks for; empty means any. `has_stand`: only who exhibits."""

    text: str = ""
    process_id: int | None = None
    standard: str | None = None
    municipality: str | None = None
    stratum: Stratum | None = None
    has_stand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSupplier:
    """A supplier as the directory shows it; `stand`: the code of its stand, where it has one."""

    company_id: int
    name: str
    about: str
    stratum: Stratum | None
    stand: str | None


def list_directory(edition_id: int, search: SupplierSearch, *, today: date) -> Sequence[ListedSupplier]:
    """The approved suppliers of an edition that a search finds, by name."""
    stand = and_(
        Exhibitor.company_id == Company.id,
        Exhibitor.edition_id == edition_id,
        Exhibitor.status == ExhibitorStatus.APPROVED,
    )
    query = (
        select(Company.id, Company.name, Company.about, Company.stratum, Stand.code)
        .join(Supplier, Supplier.company_id == Company.id)
        .outerjoin(Exhibitor, stand)
        .outerjoin(Stand, Stand.id == Exhibitor.stand_id)
        .where(Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED)
        .where(*mentions(search.text, Company.name_folded), *_wanted(search, today=today))
        .order_by(Company.name_sorted, Company.id)
    )
    return [
        ListedSupplier(company_id=id, name=name, about=about, stratum=stratum, stand=code)
        for id, name, about, stratum, code in session().execute(query)
    ]


def _wanted(search: SupplierSearch, *, today: date) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if search.process_id is not None:
        offered = exists().where(
            Capability.company_id == Company.id,
            Process.id == Capability.process_id,
            or_(Process.id == search.process_id, Process.parent_id == search.process_id),
        )
        wanted.append(offered)
    if search.standard:
        held = exists().where(
            Certificate.company_id == Company.id,
            Certificate.standard == search.standard,
            Certificate.in_process.is_(False),
            Certificate.valid_until >= today,
        )
        wanted.append(held)
    if search.municipality:
        wanted.append(exists().where(Site.company_id == Company.id, Site.municipality == search.municipality))
    if search.stratum is not None:
        wanted.append(Company.stratum == search.stratum)
    if search.has_stand:
        wanted.append(Stand.code.is_not(None))
    return wanted


def get_supplier_profiles(edition_id: int) -> dict[int, CompanyProfile]:
    """What every approved supplier of an edition offers and holds: company id to profile."""
    ids = select(Supplier.company_id).where(
        Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED
    )
    return get_profiles(session().scalars(ids).all())


kept_supplier_profiles = Kept(get_supplier_profiles, of=(Capability, Certificate, Process, Supplier), seconds=SECONDS)


def list_municipalities(edition_id: int) -> Sequence[str]:
    """Where the approved suppliers of an edition have plants or offices."""
    query = (
        select(Site.municipality)
        .join(Supplier, Supplier.company_id == Site.company_id)
        .where(
            Supplier.edition_id == edition_id,
            Supplier.status == SupplierStatus.APPROVED,
            Site.municipality != "",
        )
        .distinct()
    )
    return session().scalars(query).all()


def companies_a_buyer_sees(edition_id: int, buyer_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the companies whose profile a buyer sees: suppliers that take part, and who asked or meets them."""
    taking_part = select(Supplier.company_id).where(
        Supplier.edition_id == edition_id,
        Supplier.status.in_((SupplierStatus.APPROVED, SupplierStatus.SUSPENDED)),
    )
    asked = select(MeetingRequest.company_id).where(MeetingRequest.buyer_id == buyer_id)
    meets = select(Meeting.company_id).where(Meeting.buyer_id == buyer_id)
    return union(taking_part, asked, meets)


def companies_the_staff_sees(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the suppliers and buying companies of an edition."""
    return union(
        select(Supplier.company_id).where(Supplier.edition_id == edition_id),
        select(Buyer.company_id).where(Buyer.edition_id == edition_id),
    )


def buying_companies(edition_id: int) -> Select[tuple[int]]:
    """The ids of the companies that buy in an edition, which its suppliers may see."""
    return select(Buyer.company_id).where(
        Buyer.edition_id == edition_id, Buyer.accepted_at.is_not(None), Buyer.removed_at.is_(None)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody who acts for a company; e-mail and telephone only once a meeting with them is agreed."""

    name: str
    email: str | None
    phone: str | None


def list_contacts(company_id: int, *, buyer_id: int | None) -> Sequence[Contact]:
    """The people who act for a company, by name, as this buyer may know them (None: nobody's meetings count)."""
    agreed = exists().where(
        Meeting.buyer_id == buyer_id,
        Meeting.person_id == Person.id,
        Meeting.company_id == company_id,
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    query = (
        select(Person, agreed)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.company_id == company_id, Person.disabled_at.is_(None))
        .order_by(Person.name_sorted, Person.id)
    )
    return [
        Contact(
            name=person.full_name,
            email=person.email if known else None,
            phone=person.phone if known else None,
        )
        for person, known in session().execute(query)
    ]


def count_past_meetings(company_id: int, *, buying_company_id: int, now: datetime) -> int:
    """Number of meetings of two companies that are over, in every edition; cancelled ones do not count."""
    query = (
        select(func.count(Meeting.id))
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .join(Slot, Slot.id == Meeting.slot_id)
        .where(
            Meeting.company_id == company_id,
            Buyer.company_id == buying_company_id,
            Meeting.status == MeetingStatus.SCHEDULED,
            Slot.ends_at <= now,
        )
    )
    return session().scalar(query) or 0


def list_requests_between(company_id: int, *, buyer_id: int) -> Sequence[MeetingRequest]:
    """What a company asked of a buyer, the latest first, with the requirement."""
    query = (
        select(MeetingRequest)
        .where(MeetingRequest.company_id == company_id, MeetingRequest.buyer_id == buyer_id)
        .options(joinedload(MeetingRequest.requirement), joinedload(MeetingRequest.person))
        .order_by(MeetingRequest.id.desc())
    )
    return session().scalars(query).all()
