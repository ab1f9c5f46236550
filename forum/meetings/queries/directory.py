"""Suppliers as buyers look for them, asked of the database: `shelved` answers the same from memory, tests compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute

from forum.companies.enums import Stratum
from forum.companies.models import Affiliation, Ally, AllyCode, Capability, Certificate, Company, Process, Site
from forum.core.database import session
from forum.core.mentions import mentions
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import Mark, SupplierStatus
from forum.matchmaking.models import Supplier, SupplierMark
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierSearch:
    """What a buyer looks for; empty means any. `has_stand`: only who exhibits; `mark`: only whom the buyer marked so.

    `ally_id`: only whom an ally brought, or who is its member. Without a mark nobody is found whom the buyer has marked
    *no*.
    """

    text: str = ""
    process_id: int | None = None
    standard: str | None = None
    municipality: str | None = None
    stratum: Stratum | None = None
    ally_id: int | None = None
    has_stand: bool = False
    mark: Mark | None = None


def find_supplier_ids(edition_id: int, search: SupplierSearch, *, buyer_id: int | None, today: date) -> Sequence[int]:
    """The companies of the approved suppliers that a search of this buyer (None: of the staff) finds, by name."""
    query = (
        select(Company.id)
        .join(Supplier, Supplier.company_id == Company.id)
        .where(Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED)
        .where(*mentions(search.text, Company.name_folded), *_offered(search), *_held(search, today=today))
        .where(*_placed(search, edition_id), *_marked(search, buyer_id))
        .order_by(Company.name_sorted, Company.id)
    )
    return session().scalars(query).all()


def exhibits_in(edition_id: int | InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ...]:
    """That an exhibitor is approved in this edition, given by its id or by a column."""
    return Exhibitor.edition_id == edition_id, Exhibitor.status == ExhibitorStatus.APPROVED


def _offered(search: SupplierSearch) -> list[ColumnElement[bool]]:
    if search.process_id is None:
        return []
    offered = exists().where(
        Capability.company_id == Company.id,
        Process.id == Capability.process_id,
        or_(Process.id == search.process_id, Process.parent_id == search.process_id),
    )
    return [offered]


def _held(search: SupplierSearch, *, today: date) -> list[ColumnElement[bool]]:
    if not search.standard:
        return []
    held = exists().where(
        Certificate.company_id == Company.id,
        Certificate.standard == search.standard,
        Certificate.in_process.is_(False),
        Certificate.valid_until >= today,
    )
    return [held]


def _placed(search: SupplierSearch, edition_id: int) -> list[ColumnElement[bool]]:
    """Where it is, how large, at which stand, and by whom it was brought."""
    wanted: list[ColumnElement[bool]] = []
    if search.municipality:
        wanted.append(exists().where(Site.company_id == Company.id, Site.municipality == search.municipality))
    if search.stratum is not None:
        wanted.append(Company.stratum == search.stratum)
    if search.has_stand:
        exhibits = and_(Exhibitor.company_id == Company.id, Exhibitor.stand_id.is_not(None), *exhibits_in(edition_id))
        wanted.append(exists().where(exhibits))
    if search.ally_id is not None:
        wanted.append(Company.id.in_(brought_by(search.ally_id, edition_id)))
    return wanted


def brought_by(ally_id: int, edition_id: int) -> CompoundSelect[tuple[int | None]]:
    """The companies for which somebody registered with a code of this ally, and its members."""
    members = select(Affiliation.company_id).where(Affiliation.ally_id == ally_id)
    return union(_brought(edition_id).where(AllyCode.ally_id == ally_id), members)


def _brought(edition_id: int) -> Select[tuple[int | None]]:
    """The companies for which somebody registered with the code of an ally."""
    gone = (RegistrationStatus.CANCELLED, RegistrationStatus.REJECTED)
    return (
        select(Registration.company_id)
        .join(AllyCode, AllyCode.id == Registration.ally_code_id)
        .where(
            Registration.edition_id == edition_id,
            Registration.company_id.is_not(None),
            Registration.status.not_in(gone),
        )
    )


def _marked(search: SupplierSearch, buyer_id: int | None) -> list[ColumnElement[bool]]:
    marks = select(SupplierMark.company_id).where(SupplierMark.buyer_id == buyer_id)
    if search.mark is not None:
        return [Company.id.in_(marks.where(SupplierMark.mark == search.mark))]
    return [] if buyer_id is None else [Company.id.not_in(marks.where(SupplierMark.mark == Mark.NO))]


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


def list_supplier_allies(edition_id: int) -> Sequence[tuple[int, str]]:
    """The allies that brought a supplier of an edition or have one as a member: id and name."""
    taking_part = select(Supplier.company_id).where(
        Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED
    )
    brought = _brought(edition_id).with_only_columns(AllyCode.ally_id)
    members = select(Affiliation.ally_id).where(Affiliation.company_id.in_(taking_part))
    ids = union(brought.where(Registration.company_id.in_(taking_part)), members)
    return [row._tuple() for row in session().execute(select(Ally.id, Ally.name).where(Ally.id.in_(ids)))]
