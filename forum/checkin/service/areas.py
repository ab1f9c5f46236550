"""Setting up the areas of an edition: the forum itself, and parts of it with doors of their own."""

from collections.abc import Iterable

from sqlalchemy import delete, exists, select

from forum.checkin.enums import AreaKind
from forum.checkin.errors import AreaInUse, AreaNameTaken, VenueStays
from forum.checkin.models import Area, AreaCategory, AreaDay, Gate
from forum.checkin.rules import ensure_area_name
from forum.core.database import atomic, lock_name, locked, refusing, session
from forum.editions.models import Category, Day

VENUE_NAME = "Foro"
_SAME_NAME = "uq_area_edition_id_name"


def venue_of(edition_id: int) -> Area:
    """The area of an edition that is the whole forum; made where there is none yet."""
    query = select(Area).where(Area.edition_id == edition_id, Area.kind == AreaKind.VENUE)
    found = session().scalars(query).one_or_none()
    if found is not None:
        return found
    with atomic() as current:
        lock_name(f"venue of {edition_id}")
        venue = current.scalars(query).one_or_none()
        if venue is None:
            venue = Area(edition_id=edition_id, name=VENUE_NAME, kind=AreaKind.VENUE, capacity=None)
            current.add(venue)
            current.flush()
    return venue


def add_area(
    edition_id: int,
    *,
    name: str,
    kind: AreaKind,
    capacity: int | None,
    once_a_day: bool,
    category_ids: Iterable[int],
    day_ids: Iterable[int],
) -> Area:
    """Add an area to an edition. All categories, or none, mean no limit; so do all days.

    Raises:
        AreaNameMissing, AreaNameTooLong: see `ensure_area_name`.
        AreaNameTaken: another area of the edition has this name.
    """
    ensure_area_name(name)
    area = Area(edition_id=edition_id, name=name, kind=kind, capacity=capacity, once_a_day=once_a_day)
    with atomic() as current, refusing(_SAME_NAME, AreaNameTaken()):
        current.add(area)
        current.flush()
        _limit(area, category_ids=category_ids, day_ids=day_ids)
    return area


def change_area(
    area_id: int,
    *,
    edition_id: int,
    name: str,
    kind: AreaKind,
    capacity: int | None,
    once_a_day: bool,
    category_ids: Iterable[int],
    day_ids: Iterable[int],
) -> None:
    """Change an area; the forum itself stays what it is, whatever kind is given.

    Raises:
        NotFound: there is no such area in this edition.
        AreaNameMissing, AreaNameTooLong: see `ensure_area_name`.
        AreaNameTaken: another area of the edition has this name.
    """
    ensure_area_name(name)
    with atomic(), refusing(_SAME_NAME, AreaNameTaken()):
        area = locked(Area, area_id, edition_id=edition_id)
        area.name, area.capacity, area.once_a_day = name, capacity, once_a_day
        if area.kind is not AreaKind.VENUE:
            area.kind = kind
        _limit(area, category_ids=category_ids, day_ids=day_ids)


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


def _limit(area: Area, *, category_ids: Iterable[int], day_ids: Iterable[int]) -> None:
    current = session()
    categories = set(current.scalars(select(Category.id).where(Category.edition_id == area.edition_id)))
    days = set(current.scalars(select(Day.id).where(Day.edition_id == area.edition_id)))
    for model in (AreaCategory, AreaDay):
        current.execute(delete(model).where(model.area_id == area.id))
    chosen, opening = categories & set(category_ids), days & set(day_ids)
    if chosen != categories:
        current.add_all(AreaCategory(area_id=area.id, category_id=each) for each in sorted(chosen))
    if opening != days:
        current.add_all(AreaDay(area_id=area.id, day_id=each) for each in sorted(opening))
