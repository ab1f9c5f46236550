"""A day as a table: a column for each room, a line for each moment at which something begins or ends."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """A session with its time and its room."""

    @property
    def starts_at(self) -> datetime:
        """Its start."""

    @property
    def ends_at(self) -> datetime:
        """Its end."""

    @property
    def room_id(self) -> int | None:
        """Its room."""


T = TypeVar("T", bound=Placed)


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """A place of the table: the sessions in it, several only where they overlap, and how many lines it takes."""

    talks: tuple[T, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class Line(Generic[T]):
    """A line: when it begins, and a cell for each room; None where a cell above reaches into it."""

    starts_at: datetime
    cells: tuple[Cell[T] | None, ...]


def lay_grid(talks: Iterable[T], rooms: Sequence[Hashable]) -> list[Line[T]]:
    """The lines of a day with these columns; sessions in other rooms are left out."""
    placed = [talk for talk in talks if talk.room_id in rooms]
    moments = sorted({moment for talk in placed for moment in (talk.starts_at, talk.ends_at)})
    columns = [_column([talk for talk in placed if talk.room_id == room], moments) for room in rooms]
    return [Line(at, tuple(column[n] for column in columns)) for n, at in enumerate(moments[:-1])]


def _column(talks: Sequence[T], moments: Sequence[datetime]) -> list[Cell[T] | None]:
    """The cells of a room: sessions that overlap share one, which reaches from the first start to the last end."""
    cells: list[Cell[T] | None] = [Cell((), 1) for _moment in moments]
    group: list[T] = []
    for talk in sorted(talks, key=lambda each: (each.starts_at, each.ends_at)):
        if group and talk.starts_at >= max(each.ends_at for each in group):
            _fill(cells, group, moments)
            group = []
        group.append(talk)
    if group:
        _fill(cells, group, moments)
    return cells


def _fill(cells: list[Cell[T] | None], group: Sequence[T], moments: Sequence[datetime]) -> None:
    first = moments.index(group[0].starts_at)
    last = moments.index(max(each.ends_at for each in group))
    cells[first] = Cell(tuple(group), last - first)
    cells[first + 1 : last] = [None] * (last - first - 1)
