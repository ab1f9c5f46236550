"""The choices of slots, and forms that choose one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from wtforms import SelectField

from forum.accounts.models import Person
from forum.core.errors import Refusal
from forum.core.filters import clock_time, short_date, weekday_date
from forum.core.forms import Form, grouped_options, options
from forum.core.i18n import gettext as _
from forum.core.labels import word_of
from forum.matchmaking.forms import Groups, number_or_none
from forum.meetings.enums import Beyond
from forum.meetings.errors import NearestOffered
from forum.meetings.rules.board import BoardSlot, FreeSlot

JOIN = 0  # the choice of no other slot: the request is talked about at the meeting that both sides have


def slot_choices(
    slots: Sequence[FreeSlot | BoardSlot],
    *,
    people: Sequence[Person] = (),
    absent: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> list[Any]:
    """The slots of a select: their day as a heading, "9 sep, 10:00 – 10:20", and what staff would go beyond.

    `people`: those of whom one comes; where not all of them can, who can is told. `absent`: who else could not come.
    """
    days: dict[date, tuple[str, str]] = {}
    groups: Groups = {}
    for slot in slots:
        heading, day = days.setdefault(slot.day, (weekday_date(slot.day), short_date(slot.day)))
        text = f"{day}, {clock_time(slot.starts_at)} – {clock_time(slot.ends_at)}"
        if isinstance(slot, FreeSlot):
            text += _words_about(slot, people)
        if names := absent.get(slot.slot_id):
            without = _("no puede: %(names)s", names=", ".join(names))
            text = f"{text} · {without}"
        groups.setdefault(heading, []).append((slot.slot_id, text))
    return grouped_options(groups.items())


def _words_about(slot: FreeSlot, people: Sequence[Person]) -> str:
    able = [person.full_name for person in people if person.id in slot.person_ids]
    words = [word_of(each) for each in Beyond if each in slot.beyond]
    if len(able) < len(people):
        words.append(_("solo puede %(who)s", who=", ".join(able)))
    return "".join(f" · {each}" for each in words)


class SlotField(SelectField):
    """The choice of a slot; the service alone says whether it is free: a list read before would only be older.

    `nearest`: the slots offered instead of one that was refused, each a button that sends the form again with it. A
    button's value comes after that of the select, so the last one counts.
    """

    def __init__(self, label: Any, validators: list[Any], **options: Any) -> None:
        super().__init__(label, validators, coerce=number_or_none, choices=[], validate_choice=False, **options)
        self.nearest: Sequence[FreeSlot] = ()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the value that was sent last."""
        super().process_formdata(valuelist[-1:])


class WithSlot(Form):
    """A form with a slot to choose, which offers others where the one that was chosen is refused."""

    slot_id: SlotField

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, and the slots it offers instead."""
        super().refuse(refusal)
        if isinstance(refusal, NearestOffered):
            self.slot_id.nearest = refusal.nearest


def join_choice(starts_at: datetime, table_number: int) -> Any:
    """The choice of the meeting that both sides already have."""
    when = {"day": short_date(starts_at), "time": clock_time(starts_at), "table": table_number}
    [choice] = options([(str(JOIN), _("%(day)s, %(time)s, mesa %(table)s: hablarlo en la cita que ya tienen", **when))])
    return choice
