"""Much at once in portions: lists in pages (its rows and how many there are, in two statements), ids in batches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from forum.core.database import session

T = TypeVar("T")
K = TypeVar("K", int, str)
SIZE = 50
BATCH = 5_000
"""As many values in a statement as every engine takes."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int


def page_of(query: Select[tuple[T]], *, ids: Select[Any], number: int, size: int = SIZE) -> Page[T]:
    """The page of this number (from 1) of a query of one model; `ids` selects the same rows without what they load."""
    total = session().scalar(select(func.count()).select_from(ids.order_by(None).subquery())) or 0
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    rows = session().scalars(query.limit(size).offset((number - 1) * size)).all()
    return Page(rows=rows, number=number, pages=pages, total=total)


def batches(keys: Iterable[K | None]) -> Iterator[list[K]]:
    """The keys (None is none) once each and in order, in portions a statement can take."""
    ordered = sorted({key for key in keys if key is not None})
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
