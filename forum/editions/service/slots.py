"""Slots: made from a rule for the days of a hall, then changed one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.core.database import atomic, locked, locked_all, session
from forum.core.signals import announce
from forum.editions.errors import BadSlotRule, SlotInUse
from forum.editions.models import Day, Edition, Hall, Slot
from forum.editions.rules import SlotRule, Span, cut_day, ensure_no_overlap, spans_of
from forum.editions.signals import SlotMoved, SlotRemoving


def generate_slots(hall_id: int, *, days: Iterable[Day], rule: SlotRule) -> int:
    """Make the slots of the rule on each of these days, all or none; returns their number.

    Raises:
        BadSlotRule: the rule gives no slot.
        SlotsOverlap: one would overlap a slot of the hall.
    """
    cut = cut_day(rule)
    with atomic():
        hall = locked(Hall, hall_id)  # one change of a hall's slots at a time
        zone = _zone_of(hall)
        existing = _spans(hall_id)
        made: list[Slot] = []
        for day in _read_again(days):
            spans = spans_of(cut, day.date, zone)
            ensure_no_overlap(spans, existing, zone=zone)
            made += [_slot(hall, day.id, span) for span in spans]
        session().add_all(made)
        session().flush()
        return len(made)


def _zone_of(hall: Hall) -> str:
    """The zone of the hall's edition, which is locked: dates and zone do not change while slots are made of them."""
    return locked(Edition, hall.edition_id).time_zone


def _read_again(days: Iterable[Day]) -> Sequence[Day]:
    query = select(Day).where(Day.id.in_([day.id for day in days])).order_by(Day.date)
    return session().scalars(query.execution_options(populate_existing=True)).all()


def _spans(hall_id: int, *, but: int | None = None) -> Sequence[Span]:
    query = select(Slot.starts_at, Slot.ends_at).where(Slot.hall_id == hall_id, Slot.id != (but or 0))
    return [Span(starts_at, ends_at) for starts_at, ends_at in session().execute(query)]


def _slot(hall: Hall, day_id: int, span: Span) -> Slot:
    return Slot(
        edition_id=hall.edition_id, hall_id=hall.id, day_id=day_id, starts_at=span.starts_at, ends_at=span.ends_at
    )


def move_slot(slot_id: int, *, starts_at: datetime, ends_at: datetime, by: int, now: datetime) -> None:
    """Change the times of a slot on its day; the change is announced, so that its meetings follow.

    Raises:
        BadSlotRule: it would end before it starts.
        SlotsOverlap: it would overlap another slot of the hall.
    """
    if starts_at >= ends_at:
        raise BadSlotRule
    with atomic():
        hall = locked(Hall, session().get_one(Slot, slot_id).hall_id)
        zone = _zone_of(hall)
        [slot] = locked_all(Slot, [slot_id])  # others may refer to it: who has locked a meeting does not wait for us
        if (slot.starts_at, slot.ends_at) == (starts_at, ends_at):
            return
        ensure_no_overlap([Span(starts_at, ends_at)], _spans(hall.id, but=slot.id), zone=zone)
        was_starts_at, was_ends_at = slot.starts_at, slot.ends_at
        slot.starts_at, slot.ends_at = starts_at, ends_at
        session().flush()
        announce(
            SlotMoved(
                slot_id=slot.id,
                edition_id=slot.edition_id,
                hall_id=hall.id,
                was_starts_at=was_starts_at,
                was_ends_at=was_ends_at,
                starts_at=starts_at,
                ends_at=ends_at,
                by=by,
                at=now,
            )
        )


def block_slot(slot_id: int, *, reason: str) -> None:
    """Take no new meetings in a slot, for this reason; with an empty reason, take them again."""
    with atomic():
        locked(Slot, slot_id).blocked_reason = reason.strip() or None


def remove_slot(slot_id: int, *, by: int, now: datetime) -> None:
    """Delete a slot without meetings.

    Raises:
        SlotInUse: it has meetings; cancelled ones count too, as history.
    """
    with atomic():
        slot = locked(Slot, slot_id)
        announce(SlotRemoving(slot_id=slot.id, edition_id=slot.edition_id, by=by, at=now))
        try:
            with atomic():
                session().delete(slot)
                session().flush()
        except IntegrityError as error:
            raise SlotInUse from error


def clear_slots(hall_id: int, *, day_id: int, by: int, now: datetime) -> None:
    """Delete every slot of a hall on a day, all or none.

    Raises:
        SlotInUse: one of them has meetings.
    """
    with atomic():
        locked(Hall, hall_id)
        for slot_id in session().scalars(select(Slot.id).where(Slot.hall_id == hall_id, Slot.day_id == day_id)).all():
            remove_slot(slot_id, by=by, now=now)
