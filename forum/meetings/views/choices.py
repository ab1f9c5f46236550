"""Choices that come from the database, as selects want them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from forum.companies.queries import Family
from forum.core.filters import clock_time, short_date, weekday_date
from forum.core.forms import grouped_options
from forum.core.i18n import gettext as _
from forum.editions.models import MeetingTable
from forum.meetings.rules.board import BoardSlot, FreeSlot

Choices = list[tuple[int | str, str]]
Groups = dict[str, Choices]
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


def process_choices(families: Sequence[Family], language: str, *, with_families: bool) -> Groups:
    """The catalogue as a grouped select; `with_families` adds each family as a whole."""
    groups: Groups = {}
    for entry in families:
        name = entry.family.name(language)
        whole: Choices = [(entry.family.id, _("Todo: %(family)s", family=name))] if with_families else []
        groups[name] = whole + [(process.id, process.name(language)) for process in entry.processes]
    return groups


def table_choices(tables: Sequence[MeetingTable], taken: dict[int, int]) -> Choices:
    """Tables with their hall and how many buyers sit there already."""
    choices: Choices = [("", _("Sin mesa por ahora"))]
    for table in tables:
        label = _("Mesa %(number)s · %(hall)s", number=table.number, hall=table.hall.name)
        count = taken.get(table.id, 0)
        choices.append((table.id, f"{label} ({_('ocupada: %(count)s', count=count)})" if count else label))
    return choices
