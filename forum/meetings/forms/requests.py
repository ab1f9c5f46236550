"""The forms of requests, invitations and their answers."""

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.core.edits import EditForm
from forum.core.fields import TextAreaField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.matchmaking.enums import Side
from forum.matchmaking.forms import PROMPT, number_or_none
from forum.meetings.forms.slots import SlotField, WithSlot
from forum.meetings.labels import DECLINE_REASONS
from forum.meetings.rules.answers import BUYERS_REASONS, SUPPLIERS_REASONS


class RequestForm(WithSlot, EditForm):
    """A request for a meeting."""

    reason = TextAreaField(
        _l("Por qué su empresa"),
        [DataRequired(), Length(max=600)],
        description=_l("Dos o tres frases: experiencia, equipo, capacidad. Es lo primero que lee el comprador."),
    )
    slot_id = SlotField(_l("Horario preferido"), [Optional()])
    person_id = RadioField(_l("Quién asistirá"), [InputRequired()], coerce=number_or_none)


class RequestAcceptanceForm(WithSlot):
    """The slot a buyer gives."""

    slot_id = SlotField(_l("Horario"), [InputRequired(_l("Elija un horario."))])


class InvitationForm(WithSlot):
    """A buyer's invitation of a company to a meeting."""

    requirement_id = SelectField(_l("Requerimiento"), [InputRequired(_l("Elija un requerimiento."))], coerce=int)
    reason = TextAreaField(
        _l("Mensaje para la empresa"),
        [DataRequired(_l("Escriba por qué quiere hablar con esta empresa.")), Length(max=600)],
        description=_l("Dos o tres frases: qué le interesa de ella y qué busca."),
    )
    slot_id = SlotField(_l("Horario preferido"), [Optional()])


class InvitationEditForm(WithSlot, EditForm):
    """A buyer's own invitation or counter while it waits."""

    reason = TextAreaField(_l("Mensaje para la empresa"), [DataRequired(), Length(max=600)])
    slot_id = SlotField(_l("Horario"), [Optional()])


class CompanyAcceptanceForm(WithSlot):
    """The slot a company takes, and who comes."""

    slot_id = SlotField(_l("Horario"), [InputRequired(_l("Elija un horario."))])
    person_id = RadioField(_l("Quién asistirá"), [InputRequired()], coerce=number_or_none)


class CompanyAgreementForm(Form):
    """Who comes, while the organiser fixes the slot."""

    person_id = RadioField(_l("Quién asistirá"), [InputRequired()], coerce=number_or_none)


class StaffAnswerForm(WithSlot):
    """The slot the staff accepts for a side, or none, and who comes where it answers for the company."""

    slot_id = SlotField(_l("Horario"), [Optional()])
    person_id = RadioField(_l("Quién asistirá"), [Optional()], coerce=number_or_none)


class CounterForm(WithSlot):
    """What one proposes instead of what was asked for."""

    slot_id = SlotField(_l("Horario que propone"), [Optional()])
    person_id = RadioField(_l("Quién asistirá"), [Optional()], coerce=number_or_none)
    note = TextAreaField(
        _l("Mensaje"),
        [DataRequired(_l("Escriba en una frase por qué lo propone.")), Length(max=600)],
        description=_l("Lo lee la otra parte junto con su propuesta."),
    )


class DeclineForm(Form):
    """Why a buyer declines."""

    decline_reason = SelectField(
        _l("Motivo"),
        [InputRequired(_l("Elija un motivo."))],
        choices=[*PROMPT, *choices_of({each: DECLINE_REASONS[each] for each in BUYERS_REASONS})],
    )
    reason = TextAreaField(
        _l("Nota para el proveedor"),
        [Optional(), Length(max=600)],
        description=_l("Una frase ayuda al proveedor a mejorar."),
    )


class CompanyDeclineForm(Form):
    """Why a company declines."""

    decline_reason = SelectField(
        _l("Motivo"),
        [InputRequired(_l("Elija un motivo."))],
        choices=[*PROMPT, *choices_of({each: DECLINE_REASONS[each] for each in SUPPLIERS_REASONS})],
    )
    reason = TextAreaField(_l("Nota para el comprador"), [Optional(), Length(max=600)])


def decline_form_of(side: Side | None) -> type[DeclineForm | CompanyDeclineForm]:
    """The form in which a side, which a request waits for, declines."""
    return CompanyDeclineForm if side is Side.SUPPLIER else DeclineForm


class StaffDeclineForm(Form):
    """Why either side declines, for who answers for it by the API; that side's form says which reasons are its own."""

    decline_reason = SelectField(
        _l("Motivo"), [InputRequired(_l("Elija un motivo."))], choices=choices_of(DECLINE_REASONS)
    )
    reason = TextAreaField(_l("Nota"), [Optional(), Length(max=600)])
