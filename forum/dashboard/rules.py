"""How counts become charts: columns and marks in percent of the width and height of a drawing, whatever its size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

TOP = 18.0
"""The part of the height that is kept for the numbers of the marks."""
MOST_DAYS = 400
NEAR, ROWS = 5.0, 3
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart, in percent of its width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment marked on a chart: its number there, its words, when it is, and where (percent of the width).

    `row`: how many rows above the first one its number stands, so that numbers side by side do not overlap.
    """

    number: int
    label: str
    at: datetime | date
    x: float
    row: int = 0


def columns_of(counts: Sequence[int], *, highest: int, inset: float = 0.1) -> list[Column]:
    """The columns of counts side by side; `inset`: how much of each place stays empty at both sides, 0 to 0.5."""
    step = 100 / (len(counts) or 1)
    return [
        Column(
            x=round(place * step + inset * step, 3),
            y=round(100 - _height(count, highest), 3),
            width=round(step * (1 - 2 * inset), 3),
            height=_height(count, highest),
        )
        for place, count in enumerate(counts)
        if count
    ]


def _height(count: int, highest: int) -> float:
    return round((100 - TOP) * count / (highest or 1), 3)


def days_shown(counts: Mapping[date, int], *, opens: date, ends: date) -> list[date]:
    """The days of a chart: from the opening, or the first count before it, until the end or the last count after it.

    No more than `MOST_DAYS`, the last ones.
    """
    first, last = min([opens, *counts]), max([ends, *counts])
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]


def marks_on(days: Sequence[date], moments: Iterable[tuple[str, datetime | date, date]]) -> list[Mark]:
    """The moments (words, moment, its day) that fall on these days, in order of time, numbered from 1."""
    places = {day: place for place, day in enumerate(days)}
    shown = sorted((each for each in moments if each[2] in places), key=lambda each: each[2])
    marks: list[Mark] = []
    for number, (label, at, day) in enumerate(shown, 1):
        x = round(100 * (places[day] + 0.5) / len(days), 3)
        is_near = bool(marks) and x - marks[-1].x < NEAR
        row = (marks[-1].row + 1) % ROWS if is_near else 0
        marks.append(Mark(number=number, label=label, at=at, x=x, row=row))
    return marks


def quarters_shown(*series: Mapping[int, int]) -> list[int]:
    """The quarters of an hour, counted from midnight, from the first to the last in which anybody came."""
    seen = [quarter for each in series for quarter, count in each.items() if count]
    return list(range(min(seen), max(seen) + 1)) if seen else []


def quarter_of(moment: datetime) -> int:
    """The quarter of an hour of a local moment, counted from midnight: 9:40 is 38."""
    return moment.hour * 4 + moment.minute // 15


def clock_of(quarter: int) -> str:
    """When a quarter of an hour begins: 38 is 09:30."""
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"
