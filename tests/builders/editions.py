"""An edition that is open for everything today, with halls, tables and slots."""

from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Category, Day, Edition, Hall, MeetingTable, Slot

_number = count(1)
ZONE = ZoneInfo("America/Mexico_City")


def an_edition(*, days: int = 2, **values: object) -> Edition:
    """A published edition that starts in thirty days, its windows open now, with its days."""
    n = next(_number)
    now = utc_now()
    starts_on = now.astimezone(ZONE).date() + timedelta(days=30)
    defaults: dict[str, object] = {
        "slug": f"foro-{n}",
        "name": "Foro de Proveeduría Automotriz",
        "ordinal": n,
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=days - 1),
        "venue_name": "Poliforum León",
        "published_at": now - timedelta(days=60),
        "registration_opens_at": now - timedelta(days=50),
        "registration_closes_at": now + timedelta(days=31),
        "requests_open_at": now - timedelta(days=10),
        "requests_close_at": now + timedelta(days=20),
        "preliminary_at": now + timedelta(days=25),
        "freeze_at": now + timedelta(days=28),
    }
    with atomic() as session:
        edition = Edition(**{**defaults, **values})
        session.add(edition)
        session.flush()
        start: date = edition.starts_on
        for n in range((edition.ends_on - start).days + 1):
            session.add(Day(edition_id=edition.id, date=start + timedelta(days=n)))
    return edition


def days_of(edition: Edition) -> list[Day]:
    """The days of an edition in order."""
    with atomic() as session:
        return list(session.query(Day).filter_by(edition_id=edition.id).order_by(Day.date))


def a_category(edition: Edition, **values: object) -> Category:
    """An open visitor category without quota."""
    defaults: dict[str, object] = {
        "edition_id": edition.id,
        "code": f"visitante-{next(_number)}",
        "kind": CategoryKind.VISITOR,
        "name_es": "Visitante",
        "name_en": "Visitor",
        "colour": "#1f6f5c",
    }
    with atomic() as session:
        category = Category(**{**defaults, **values})
        session.add(category)
    return category


def a_hall(edition: Edition, *, kind: HallKind = HallKind.B2B, name: str | None = None) -> Hall:
    """A hall."""
    with atomic() as session:
        hall = Hall(edition_id=edition.id, name=name or f"Salón {next(_number)}", kind=kind)
        session.add(hall)
    return hall


def tables(hall: Hall, how_many: int = 1) -> list[MeetingTable]:
    """Numbered tables of a hall."""
    with atomic() as session:
        numbers = (next(_number) for _ in range(how_many))
        made = [MeetingTable(edition_id=hall.edition_id, hall_id=hall.id, number=n) for n in numbers]
        session.add_all(made)
    return made


def slots(
    hall: Hall, day: Day, how_many: int = 3, *, minutes: int = 0, blocked_reason: str | None = None
) -> list[Slot]:
    """Slots of twenty minutes every twenty-five from so many minutes past nine o'clock, local time."""
    nine = datetime.combine(day.date, time(9), tzinfo=ZONE) + timedelta(minutes=minutes)
    with atomic() as session:
        made = [
            Slot(
                edition_id=hall.edition_id,
                hall_id=hall.id,
                day_id=day.id,
                starts_at=nine + timedelta(minutes=25 * n),
                ends_at=nine + timedelta(minutes=25 * n + 20),
                blocked_reason=blocked_reason,
            )
            for n in range(how_many)
        ]
        session.add_all(made)
    return made
