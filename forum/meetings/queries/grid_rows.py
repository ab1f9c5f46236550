"""The rows of the co-ordinator's board: tables with their buyers, buyers, and who comes for suppliers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row as Read
from sqlalchemy import Select, and_, select, union

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.core.names import PersonName
from forum.core.paging import Page, rows_of
from forum.editions.models import MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Availability, Buyer
from forum.meetings.enums import BoardRows, MeetingStatus
from forum.meetings.models import Engagement, Meeting, MeetingCompanion
from forum.meetings.rules.grid import Row

ROWS_A_PAGE = 50
_NAME = (Person.given_names, Person.first_surname, Person.second_surname)


def page_of_rows(
    edition_id: int, kind: BoardRows, *, hall_id: int | None = None, key: str | None = None, number: int | None = None
) -> Page[Row]:
    """A page of the rows; all of them without a `number`. `key`: this row alone.

    A hall has its tables and their buyers; suppliers meet in any.
    """
    query = _QUERIES[kind](edition_id, hall_id, key)
    if number is None:
        rows = session().execute(query).all()
        page = Page(rows, 1, 1, len(rows))
    else:
        page = rows_of(query, number=number, size=ROWS_A_PAGE)
    return page.showing(_tables(page.rows) if kind is BoardRows.TABLES else _people(page.rows, edition_id, kind))


def _table_query(edition_id: int, hall_id: int | None, key: str | None) -> Select[Any]:
    query = select(MeetingTable.id, MeetingTable.number, MeetingTable.hall_id)
    query = query.where(MeetingTable.edition_id == edition_id).order_by(MeetingTable.number)
    if hall_id is not None:
        query = query.where(MeetingTable.hall_id == hall_id)
    return query if key is None else query.where(MeetingTable.id == ids_of(key)[0])


def _buyer_query(edition_id: int, hall_id: int | None, key: str | None) -> Select[Any]:
    query = (
        select(Buyer.id, Buyer.person_id, Company.id.label("company_id"), Company.name, *_NAME)
        .join(Company, Company.id == Buyer.company_id)
        .join(Person, Person.id == Buyer.person_id)
        .outerjoin(MeetingTable, MeetingTable.id == Buyer.table_id)
        .where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
        .order_by(Company.name_sorted, Person.name_sorted, Buyer.id)
    )
    if hall_id is not None:
        query = query.where(MeetingTable.hall_id == hall_id)
    return query if key is None else query.where(Buyer.person_id == ids_of(key)[0])


def _supplier_query(edition_id: int, _hall_id: int | None, key: str | None) -> Select[Any]:
    """Who comes to a scheduled meeting for a company, and for which one."""
    scheduled = (Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
    comes = union(
        select(Meeting.company_id, Meeting.person_id).where(*scheduled),
        select(Meeting.company_id, MeetingCompanion.person_id)
        .join(Meeting, Meeting.id == MeetingCompanion.meeting_id)
        .where(*scheduled, MeetingCompanion.side == Side.SUPPLIER),
    ).subquery()
    query = (
        select(comes.c.person_id, comes.c.company_id, Company.name, *_NAME)
        .join(Company, Company.id == comes.c.company_id)
        .join(Person, Person.id == comes.c.person_id)
        .order_by(Company.name_sorted, Person.name_sorted, comes.c.person_id)
    )
    if key is None:
        return query
    company_id, person_id = ids_of(key)
    return query.where(comes.c.company_id == company_id, comes.c.person_id == person_id)


_QUERIES = {
    BoardRows.TABLES: _table_query,
    BoardRows.BUYERS: _buyer_query,
    BoardRows.SUPPLIERS: _supplier_query,
}


def ids_of(key: str) -> tuple[int, int]:
    """The two numbers of a key: "7-12"; of one that is none, those of no row."""
    first, _dash, second = key.partition("-")
    numbers = [int(each) if each.isascii() and each.isdigit() and len(each) < 10 else 0 for each in (first, second)]
    return numbers[0], numbers[1]


def _tables(tables: Iterable[Read[Any]]) -> list[Row]:
    found = list(tables)
    ids = [each.id for each in found]
    seated: defaultdict[int, list[str]] = defaultdict(list)
    buyers = select(Buyer.table_id, Company.name).join(Company, Company.id == Buyer.company_id)
    for table_id, name in session().execute(buyers.where(Buyer.table_id.in_(ids)).order_by(Buyer.id)):
        seated[table_id].append(name)
    hours: defaultdict[int, set[int]] = defaultdict(set)
    open_at = select(Buyer.table_id, Availability.slot_id).join(Availability, Availability.buyer_id == Buyer.id)
    for table_id, slot_id in session().execute(open_at.where(Buyer.table_id.in_(ids))):
        hours[table_id].add(slot_id)
    return [
        Row(
            key=str(each.id),
            number=each.number,
            name=" / ".join(dict.fromkeys(seated[each.id])),
            note="",
            hall_id=each.hall_id,
            open_slots=frozenset(hours[each.id]),
        )
        for each in found
    ]


def _people(people: Sequence[Read[Any]], edition_id: int, kind: BoardRows) -> list[Row]:
    of_buyers = kind is BoardRows.BUYERS
    ids = {each.person_id for each in people}
    busy, hours = _engaged(edition_id, ids), _hours(edition_id, ids) if of_buyers else {}
    return [
        Row(
            key=str(each.person_id) if of_buyers else f"{each.company_id}-{each.person_id}",
            name=PersonName(each.given_names, each.first_surname, each.second_surname).full,
            note=each.name,
            open_slots=frozenset(hours.get(each.person_id, ())) if of_buyers else None,
            busy=tuple(busy.get(each.person_id, ())),
        )
        for each in people
    ]


def _engaged(edition_id: int, person_ids: Collection[int]) -> dict[int, list[tuple[datetime, datetime]]]:
    busy: dict[int, list[tuple[datetime, datetime]]] = {}
    query = select(Engagement.person_id, Engagement.starts_at, Engagement.ends_at)
    for person_id, starts_at, ends_at in session().execute(query.where(Engagement.edition_id == edition_id)):
        if person_id in person_ids:
            busy.setdefault(person_id, []).append((starts_at, ends_at))
    return busy


def _hours(edition_id: int, person_ids: Collection[int]) -> dict[int, set[int]]:
    """The slots of each buyer's own table in which they are there."""
    hours: dict[int, set[int]] = {}
    query = (
        select(Buyer.person_id, Slot.id)
        .join(Availability, Availability.buyer_id == Buyer.id)
        .join(MeetingTable, MeetingTable.id == Buyer.table_id)
        .join(Slot, and_(Slot.id == Availability.slot_id, Slot.hall_id == MeetingTable.hall_id))
        .where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None), Buyer.person_id.in_(person_ids))
    )
    for person_id, slot_id in session().execute(query):
        hours.setdefault(person_id, set()).add(slot_id)
    return hours
