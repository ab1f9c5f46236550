"""Setting up the areas of an edition: the forum itself, and parts of it with doors of their own."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, exists, select

from forum.checkin.enums import AreaKind
from forum.checkin.errors import AreaInUse, AreaNameTaken, VenueStays
from forum.checkin.models import Area, AreaCategory, AreaDay, Gate
from forum.checkin.rules import ensure_area_name
from forum.core.database import atomic, locked, refusing, session
from forum.editions.models import Category, Day

VENUE_NAME = "Foro"
_SAME_NAME = "uq_area_edition_id_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSettings:
    """What an area is and who enters it. All categories, or none, mean no limit; so do all days."""

    name: str
    kind: AreaKind
    capacity: int | None = None
    once_a_day: bool = False
    category_ids: Collection[int] = ()
    day_ids: Collection[int] = ()


def add_venue(edition_id: int) -> Area:
    """Add the area that is the whole forum to a new edition: each has one."""
    return add_area(edition_id, AreaSettings(name=VENUE_NAME, kind=AreaKind.VENUE))


def add_area(edition_id: int, settings: AreaSettings) -> Area:
    """Add an area to an edition.

    Raises:
        AreaNameMissing, AreaNameTooLong: see `ensure_area_name`.
        AreaNameTaken: another area of the edition has this name.
    """
    ensure_area_name(settings.name)
    area = Area(edition_id=edition_id, kind=settings.kind)
    with atomic(), refusing(_SAME_NAME, AreaNameTaken()):
        _set(area, settings)
    return area


def change_area(area_id: int, settings: AreaSettings, *, edition_id: int) -> None:
    """Change an area; the forum itself stays what it is, whatever kind is given.

    Raises:
        NotFound: there is no such area in this edition.
        AreaNameMissing, AreaNameTooLong: see `ensure_area_name`.
        AreaNameTaken: another area of the edition has this name.
    """
    ensure_area_name(settings.name)
    with atomic(), refusing(_SAME_NAME, AreaNameTaken()):
        _set(locked(Area, area_id, edition_id=edition_id), settings)


def delete_area(area_id: int, *, edition_id: int) -> None:
    """Delete an area without gates.

    Raises:
        NotFound: there is no such area in this edition.
        VenueStays: it is the whole forum.
        AreaInUse: it has gates.
    """
    with atomic() as current:
        area = locked(Area, area_id, edition_id=edition_id)
        if area.kind is AreaKind.VENUE:
            raise VenueStays
        if current.scalar(select(exists().where(Gate.area_id == area_id))):
            raise AreaInUse
        for model in (AreaCategory, AreaDay):
            current.execute(delete(model).where(model.area_id == area_id))
        current.delete(area)


def _set(area: Area, settings: AreaSettings) -> None:
    current = session()
    area.name, area.capacity, area.once_a_day = settings.name, settings.capacity, settings.once_a_day
    if area.kind is not AreaKind.VENUE:
        area.kind = settings.kind
    current.add(area)
    current.flush()
    categories = set(current.scalars(select(Category.id).where(Category.edition_id == area.edition_id)))
    days = set(current.scalars(select(Day.id).where(Day.edition_id == area.edition_id)))
    for model in (AreaCategory, AreaDay):
        current.execute(delete(model).where(model.area_id == area.id))
    chosen, opening = categories & set(settings.category_ids), days & set(settings.day_ids)
    if chosen != categories:
        current.add_all(AreaCategory(area_id=area.id, category_id=each) for each in sorted(chosen))
    if opening != days:
        current.add_all(AreaDay(area_id=area.id, day_id=each) for each in sorted(opening))
