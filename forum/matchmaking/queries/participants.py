"""Buyers and suppliers of an edition."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.core.database import found, one, session
from forum.core.each import Found, find_up_to
from forum.core.mentions import mentions
from forum.core.paging import Page, T, page_of
from forum.core.prepared import PreparedRead
from forum.core.sorting import Order, Sorts, in_order, rank
from forum.editions.enums import HallKind
from forum.editions.models import Hall, MeetingTable, Slot
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Availability, Buyer, Supplier

TABLE = joinedload(Buyer.table).joinedload(MeetingTable.hall)
EAGER_BUYER = (joinedload(Buyer.person), joinedload(Buyer.company), TABLE)
# Built once: every page of a buyer asks for it.
_BUYER = (
    select(Buyer)
    .where(
        Buyer.person_id == bindparam("person_id"),
        Buyer.edition_id == bindparam("edition_id"),
        Buyer.removed_at.is_(None),
    )
    .options(*EAGER_BUYER)
)


def find_buyer(person_id: int, *, edition_id: int) -> Buyer | None:
    """The buyer a person is in this edition, with company and table; one that was removed is none any more."""
    return session().scalars(_BUYER, {"person_id": person_id, "edition_id": edition_id}).one_or_none()


def buyer_for(person_id: int, *, edition_id: int) -> Buyer:
    """The buyer a person is in this edition.

    Raises:
        NotFound: the person is no buyer here.
    """
    return found(find_buyer(person_id, edition_id=edition_id))


def get_buyer(buyer_id: int, *, edition_id: int) -> Buyer:
    """A buyer of this edition, for its staff.

    Raises:
        NotFound: there is none.
    """
    return one(select(Buyer).where(Buyer.id == buyer_id, Buyer.edition_id == edition_id).options(*EAGER_BUYER))


def list_colleagues(buyer: Buyer) -> Sequence[Buyer]:
    """The other buyers of the same company in the same edition, by name, without those who were removed."""
    query = (
        select(Buyer)
        .join(Buyer.person)
        .where(
            Buyer.edition_id == buyer.edition_id,
            Buyer.company_id == buyer.company_id,
            Buyer.id != buyer.id,
            Buyer.removed_at.is_(None),
            Person.disabled_at.is_(None),
        )
        .options(contains_eager(Buyer.person), joinedload(Buyer.company), TABLE)
        .order_by(Person.name_sorted, Buyer.id)
    )
    return session().scalars(query).all()


_TABLE_NUMBER = select(MeetingTable.number).where(MeetingTable.id == Buyer.table_id).scalar_subquery()

BUYER_SORTS: Sorts = {
    "company": (Company.name_sorted, Person.name_sorted),
    "person": (Person.name_sorted,),
    "table": (func.coalesce(_TABLE_NUMBER, 0),),
    "status": (Buyer.removed_at.is_not(None), Buyer.accepted_at.is_(None), Company.name_sorted),
}


def list_buyers(edition_id: int, *, text: str = "", order: Order | None = None, number: int = 1) -> Page[Buyer]:
    """The buyers of an edition, by company and name, those who were removed last.

    Each word of the text is in the company's or person's name.
    """
    query = _buyers(select(Buyer), edition_id, text)
    removed_by = joinedload(Buyer.removed_by)
    query = query.options(contains_eager(Buyer.person), contains_eager(Buyer.company), TABLE, removed_by)
    usual = (Buyer.removed_at.is_not(None), Company.name_sorted, Person.name_sorted)
    return page_of(
        query.order_by(*in_order(order, BUYER_SORTS, usual=usual, last=Buyer.id)),
        ids=_buyers(select(Buyer.id), edition_id, text),
        number=number,
    )


def select_buyers(edition_id: int, *, text: str) -> Select[tuple[int]]:
    """The ids of the buyers that a list finds, for a statement of another domain."""
    return _buyers(select(Buyer.id), edition_id, text)


def _buyers(query: Select[tuple[T]], edition_id: int, text: str) -> Select[tuple[T]]:
    query = query.join(Buyer.person).join(Buyer.company).where(Buyer.edition_id == edition_id)
    return query.where(*mentions(text, Company.name_folded, Person.name_folded))


def list_tables(edition_id: int) -> Sequence[MeetingTable]:
    """The tables of the B2B halls with their halls, by number."""
    query = (
        select(MeetingTable)
        .join(Hall, Hall.id == MeetingTable.hall_id)
        .where(MeetingTable.edition_id == edition_id, Hall.kind == HallKind.B2B)
        .options(contains_eager(MeetingTable.hall))
        .order_by(MeetingTable.number)
    )
    return session().scalars(query).all()


def count_buyers_by_table(edition_id: int) -> dict[int, int]:
    """Number of buyers at each table: table id to count."""
    query = (
        select(Buyer.table_id, func.count())
        .where(Buyer.edition_id == edition_id, Buyer.table_id.is_not(None))
        .group_by(Buyer.table_id)
    )
    return {table_id: count for table_id, count in session().execute(query) if table_id is not None}


_SUPPLIER = PreparedRead(
    Supplier, Supplier.company_id == bindparam("company_id"), Supplier.edition_id == bindparam("edition_id")
)


def find_supplier(company_id: int, *, edition_id: int) -> Supplier | None:
    """The company as supplier in this edition."""
    return _SUPPLIER.find(company_id=company_id, edition_id=edition_id)


_COMPANIES = (
    select(Company, Supplier)
    .join(Membership, Membership.company_id == Company.id)
    .outerjoin(Supplier, and_(Supplier.company_id == Company.id, Supplier.edition_id == bindparam("edition_id")))
    .where(Membership.person_id == bindparam("person_id"))
    .order_by(Company.name_sorted, Company.id)
)


def list_companies_of(person_id: int, *, edition_id: int) -> Sequence[tuple[Company, Supplier | None]]:
    """The companies a person acts for, by name, each with what it is as supplier in this edition."""
    return session().execute(_COMPANIES, {"person_id": person_id, "edition_id": edition_id}).tuples().all()


def acts_for_supplier(person_id: int, *, edition_id: int) -> bool:
    """Whether somebody acts for a company that applied to be a supplier in this edition, whatever was decided."""
    query = (
        select(Supplier.id)
        .join(Membership, Membership.company_id == Supplier.company_id)
        .where(Membership.person_id == person_id, Supplier.edition_id == edition_id)
    )
    return session().scalar(query.limit(1)) is not None


def get_supplier(supplier_id: int, *, edition_id: int) -> Supplier:
    """A supplier of this edition, for its staff, with what the company declares.

    Raises:
        NotFound: there is none.
    """
    query = (
        select(Supplier)
        .where(Supplier.id == supplier_id, Supplier.edition_id == edition_id)
        .options(
            joinedload(Supplier.company).options(
                selectinload(Company.capabilities), selectinload(Company.certificates), selectinload(Company.sites)
            )
        )
    )
    return one(query)


SUPPLIER_SORTS: Sorts = {
    "company": (Company.name_sorted,),
    "status": (rank(Supplier.status, SupplierStatus),),
    "since": (func.coalesce(Supplier.decided_at, Supplier.created_at),),
}


def list_suppliers(
    edition_id: int, *, status: SupplierStatus | None, text: str = "", order: Order | None = None, number: int = 1
) -> Page[Supplier]:
    """The suppliers of an edition, those to be decided on first, then by name."""
    query = _suppliers(select(Supplier), edition_id, status, text).options(contains_eager(Supplier.company))
    usual = (
        Supplier.status != SupplierStatus.PENDING,
        Supplier.status != SupplierStatus.CHANGES,
        Company.name_sorted,
    )
    query = query.order_by(*in_order(order, SUPPLIER_SORTS, usual=usual, last=Supplier.id))
    return page_of(query, ids=_suppliers(select(Supplier.id), edition_id, status, text), number=number)


def select_suppliers(edition_id: int, *, status: SupplierStatus | None, text: str) -> Select[tuple[int]]:
    """The ids of the suppliers that a list finds, for a statement of another domain."""
    return _suppliers(select(Supplier.id), edition_id, status, text)


def _suppliers(query: Select[tuple[T]], edition_id: int, status: SupplierStatus | None, text: str) -> Select[tuple[T]]:
    query = query.join(Supplier.company).where(Supplier.edition_id == edition_id)
    if status is not None:
        query = query.where(Supplier.status == status)
    return query.where(*mentions(text, Company.name_folded))


def find_suppliers(
    edition_id: int,
    statuses: Collection[SupplierStatus],
    *,
    status: SupplierStatus | None,
    text: str,
    last: int | None,
    most: int,
) -> Found:
    """The suppliers of a list that have one of these statuses, up to `last` (`find_up_to`)."""
    query = _suppliers(select(Supplier.id), edition_id, status, text).where(Supplier.status.in_(statuses))
    return find_up_to(query, Supplier.id, last=last, most=most)


def suppliers_in(edition_id: int, ids: Iterable[int]) -> Sequence[Supplier]:
    """Those of these suppliers that are of the edition, with their companies, by name."""
    query = select(Supplier).join(Supplier.company).where(Supplier.edition_id == edition_id, Supplier.id.in_(ids))
    return session().scalars(query.options(contains_eager(Supplier.company)).order_by(Company.name_sorted)).all()


def count_suppliers(edition_id: int) -> dict[SupplierStatus, int]:
    """Number of suppliers per status."""
    query = select(Supplier.status, func.count()).where(Supplier.edition_id == edition_id).group_by(Supplier.status)
    return {status: count for status, count in session().execute(query)}


def list_representatives(company_id: int) -> Sequence[Person]:
    """The people who act for a company, by name."""
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.company_id == company_id, Person.disabled_at.is_(None))
        .order_by(Person.name_sorted, Person.id)
    )
    return session().scalars(query).all()


def get_table(table_id: int, *, edition_id: int) -> MeetingTable:
    """A table of this edition with its hall.

    Raises:
        NotFound: there is none.
    """
    query = select(MeetingTable).where(MeetingTable.id == table_id, MeetingTable.edition_id == edition_id)
    return one(query.options(joinedload(MeetingTable.hall)))


def list_slot_ids_at_same_times(buyer_id: int, *, hall_id: int) -> Sequence[int]:
    """The slots of another hall that start at the same times as the slots in which the buyer is at the table."""
    starts = (
        select(Slot.starts_at)
        .join(Availability, Availability.slot_id == Slot.id)
        .where(Availability.buyer_id == buyer_id)
    )
    return session().scalars(select(Slot.id).where(Slot.hall_id == hall_id, Slot.starts_at.in_(starts))).all()


def count_buyers_at(table_id: int) -> int:
    """Number of buyers at a table."""
    return session().scalar(select(func.count()).select_from(Buyer).where(Buyer.table_id == table_id)) or 0


def count_buyers(edition_id: int) -> dict[str, int]:
    """Number of buyers who are invited, who have accepted, and who have a table."""
    row = (
        session()
        .execute(
            select(func.count(), func.count(Buyer.accepted_at), func.count(Buyer.table_id)).where(
                Buyer.edition_id == edition_id, Buyer.removed_at.is_(None)
            )
        )
        .one()
    )
    return {"invited": row[0], "accepted": row[1], "seated": row[2]}


def get_person_ids(buyer_ids: Collection[int]) -> dict[int, int]:
    """The person each of these buyers is: buyer id to person id."""
    query = select(Buyer.id, Buyer.person_id).where(Buyer.id.in_(buyer_ids))
    return {buyer_id: person_id for buyer_id, person_id in session().execute(query)}
