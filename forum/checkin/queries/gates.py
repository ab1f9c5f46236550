"""The areas of an edition and their gates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from forum.checkin.enums import AreaKind, GateDirection
from forum.checkin.models import Area, AreaCategory, AreaDay, Entry, Gate, OfflineRule
from forum.core.collation import sort_key
from forum.core.database import found, one, session
from forum.editions.models import Category, Day


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate, the name of its area, and its entries of today."""

    id: int
    name: str
    area: str
    direction: GateDirection
    entries: int


def list_gates(edition_id: int, *, day: date) -> list[GateRow]:
    """The gates of an edition by area, the forum's first, and name, with today's entries, in one statement."""
    query = (
        select(
            Gate.id,
            Gate.name,
            Area.name.label("area"),
            Gate.direction,
            func.count(Entry.registration_id),
            Area.kind,
        )
        .join(Area, Area.id == Gate.area_id)
        .outerjoin(Entry, and_(Entry.gate_id == Gate.id, Entry.day == day))
        .where(Gate.edition_id == edition_id)
        .group_by(Gate.id, Gate.name, Area.name, Area.kind, Gate.direction)
    )
    rows = sorted(session().execute(query), key=lambda row: (*_order(row.kind, row.area), sort_key(row.name)))
    return [GateRow(*row[:-1]) for row in rows]


def has_ways_out(area_id: Any) -> ColumnElement[bool]:
    """Whether people are seen to leave an area, as a condition."""
    gate = aliased(Gate)
    return exists().where(gate.area_id == area_id, gate.direction != GateDirection.IN)


def _order(kind: AreaKind, name: str) -> tuple[bool, object]:
    return kind is not AreaKind.VENUE, sort_key(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """An area and its limits: the categories that enter it (id, name es, name en), and its days; none for all."""

    id: int
    name: str
    kind: AreaKind
    capacity: int | None
    once_a_day: bool
    categories: tuple[tuple[int, str, str], ...]
    days: tuple[date, ...]
    gates: int


def list_areas(edition_id: int) -> list[AreaRow]:
    """The areas of an edition, the forum first, in three statements."""
    current = session()
    count = select(func.count()).where(Gate.area_id == Area.id).correlate(Area).scalar_subquery()
    areas = current.execute(select(Area, count).where(Area.edition_id == edition_id)).all()
    entering = (
        select(AreaCategory.area_id, Category.id, Category.name_es, Category.name_en)
        .join(Category, Category.id == AreaCategory.category_id)
        .where(Category.edition_id == edition_id)
        .order_by(Category.position, Category.id)
    )
    opening = select(AreaDay.area_id, Day.date).join(Day, Day.id == AreaDay.day_id).order_by(Day.date)
    categories = current.execute(entering).all()
    days = current.execute(opening.where(Day.edition_id == edition_id)).all()
    rows = [
        AreaRow(
            id=area.id,
            name=area.name,
            kind=area.kind,
            capacity=area.capacity,
            once_a_day=area.once_a_day,
            categories=tuple(tuple(category) for area_id, *category in categories if area_id == area.id),
            days=tuple(day for area_id, day in days if area_id == area.id),
            gates=gates,
        )
        for area, gates in areas
    ]
    return sorted(rows, key=lambda row: _order(row.kind, row.name))


def get_area(area_id: int, *, edition_id: int) -> Area:
    """An area of this edition.

    Raises:
        NotFound: there is no such area in this edition.
    """
    return one(select(Area).where(Area.id == area_id, Area.edition_id == edition_id))


def limits_of(area_id: int) -> tuple[list[int], list[int]]:
    """The ids of the categories that enter an area, and of its days; empty: all."""
    categories = session().scalars(select(AreaCategory.category_id).where(AreaCategory.area_id == area_id))
    days = session().scalars(select(AreaDay.day_id).where(AreaDay.area_id == area_id))
    return list(categories), list(days)


def get_gate(gate_id: int, *, edition_id: int) -> Gate:
    """A gate of this edition.

    Raises:
        NotFound: there is no such gate in this edition.
    """
    return one(select(Gate).where(Gate.id == gate_id, Gate.edition_id == edition_id))


@dataclass(frozen=True, slots=True)
class Scanner:
    """A gate, its area and whether people are seen to leave it, and what is done there without network."""

    gate: Gate
    area: Area
    has_ways_out: bool
    rule: OfflineRule | None


def get_scanner(gate_id: int, *, edition_id: int) -> Scanner:
    """What the scanner of a gate of this edition is about, in one statement.

    Raises:
        NotFound: there is no such gate in this edition.
    """
    query = (
        select(Gate, Area, has_ways_out(Gate.area_id), OfflineRule)
        .join(Area, Area.id == Gate.area_id)
        .outerjoin(OfflineRule, OfflineRule.edition_id == Gate.edition_id)
        .where(Gate.id == gate_id, Gate.edition_id == edition_id)
    )
    gate, area, ways_out, rule = found(session().execute(query).one_or_none())
    return Scanner(gate, area, bool(ways_out), rule)


def find_offline_rule(edition_id: int) -> OfflineRule | None:
    """What stewards of an edition do without network; None while the organisers chose nothing."""
    return session().get(OfflineRule, edition_id)
