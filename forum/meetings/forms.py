"""The forms of requests and meetings, and the choices of slots."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.core.edits import EditForm
from forum.core.fields import TextAreaField
from forum.core.filters import clock_time, short_date, weekday_date
from forum.core.forms import Form, grouped_options, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.matchmaking.forms import PROMPT, Groups, number_or_none
from forum.meetings.labels import DECLINE_REASONS
from forum.meetings.rules.board import BoardSlot, FreeSlot


def slot_choices(slots: Sequence[FreeSlot | BoardSlot]) -> list[Any]:
    """The slots of a select: their day as a heading, and "9 sep, 10:00 – 10:20"."""
    days: dict[date, tuple[str, str]] = {}
    groups: Groups = {}
    for slot in slots:
        heading, day = days.setdefault(slot.day, (weekday_date(slot.day), short_date(slot.day)))
        text = f"{day}, {clock_time(slot.starts_at)} – {clock_time(slot.ends_at)}"
        groups.setdefault(heading, []).append((slot.slot_id, text))
    return grouped_options(groups.items())


class TableForm(EditForm):
    """Which table a buyer gets."""

    table_id = SelectField(_l("Mesa"), [Optional()], coerce=number_or_none)


class RequestForm(Form):
    """A request for a meeting."""

    reason = TextAreaField(
        _l("Por qué su empresa"),
        [DataRequired(), Length(max=600)],
        description=_l("Dos o tres frases: experiencia, equipo, capacidad. Es lo primero que lee el comprador."),
    )
    slot_id = SelectField(_l("Horario preferido"), [Optional()], coerce=number_or_none)
    person_id = RadioField(_l("Quién asistirá"), [InputRequired()], coerce=number_or_none)


class RequestAcceptanceForm(Form):
    """The slot a buyer gives."""

    slot_id = SelectField(
        _l("Horario"),
        [InputRequired(_l("Elija un horario."))],
        coerce=number_or_none,
        choices=[],
        validate_choice=False,  # the service looks under the locks; a list read before would only be older
    )


class DeclineForm(Form):
    """Why a buyer declines."""

    decline_reason = SelectField(
        _l("Motivo"), [InputRequired(_l("Elija un motivo."))], choices=[*PROMPT, *choices_of(DECLINE_REASONS)]
    )
    reason = TextAreaField(
        _l("Nota para el proveedor"),
        [Optional(), Length(max=600)],
        description=_l("Una frase ayuda al proveedor a mejorar."),
    )


class BuyerRemovalForm(Form):
    """Why a buyer is removed, and whether they still attend."""

    reason = TextAreaField(
        _l("Motivo"),
        [DataRequired(_l("Escriba el motivo: la persona y los proveedores lo reciben.")), Length(max=600)],
        description=_l("Lo reciben la persona y los proveedores con cita."),
    )
    badge = RadioField(
        _l("Su registro y su gafete"),
        [InputRequired(_l("Elija qué pasa con su registro."))],
        choices=options(
            (
                ("keep", _l("Los conserva: asiste al foro, sin citas")),
                ("end", _l("Cancelar el registro, salvo que asista también por otro motivo")),
            )
        ),
    )


class MeetingMoveForm(Form):
    """The slot a meeting moves to."""

    slot_id = SelectField(_l("Nuevo horario"), [InputRequired(_l("Elija un horario."))], coerce=number_or_none)
