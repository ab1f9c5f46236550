"""An edition's dates and time zone: what is stored by day or by moment is carried along, or the change is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from forum.core.database import session
from forum.core.signals import announce
from forum.editions.errors import DayInUse, WindowInDisorder, WindowsLeftBehind, ZoneAfterStart
from forum.editions.models import CategoryDay, Day, Edition, Slot
from forum.editions.rules import Windows, days_between, ensure_windows, to_local
from forum.editions.rules.moves import Calendar, in_free_order, match_days, move_moment, move_windows
from forum.editions.service.calendars import count_calendar_change
from forum.editions.signals import CalendarMoved, DayDropping, DaysMoved, DaysMoving, ZoneChanged


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What moved with an edition's dates: the number of slots, and whether its windows did."""

    slots: int = 0
    windows: bool = False


def carry_along(edition: Edition, to: Calendar, *, agreed: str = "", by: int, now: datetime) -> Carried:
    """Give an edition its dates and time zone; inside the change that locks it.

    Days keep their slots and categories when they move, because a moved forum keeps its programme. A day with meetings
    moves once the organiser has `agreed` to what was shown of them, because people have planned to travel on it. In
    another time zone every time of the clock stays as it was shown and printed, and calendars follow: the zone was
    wrong, not the hour. Once the forum has begun the zone stays: entries are counted by its days.

    Raises:
        DatesInDisorder: the dates are not possible.
        ZoneAfterStart: the forum has begun.
        DayInUse: a day that is dropped has slots, or a category is limited to it.
        WindowsLeftBehind: the windows that follow would be out of order with those that have passed.
        And what reactions refuse: a day with meetings does not move unasked.
    """
    was = Calendar(starts_on=edition.starts_on, ends_on=edition.ends_on, time_zone=edition.time_zone)
    wanted = days_between(to.starts_on, to.ends_on)
    if was == to:
        return Carried()
    if was.time_zone != to.time_zone and to_local(now, was.time_zone).date() >= was.starts_on:
        raise ZoneAfterStart
    shifts = _move_days(edition.id, wanted, now=now)
    slots = _move_slots(edition.id, shifts, was, to, agreed=agreed, by=by, now=now)
    windows = _follow(edition, was, to, now=now)
    edition.starts_on, edition.ends_on, edition.time_zone = to.starts_on, to.ends_on, to.time_zone
    session().flush()
    announce(
        CalendarMoved(
            edition_id=edition.id,
            shifts=_by_former_date(edition.id, shifts),
            was_zone=was.time_zone,
            zone=to.time_zone,
        )
    )
    if (was.starts_on, was.ends_on) != (to.starts_on, to.ends_on):
        count_calendar_change(edition.id, moved=True, now=now)
    if was.time_zone != to.time_zone:
        announce(ZoneChanged(edition_id=edition.id, by=by, at=now))
    return Carried(slots=slots, windows=windows)


def _move_days(edition_id: int, wanted: list[date], *, now: datetime) -> dict[int, int]:
    """Move, delete and add the days of an edition; returns by how many days each kept one moved, by its id."""
    days = {day.date: day for day in session().scalars(select(Day).where(Day.edition_id == edition_id))}
    matched = match_days(sorted(days), wanted)
    for gone in sorted(set(days) - set(matched)):
        if _in_use(days[gone].id):
            raise DayInUse(day=f"{gone:%d/%m/%Y}")
        announce(DayDropping(day_id=days[gone].id, edition_id=edition_id, at=now))
        session().delete(days[gone])
    session().flush()
    kept = {days[at].id: days[at] for at in matched}
    for day_id in in_free_order([(days[at].id, at, to) for at, to in matched.items()]):
        kept[day_id].date = matched[kept[day_id].date]
        session().flush()
    session().add_all(Day(edition_id=edition_id, date=new) for new in wanted if new not in set(matched.values()))
    return {days[at].id: (to - at).days for at, to in matched.items()}


def _by_former_date(edition_id: int, shifts: Mapping[int, int]) -> dict[date, int]:
    days = session().scalars(select(Day).where(Day.edition_id == edition_id, Day.id.in_(shifts)))
    return {day.date - timedelta(days=shifts[day.id]): shifts[day.id] for day in days}


def _in_use(day_id: int) -> bool:
    used = (
        select(Slot.id).where(Slot.day_id == day_id).exists()
        | select(CategoryDay.category_id).where(CategoryDay.day_id == day_id).exists()
    )
    return bool(session().scalar(select(used)))


def _move_slots(
    edition_id: int, shifts: Mapping[int, int], was: Calendar, to: Calendar, *, agreed: str, by: int, now: datetime
) -> int:
    """Move the slots with their days and the time zone; returns how many moved to another day."""
    slots = {slot.id: slot for slot in session().scalars(select(Slot).where(Slot.edition_id == edition_id))}
    moved = {slot.id: shifts[slot.day_id] for slot in slots.values() if shifts[slot.day_id]}
    former = {slot_id: slots[slot_id].starts_at for slot_id in moved}
    if moved:
        announce(DaysMoving(shifts=moved, edition_id=edition_id, agreed=agreed, by=by, at=now))

    def there(slot: Slot, moment: datetime) -> datetime:
        return move_moment(moment, days=shifts[slot.day_id], was_zone=was.time_zone, zone=to.time_zone)

    moves = [(slot.id, slot.starts_at, there(slot, slot.starts_at)) for slot in slots.values()]
    for slot_id in in_free_order(moves):
        slot = slots[slot_id]
        slot.starts_at, slot.ends_at = there(slot, slot.starts_at), there(slot, slot.ends_at)
        session().flush()
    if moved:
        announce(DaysMoved(was=former, edition_id=edition_id, by=by, at=now))
    return len(moved)


def _follow(edition: Edition, was: Calendar, to: Calendar, *, now: datetime) -> bool:
    """Let the windows follow; returns whether one moved to another date."""
    before = Windows(**{name: getattr(edition, name) for name in Windows.__dataclass_fields__})
    after = move_windows(before, was, to, now=now)
    if after == before:
        return False
    try:
        ensure_windows(after)
    except WindowInDisorder as error:
        raise WindowsLeftBehind from error
    for name in Windows.__dataclass_fields__:
        setattr(edition, name, getattr(after, name))
    return was.starts_on != to.starts_on or was.ends_on != to.ends_on
