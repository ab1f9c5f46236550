"""Halls and the numbered tables in them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.core.database import atomic, locked, refusing, session
from forum.core.errors import NotFound, Refusal
from forum.core.search import fold
from forum.core.signals import announce
from forum.editions.enums import HallKind
from forum.editions.errors import HallInUse, HallKindInUse, HallNameTaken, TableInUse, TableNumberTaken
from forum.editions.models import Edition, Hall, MeetingTable, Slot
from forum.editions.rules import table_numbers
from forum.editions.service.calendars import count_calendar_change
from forum.editions.signals import HallKindChanging, TableRemoving


def create_hall(edition_id: int, *, name: str, kind: HallKind) -> Hall:
    """Add a hall.

    Raises:
        HallNameTaken: the edition has one of that name.
    """
    with atomic():
        _ensure_name_free(edition_id, name)
        hall = Hall(edition_id=edition_id, name=name, kind=kind)
        with refusing("uq_hall_edition_id_name", HallNameTaken()):
            session().add(hall)
        return hall


def update_hall(hall_id: int, *, name: str, kind: HallKind, now: datetime) -> None:
    """Change the name or kind of a hall.

    Raises:
        HallNameTaken: the edition has one of that name.
        HallKindInUse: it has tables, slots or stands, which would be left without pages.
    """
    with atomic():
        hall = locked(Hall, hall_id)
        if kind is not hall.kind:
            if _has_tables_or_slots(hall_id):
                raise HallKindInUse
            announce(HallKindChanging(hall_id=hall_id, edition_id=hall.edition_id, at=now))
        renamed = name != hall.name
        if fold(name) != fold(hall.name):
            _ensure_name_free(hall.edition_id, name)
        with refusing("uq_hall_edition_id_name", HallNameTaken()):
            hall.name, hall.kind = name, kind
        if renamed:
            count_calendar_change(hall.edition_id, moved=True, now=now)


def _ensure_name_free(edition_id: int, name: str) -> None:
    """Refuse a name that reads like that of another hall: *Salón B* and *SALON B* are one hall."""
    locked(Edition, edition_id)
    if fold(name) in map(fold, session().scalars(select(Hall.name).where(Hall.edition_id == edition_id))):
        raise HallNameTaken


def remove_hall(hall_id: int) -> None:
    """Delete an empty hall.

    Raises:
        HallInUse: it has tables, slots or stands.
    """
    with atomic():
        hall = locked(Hall, hall_id)
        if _has_tables_or_slots(hall_id):
            raise HallInUse
        try:
            with atomic():
                session().delete(hall)
                session().flush()
        except IntegrityError as error:
            raise HallInUse from error


def _has_tables_or_slots(hall_id: int) -> bool:
    used = (
        select(MeetingTable.id).where(MeetingTable.hall_id == hall_id).exists()
        | select(Slot.id).where(Slot.hall_id == hall_id).exists()
    )
    return bool(session().scalar(select(used)))


def add_tables(hall_id: int, *, first: int, last: int) -> int:
    """Put tables with these numbers into a hall; how many. Numbers are unique in the whole edition.

    Raises:
        TablesInDisorder: the range is empty or too long.
        TableNumberTaken: naming the first number that is in use.
    """
    numbers = table_numbers(first, last)
    with atomic():
        hall = locked(Hall, hall_id)
        locked(Edition, hall.edition_id)
        taken = select(MeetingTable.number).where(
            MeetingTable.edition_id == hall.edition_id, MeetingTable.number.in_(numbers)
        )
        in_use = session().scalars(taken.order_by(MeetingTable.number).limit(1)).one_or_none()
        if in_use is not None:
            raise TableNumberTaken(number=in_use)
        session().add_all(MeetingTable(edition_id=hall.edition_id, hall_id=hall.id, number=n) for n in numbers)
        session().flush()
        return len(numbers)


def remove_tables(hall_id: int, *, first: int, last: int, by: int, now: datetime) -> int:
    """Take the tables with these numbers out of a hall, all or none; how many there were.

    Raises:
        TablesInDisorder: the range is empty or too long.
        TableInUse: somebody is given one of them, or meets at it.
    """
    numbers = table_numbers(first, last)
    with atomic():
        locked(Hall, hall_id)
        query = select(MeetingTable).where(MeetingTable.hall_id == hall_id, MeetingTable.number.in_(numbers))
        tables = session().scalars(query.order_by(MeetingTable.number)).all()
        for table in tables:
            _remove_table(table, by=by, now=now)
        return len(tables)


def move_table(table_id: int, *, hall_id: int) -> None:
    """Let a table stand in another hall of its edition; who meets at it is looked after by who calls this.

    Raises:
        NotFound: the edition has no such hall for meetings.
    """
    with atomic():
        table = session().get_one(MeetingTable, table_id)
        hall = locked(Hall, hall_id)
        if hall.edition_id != table.edition_id or hall.kind is not HallKind.B2B:
            raise NotFound
        table.hall_id = hall.id


def _remove_table(table: MeetingTable, *, by: int, now: datetime) -> None:
    number = table.number
    try:
        with atomic():
            announce(TableRemoving(table_id=table.id, edition_id=table.edition_id, by=by, at=now))
            session().delete(table)
            session().flush()
    except (IntegrityError, Refusal) as error:  # of a range, say which
        raise TableInUse(number=number) from error
