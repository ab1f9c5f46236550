"""The form with which the co-ordinator books a meeting, or asks for one for a side."""

import enum
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from forum.core.fields import TextAreaField
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.matchmaking.forms import number_or_none
from forum.meetings.forms.slots import SlotField, WithSlot


class Act(enum.StrEnum):
    """What the co-ordinator does for a pair: books, sends the company's request, or sends the buyer's invitation."""

    BOOK = "book"
    REQUEST = "request"
    INVITE = "invite"


class BookingForm(WithSlot):
    """A meeting of a buyer and a company, or the question for one."""

    act = RadioField(
        _l("Qué hacer"),
        [InputRequired(_l("Elija qué hacer."))],
        choices=options(
            (
                (Act.BOOK.value, _l("Agendar la cita: queda fija y avisamos a ambas partes")),
                (Act.REQUEST.value, _l("Enviar la solicitud por el proveedor: la responde el comprador")),
                (Act.INVITE.value, _l("Enviar la invitación por el comprador: la responde el proveedor")),
            )
        ),
        default=Act.BOOK.value,
    )
    requirement_id = SelectField(_l("Requerimiento"), [Optional()], coerce=number_or_none)
    slot_id = SlotField(_l("Horario"), [Optional()])
    person_id = RadioField(_l("Quién asistirá por el proveedor"), [Optional()], coerce=number_or_none)
    note = TextAreaField(
        _l("Mensaje"),
        [Optional(), Length(max=600)],
        description=_l("En una solicitud o invitación es el motivo que lee la otra parte."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything is valid; what is done says which of the data are needed."""
        valid = super().validate(extra_validators)
        for field, sentence in self._needed():
            if not field.data and not field.errors:
                field.errors, valid = [sentence], False
        return valid

    def _needed(self) -> list[tuple[Any, str]]:
        slot = (self.slot_id, _("Elija un horario."))
        person = (self.person_id, _("Elija a quien asistirá."))
        requirement = (self.requirement_id, _("Elija un requerimiento."))
        note = (self.note, _("Escriba en una frase por qué se pide."))
        needed: dict[str, list[tuple[Any, str]]] = {
            Act.BOOK: [slot, person],
            Act.REQUEST: [requirement, person, note],
            Act.INVITE: [requirement, note],
        }
        return needed.get(self.act.data, [])
