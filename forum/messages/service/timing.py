"""When messages leave: at a moment, or counted from a date of the edition; and the hours in which none does."""

from dataclasses import dataclass
from datetime import datetime, time

from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.messages.enums import Anchor, MessageChange
from forum.messages.errors import MomentMissing, NotScheduled
from forum.messages.models import Message, MessageEvent, QuietHours
from forum.messages.rules import ensure_ahead, ensure_editable


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a message leaves: at a moment, or so many days from a date of the edition (negative: before) at an hour."""

    at: datetime | None = None
    anchor: Anchor | None = None
    days: int | None = None
    clock: time | None = None


def schedule_message(message_id: int, moment: Moment, edition: Edition, *, by: int, now: datetime) -> datetime:
    """Let a message leave by itself; returns when, as the dates of the edition are now.

    Raises:
        NotFound, MessageSent, MessageScheduled
        MomentMissing: no moment is told.
        MomentPassed: it has passed.
    """
    with atomic():
        message = locked(Message, message_id, edition_id=edition.id)
        ensure_editable(leaves_at=message.leaves_at, scheduled_at=message.scheduled_at)
        message.send_at, message.anchor = moment.at, moment.anchor
        message.anchor_days, message.anchor_clock = moment.days, moment.clock
        due = message.due(edition)
        if due is None:
            raise MomentMissing
        ensure_ahead(due, now=now)
        message.scheduled_at, message.scheduled_by_id = now, by
        record(MessageEvent(message_id=message.id, kind=MessageChange.SCHEDULED), by=by, now=now)
    return due


def unschedule_message(message_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Let a message wait until somebody sends it.

    Raises:
        NotFound, MessageSent
        NotScheduled: it waits already.
    """
    with atomic():
        message = locked(Message, message_id, edition_id=edition_id)
        ensure_editable(leaves_at=message.leaves_at, scheduled_at=None)
        if message.scheduled_at is None:
            raise NotScheduled
        message.scheduled_at = message.scheduled_by_id = None
        record(MessageEvent(message_id=message.id, kind=MessageChange.UNSCHEDULED), by=by, now=now)


def set_quiet_hours(edition_id: int, hours: tuple[time, time] | None, *, by: int, now: datetime) -> None:
    """Say from and until which hour the messages of an edition do not leave; None: they leave at any hour.

    What is in the outbox by then leaves as it was.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        row = current.get(QuietHours, edition_id)
        if hours is None:
            if row is not None:
                current.delete(row)
            return
        if row is None:
            row = QuietHours(edition_id=edition_id)
            session().add(row)
        row.starts_at, row.ends_at = hours
        row.changed_at, row.changed_by_id = now, by
