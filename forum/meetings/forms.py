"""The shapes of what is typed in the meetings."""

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.core.fields import TextAreaField
from forum.core.forms import Form, options
from forum.core.i18n import lazy_gettext as _l
from forum.matchmaking.forms import PROMPT, number_or_none
from forum.meetings.enums import DeclineReason

DECLINE_REASONS = [
    (DeclineReason.HAS_SUPPLIER, _l("Ya tenemos proveedor")),
    (DeclineReason.NO_CERTIFICATE, _l("Le falta un certificado")),
    (DeclineReason.NO_CAPACITY, _l("La capacidad no alcanza")),
    (DeclineReason.NOT_THE_PROCESS, _l("No es el proceso que buscamos")),
    (DeclineReason.AGENDA_FULL, _l("Mi agenda está llena")),
    (DeclineReason.REQUIREMENT_CLOSED, _l("El requerimiento ya se cubrió")),
    (DeclineReason.OTHER, _l("Otro motivo")),
]


class TableForm(Form):
    """Which table a buyer gets."""

    table_id = SelectField(_l("Mesa"), [Optional()], coerce=number_or_none)


class RequestForm(Form):
    """Asking for a meeting."""

    reason = TextAreaField(
        _l("Por qué su empresa"),
        [DataRequired(), Length(max=600)],
        description=_l("Dos o tres frases: experiencia, equipo, capacidad. Es lo primero que lee el comprador."),
    )
    slot_id = SelectField(_l("Horario preferido"), [Optional()], coerce=number_or_none)
    person_id = RadioField(_l("Quién asistirá"), [InputRequired()], coerce=number_or_none)


class AcceptanceForm(Form):
    """The slot a buyer gives."""

    slot_id = SelectField(
        _l("Horario"),
        [InputRequired(_l("Elija un horario."))],
        coerce=number_or_none,
        choices=[],
        validate_choice=False,  # the service looks under the locks; a list read before would only be older
    )


class DeclineForm(Form):
    """Why a buyer says no."""

    decline_reason = SelectField(
        _l("Motivo"), [InputRequired(_l("Elija un motivo."))], choices=options([*PROMPT, *DECLINE_REASONS])
    )
    reason = TextAreaField(
        _l("Nota para el proveedor"), [Optional(), Length(max=600)], description=_l("Una frase le ayuda a mejorar.")
    )


class MoveForm(Form):
    """Where a meeting goes."""

    slot_id = SelectField(_l("Nuevo horario"), [InputRequired(_l("Elija un horario."))], coerce=number_or_none)
