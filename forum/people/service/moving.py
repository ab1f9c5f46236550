"""Carrying over everything that refers to one row to another one, key by key, as the tables of the rules say."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, update
from sqlalchemy.orm import InstrumentedAttribute, Mapper, aliased

from forum.core.database import Base, session
from forum.people.enums import Fate
from forum.people.rules import Handling

QUIETLY = {"synchronize_session": False}


def references_to(table: str) -> Iterator[tuple[str, Mapper[Any], InstrumentedAttribute[int]]]:
    """Every key that refers to a table, as `table.column`, with its model and attribute; by table."""
    mappers = {mapper.local_table.name: mapper for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    for name, mapper in sorted(mappers.items()):
        for column in mapper.local_table.columns:
            if any(key.column.table.name == table for key in column.foreign_keys):
                attribute = getattr(mapper.class_, mapper.get_property_by_column(column).key)
                yield f"{name}.{column.name}", mapper, attribute


def carry_over(table: str, handling: Mapping[str, Handling], *, kept_id: int, merged_id: int) -> dict[str, int]:
    """Carry what refers to one row of a table over to another; returns the number of rows by key, where there are any.

    Rows in memory are stale afterwards: the caller expires them.
    """
    counted = {
        key: _carry(mapper, attribute, handling[key], kept_id=kept_id, merged_id=merged_id)
        for key, mapper, attribute in references_to(table)
    }
    return {key: number for key, number in counted.items() if number}


def _carry(
    mapper: Mapper[Any], attribute: InstrumentedAttribute[int], handling: Handling, *, kept_id: int, merged_id: int
) -> int:
    if handling.fate is Fate.REMAINS:
        return 0
    model, theirs = mapper.class_, attribute == merged_id
    if handling.fate is Fate.DELETED:
        return _rows(delete(model).where(theirs))
    if handling.fate is Fate.MOVES_ALONE:
        _rows(delete(model).where(theirs, _has_its_like(mapper, attribute, handling, kept_id)))
    return _rows(update(model).where(theirs).values({attribute.key: kept_id}))


def _has_its_like(
    mapper: Mapper[Any], attribute: InstrumentedAttribute[int], handling: Handling, kept_id: int
) -> ColumnElement[bool]:
    """Whether the one that stays has a row that is alike in the other columns."""
    other = aliased(mapper.class_)
    alike = [getattr(other, name).is_not_distinct_from(getattr(mapper.class_, name)) for name in handling.beside]
    return exists().where(and_(getattr(other, attribute.key) == kept_id, *alike))


def _rows(statement: Any) -> int:
    result: Any = session().execute(statement, execution_options=QUIETLY)
    return int(result.rowcount)
