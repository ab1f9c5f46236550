"""Choices that come from the database, as selects want them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from forum.core.filters import clock_time, short_date, weekday_date
from forum.core.forms import grouped_options
from forum.matchmaking.labels import Groups
from forum.meetings.rules.board import BoardSlot, FreeSlot

Labels = dict[int, tuple[str, str]]


def slot_labels(slots: Iterable[FreeSlot | BoardSlot]) -> Labels:
    """How each slot is written: its day as a heading, and "9 sep, 10:00 – 10:20"; written once for many selects."""
    days: dict[date, tuple[str, str]] = {}
    labels: Labels = {}
    for slot in slots:
        heading, day = days.setdefault(slot.day, (weekday_date(slot.day), short_date(slot.day)))
        labels[slot.slot_id] = heading, f"{day}, {clock_time(slot.starts_at)} – {clock_time(slot.ends_at)}"
    return labels


def slot_choices(slots: Sequence[FreeSlot | BoardSlot], labels: Labels | None = None) -> list[Any]:
    """Slots for a select, grouped by day."""
    written = slot_labels(slots) if labels is None else labels
    groups: Groups = {}
    for slot in slots:
        heading, label = written[slot.slot_id]
        groups.setdefault(heading, []).append((slot.slot_id, label))
    return grouped_options(groups.items())
