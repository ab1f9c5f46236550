"""The order of a list by one of its columns, as its address asks for it (`?sort=name`, `?sort=-name`).

    SORTS: Sorts = {"name": (Company.name_sorted,), "status": (rank(Supplier.status, SupplierStatus),)}

    query.order_by(*in_order(order, SORTS, usual=(Company.name_sorted,), last=Supplier.id))

What cannot be told apart by the column is told apart by the id, so that no line is on two pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, case, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

Key: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]
Sorts: TypeAlias = Mapping[str, tuple[Key, ...]]
"""What a list can be sorted by: what the database compares, by the column's name in the address."""


@dataclass(frozen=True, slots=True)
class Order:
    """A list sorted by a column."""

    by: str
    is_descending: bool = False

    def __str__(self) -> str:
        """As the address says it."""
        return f"-{self.by}" if self.is_descending else self.by


def order_named(text: str, names: Iterable[str]) -> Order | None:
    """The order that an address asks for; None where it is none of these."""
    order = Order(text.removeprefix("-"), text.startswith("-"))
    return order if order.by in set(names) else None


def rank(column: InstrumentedAttribute[Any], values: Iterable[StrEnum]) -> ColumnElement[int]:
    """The place of a column's value among these, for what has an order of its own: a status, a size."""
    return case({each.value: place for place, each in enumerate(values, 1)}, value=column, else_=0)


def in_order(order: Order | None, sorts: Sorts, *, usual: Sequence[Key], last: Key) -> list[ColumnElement[Any]]:
    """What a query is ordered by; without an order as `usual`. `last`: the id."""
    if order is None:
        return [*map(_expression, usual), _expression(last)]
    keys = [*map(_expression, sorts[order.by]), _expression(last)]
    return [key.desc() for key in keys] if order.is_descending else keys


def is_after(keys: Sequence[Key], place: Sequence[Any], *, is_descending: bool) -> ColumnElement[bool]:
    """The lines that come behind one whose keys have these values, the last of which is the id."""
    known = [_expression(key) for key in keys]
    here, there = tuple_(*known), tuple_(*(literal(value, key.type) for key, value in zip(known, place, strict=True)))
    return here < there if is_descending else here > there


def _expression(key: Key) -> ColumnElement[Any]:
    return key.expression if isinstance(key, InstrumentedAttribute) else key
