"""Much at once in portions: a list in pages, ids in batches.

def list_gates(edition_id: int, *, number: int) -> Page[Gate]:
    query = select(Gate).where(Gate.edition_id == edition_id).order_by(Gate.name)
    return page_of(query, number=number)

page = queries.list_gates(edition.id, number=page_number())          # in the view
{{ nav.pagination(page, "checkin.gate_list", q=text or none) }}      # in the template
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Row, Select, func, select

from forum.core.database import session

T = TypeVar("T")
U = TypeVar("U")
R = TypeVar("R", bound=tuple[Any, ...])
K = TypeVar("K", int, str)
SIZE = 50
BATCH = 5_000
"""As many values in a statement as every engine takes."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: its rows, its number (from 1), of how many pages, and the number of rows of all."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int

    def showing(self, rows: Sequence[U]) -> "Page[U]":
        """The same page with each row replaced by what is shown of it."""
        return Page(rows, self.number, self.pages, self.total)


def page_number() -> int:
    """The page the address asks for (`?page=`)."""
    return int(request.args.get("page", 1, type=int))


def page_of(query: Select[tuple[T]], *, number: int, ids: Select[Any] | None = None, size: int = SIZE) -> Page[T]:
    """A page of a query of one model; a number past the end is the last page.

    `ids` selects the same rows without what they load, where counting them is cheaper so.
    """
    page = rows_of(query, number=number, ids=ids, size=size)
    return page.showing([row[0] for row in page.rows])


def rows_of(query: Select[R], *, number: int, ids: Select[Any] | None = None, size: int = SIZE) -> Page[Row[R]]:
    """The same of a query of several columns."""
    counted = (query if ids is None else ids).order_by(None).subquery()
    total = session().scalar(select(func.count()).select_from(counted)) or 0
    number, pages = _within(number, total, size)
    return Page(session().execute(query.limit(size).offset((number - 1) * size)).all(), number, pages, total)


def page_in(rows: Sequence[T], *, number: int, size: int = SIZE) -> Page[T]:
    """A page of what is in memory; a number past the end is the last page."""
    number, pages = _within(number, len(rows), size)
    return Page(rows[(number - 1) * size : number * size], number, pages, len(rows))


def pages_of(total: int, size: int = SIZE) -> int:
    """Of how many pages a list is; one where it is empty."""
    return max(1, -(-total // size))


def _within(number: int, total: int, size: int) -> tuple[int, int]:
    pages = pages_of(total, size)
    return min(max(1, number), pages), pages


def batches(keys: Iterable[K | None]) -> Iterator[list[K]]:
    """The keys (None is none) once each and in order, in portions a statement can take."""
    yield from portions(sorted({key for key in keys if key is not None}), size=BATCH)


def portions(rows: Sequence[U], *, size: int) -> Iterator[list[U]]:
    """The rows in their order, N at a time."""
    for start in range(0, len(rows), size):
        yield list(rows[start : start + size])
