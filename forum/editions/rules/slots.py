"""Slots made from a rule: N minutes each, a gap between them, none during lunch, none after the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from forum.editions.errors import BadSlotRule, SlotsOverlap, TablesInDisorder

MOST_TABLES = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotRule:
    """How a day is divided: start and end, minutes per slot and between slots, and lunch (both times, or none)."""

    starts: time
    ends: time
    length: int
    gap: int
    lunch_from: time | None = None
    lunch_to: time | None = None


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A time span: two aware moments."""

    starts_at: datetime
    ends_at: datetime


def cut_day(rule: SlotRule) -> list[tuple[time, time]]:
    """The slots of one day in the time zone of the venue, in order.

    They follow each other from the start, with the gap between them. A slot that would overlap lunch is not made; the
    next one starts when lunch ends. The last one ends at the end of the day or before.

    Raises:
        BadSlotRule: the times are out of order, the length is not positive, or no slot fits.
    """
    _ensure_rule(rule)
    lunch = _minutes_of_lunch(rule)
    last = _minutes(rule.ends)
    start = _minutes(rule.starts)
    cut: list[tuple[time, time]] = []
    while start + rule.length <= last:
        end = start + rule.length
        if lunch is not None and start < lunch[1] and end > lunch[0]:
            start = lunch[1]
            continue
        cut.append((_clock(start), _clock(end)))
        start = end + rule.gap
    if not cut:
        raise BadSlotRule
    return cut


def _ensure_rule(rule: SlotRule) -> None:
    if rule.starts >= rule.ends or rule.length <= 0 or rule.gap < 0:
        raise BadSlotRule
    if (rule.lunch_from is None) != (rule.lunch_to is None):
        raise BadSlotRule
    if rule.lunch_from is not None and rule.lunch_to is not None and rule.lunch_from >= rule.lunch_to:
        raise BadSlotRule


def _minutes_of_lunch(rule: SlotRule) -> tuple[int, int] | None:
    if rule.lunch_from is None or rule.lunch_to is None:
        return None
    return _minutes(rule.lunch_from), _minutes(rule.lunch_to)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def spans_of(cut: Iterable[tuple[time, time]], day: date, zone: str) -> list[Span]:
    """The slots of a day as time spans."""
    here = ZoneInfo(zone)
    return [
        Span(datetime.combine(day, start, tzinfo=here), datetime.combine(day, end, tzinfo=here)) for start, end in cut
    ]


def find_overlap(new: Iterable[Span], existing: Sequence[Span]) -> Span | None:
    """The first existing span that a new one overlaps; touching ends do not overlap."""
    for span in sorted(new):
        for other in existing:
            if span.starts_at < other.ends_at and other.starts_at < span.ends_at:
                return other
    return None


def ensure_no_overlap(new: Iterable[Span], existing: Sequence[Span], *, zone: str) -> None:
    """Refuse spans that overlap existing ones of the same hall.

    Raises:
        SlotsOverlap: with the times of the first overlapped one.
    """
    other = find_overlap(new, existing)
    if other is not None:
        here = ZoneInfo(zone)
        raise SlotsOverlap(
            start=f"{other.starts_at.astimezone(here):%H:%M}", end=f"{other.ends_at.astimezone(here):%H:%M}"
        )


def table_numbers(first: int, last: int) -> range:
    """The numbers of a range, both ends included.

    Raises:
        TablesInDisorder: it starts below 1, ends before it starts, or has more than 500 numbers.
    """
    if first < 1 or last < first or last - first >= MOST_TABLES:
        raise TablesInDisorder(most=MOST_TABLES)
    return range(first, last + 1)


def number_ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as ranges without gaps: 1, 2, 3, 7 are (1, 3) and (7, 7)."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
