"""What the co-ordinator's board shows, in a handful of statements for a page of rows and for all of them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row as Read
from sqlalchemy import or_, select

from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.editions.models import Hall, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import BoardRows, MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion
from forum.meetings.rules.grid import Column, Grid, Row, Sitting, SlotLine, columns_of

_buying, _selling = shared_alias(Company), shared_alias(Company)

_MEETINGS = (
    select(
        Meeting.id,
        Meeting.slot_id,
        Slot.starts_at,
        Meeting.sequence,
        Meeting.pinned_at,
        Meeting.table_id,
        MeetingTable.number,
        Meeting.company_id,
        Meeting.person_id,
        Buyer.person_id.label("buyer_person_id"),
        _buying.name.label("buyer"),
        _selling.name.label("supplier"),
    )
    .join(Slot, Slot.id == Meeting.slot_id)
    .join(MeetingTable, MeetingTable.id == Meeting.table_id)
    .join(Buyer, Buyer.id == Meeting.buyer_id)
    .join(_buying, _buying.id == Buyer.company_id)
    .join(_selling, _selling.id == Meeting.company_id)
    .where(Meeting.status == MeetingStatus.SCHEDULED)
)


def list_halls_with_tables(edition_id: int) -> Sequence[tuple[int, str]]:
    """The halls in which there are meeting tables, by their first table: id and name."""
    query = select(Hall.id, Hall.name).join(MeetingTable, MeetingTable.hall_id == Hall.id)
    rows = session().execute(query.where(Hall.edition_id == edition_id).order_by(MeetingTable.number))
    return list(dict.fromkeys((id, name) for id, name in rows))


def list_columns(edition_id: int, *, day_id: int | None = None, hall_id: int | None = None) -> tuple[Column, ...]:
    """The times of a day, or of all days; of a hall, or of all."""
    query = select(Slot.id, Slot.hall_id, Slot.starts_at, Slot.ends_at, Slot.blocked_reason)
    query = query.where(Slot.edition_id == edition_id)
    for column, value in ((Slot.day_id, day_id), (Slot.hall_id, hall_id)):
        if value is not None:
            query = query.where(column == value)
    return columns_of(
        SlotLine(id=id, hall_id=hall, starts_at=starts_at, ends_at=ends_at, is_blocked=reason is not None)
        for id, hall, starts_at, ends_at, reason in session().execute(query)
    )


def grid_of(
    edition_id: int, kind: BoardRows, rows: Sequence[Row], columns: Sequence[Column], *, is_all: bool = False
) -> Grid:
    """These rows and columns with the meetings in them; `is_all`: the rows are all there are."""
    slots = [slot.id for column in columns for slot in column.slots.values()]
    query = _MEETINGS.where(Meeting.edition_id == edition_id, Meeting.slot_id.in_(slots))
    if not is_all:
        query = query.where(_of_rows(kind, [row.key for row in rows]))
    found = session().execute(query).all()
    besides = {} if kind is BoardRows.TABLES else _besides(slots)
    shown = {row.key for row in rows}
    meetings = {
        (key, each.starts_at): _sitting(each, kind, key)
        for each in found
        for key in _keys(each, kind, besides)
        if key in shown
    }
    return Grid(columns=tuple(columns), rows=tuple(rows), meetings=meetings)


def _of_rows(kind: BoardRows, keys: Collection[str]) -> Any:
    if kind is BoardRows.TABLES:
        return Meeting.table_id.in_([int(key) for key in keys])
    people = [int(key.rpartition("-")[2]) for key in keys]
    besides = select(MeetingCompanion.meeting_id).where(MeetingCompanion.person_id.in_(people))
    main = Buyer.person_id if kind is BoardRows.BUYERS else Meeting.person_id
    return or_(main.in_(people), Meeting.id.in_(besides))


def _besides(slot_ids: Collection[int]) -> dict[int, list[tuple[int, Side]]]:
    """Who comes besides to the meetings in these slots, and for which side."""
    query = select(MeetingCompanion.meeting_id, MeetingCompanion.person_id, MeetingCompanion.side)
    query = query.join(Meeting, Meeting.id == MeetingCompanion.meeting_id).where(Meeting.slot_id.in_(slot_ids))
    found: dict[int, list[tuple[int, Side]]] = {}
    for meeting_id, person_id, side in session().execute(query):
        found.setdefault(meeting_id, []).append((person_id, side))
    return found


def _keys(each: Read[Any], kind: BoardRows, besides: dict[int, list[tuple[int, Side]]]) -> Iterator[str]:
    """The rows in which a meeting stands."""
    if kind is BoardRows.TABLES:
        yield str(each.table_id)
        return
    side = Side.BUYER if kind is BoardRows.BUYERS else Side.SUPPLIER
    main = each.buyer_person_id if side is Side.BUYER else each.person_id
    theirs = [main, *(person for person, of in besides.get(each.id, ()) if of is side)]
    yield from (str(person) if side is Side.BUYER else f"{each.company_id}-{person}" for person in theirs)


def _sitting(each: Read[Any], kind: BoardRows, key: str) -> Sitting:
    title, other = (each.buyer, each.supplier) if kind is BoardRows.SUPPLIERS else (each.supplier, each.buyer)
    return Sitting(
        id=each.id,
        slot_id=each.slot_id,
        row=key,
        title=title,
        other=other,
        table=each.number,
        sequence=each.sequence,
        is_pinned=each.pinned_at is not None,
    )
