"""The areas and gates of an edition that is a copy of another."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from forum.checkin.models import Area, AreaCategory, AreaDay, Gate, OfflineRule
from forum.core.database import session

COPIED_OF_RULE = ("choice", "text_es", "text_en", "own_lets_in")


def copy_doors(
    source_id: int,
    edition_id: int,
    *,
    categories: Mapping[int, int],
    days: Mapping[int, int],
    by: int,
    now: datetime,
) -> None:
    """Copy areas with their days, gates and what is done without network, inside the change that copies an edition.

    `categories`, `days`: the copies by those they are of; a day that the copy does not have is left out.
    """
    current = session()
    areas = _copy_areas(source_id, edition_id)
    limits = current.scalars(select(AreaCategory).where(AreaCategory.area_id.in_(areas))).all()
    current.add_all(
        AreaCategory(area_id=areas[each.area_id].id, category_id=categories[each.category_id]) for each in limits
    )
    opening = current.scalars(select(AreaDay).where(AreaDay.area_id.in_(areas))).all()
    current.add_all(
        AreaDay(area_id=areas[each.area_id].id, day_id=days[each.day_id]) for each in opening if each.day_id in days
    )
    gates = current.scalars(select(Gate).where(Gate.edition_id == source_id).order_by(Gate.id)).all()
    current.add_all(
        Gate(edition_id=edition_id, area_id=areas[each.area_id].id, name=each.name, direction=each.direction)
        for each in gates
    )
    rule = current.get(OfflineRule, source_id)
    if rule is not None:
        copied = {name: getattr(rule, name) for name in COPIED_OF_RULE}
        current.add(OfflineRule(edition_id=edition_id, **copied, changed_at=now, changed_by_id=by))


def _copy_areas(source_id: int, edition_id: int) -> dict[int, Area]:
    """Copy the areas; returns the copies by the ids of those they are of."""
    current = session()
    areas = {
        each.id: Area(
            edition_id=edition_id,
            name=each.name,
            kind=each.kind,
            capacity=each.capacity,
            once_a_day=each.once_a_day,
        )
        for each in current.scalars(select(Area).where(Area.edition_id == source_id).order_by(Area.id))
    }
    current.add_all(areas.values())
    current.flush()
    return areas
