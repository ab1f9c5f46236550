"""What follows when an edition's dates or time zone change: days, moments and windows are carried along."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from forum.editions.rules.frame import Windows, from_local, to_local

A_YEAR_OF_WEEKS = timedelta(weeks=52)


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """When an edition is: its first and last day, and the time zone of its venue."""

    starts_on: date
    ends_on: date
    time_zone: str


def match_days(days: Sequence[date], wanted: Sequence[date]) -> dict[date, date]:
    """Which of the wanted days each day becomes, both in order; days that become none are dropped.

    As many days as before: the forum moves, day by day. Otherwise days that are still wanted stay, so that days can be
    added before or after; and if there are none of these, the forum moves and becomes longer or shorter at its end.
    """
    if len(days) != len(wanted) and set(days) & set(wanted):
        return {day: day for day in days if day in set(wanted)}
    return dict(zip(days, wanted, strict=False))


def move_moment(moment: datetime, *, days: int, was_zone: str, zone: str) -> datetime:
    """A moment N days later at the same time of the clock, in the new time zone."""
    if not days and was_zone == zone:
        return moment
    return from_local(to_local(moment, was_zone) + timedelta(days=days), zone)


def same_week_next_year(starts_on: date, *, today: date) -> date:
    """The same weekday of the same week a year later, or as many years later as it takes to be after today."""
    later = starts_on + A_YEAR_OF_WEEKS
    while later <= today:
        later += A_YEAR_OF_WEEKS
    return later


def move_windows(windows: Windows, was: Calendar, to: Calendar, *, now: datetime) -> Windows:
    """The windows after a change of dates or time zone, at the same times of the clock.

    They follow the first day; registration that closes during the forum follows the last. What has passed keeps its
    date: a postponed forum does not close the registration that is open.
    """
    start, end = (to.starts_on - was.starts_on).days, (to.ends_on - was.ends_on).days

    def moved(name: str) -> datetime:
        moment: datetime = getattr(windows, name)
        is_during = name == "registration_closes_at" and to_local(moment, was.time_zone).date() >= was.starts_on
        days = 0 if moment <= now else end if is_during else start
        return move_moment(moment, days=days, was_zone=was.time_zone, zone=to.time_zone)

    return Windows(**{name: moved(name) for name in Windows.__dataclass_fields__})


def in_free_order(moves: Collection[tuple[int, date, date]]) -> list[int]:
    """The keys of moves (key, from, to) in an order in which none takes a date or moment that another still has.

    All move in the same direction: those that are ahead go first.
    """
    forward = any(to > at for _, at, to in moves)
    return [key for key, _, _ in sorted(moves, key=lambda move: move[1], reverse=forward)]
