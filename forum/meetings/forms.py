"""The forms of requests and meetings, and the choices of slots."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.accounts.forms import LANGUAGES, SURNAME
from forum.accounts.models import Person
from forum.accounts.rules import normalise_email
from forum.core.edits import EditForm
from forum.core.fields import EmailField, StringField, TextAreaField
from forum.core.filters import clock_time, short_date, weekday_date
from forum.core.forms import Form, checked, grouped_options, options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, word_of
from forum.matchmaking.forms import PROMPT, Groups, number_or_none
from forum.matchmaking.labels import INTERPRETERS
from forum.meetings.enums import Beyond, Colliding
from forum.meetings.labels import DECLINE_REASONS
from forum.meetings.rules.answers import BUYERS_REASONS, SUPPLIERS_REASONS
from forum.meetings.rules.board import BoardSlot, FreeSlot

NEW = "new"  # the choice of somebody who is typed in
BADGE = options(
    (
        ("keep", _l("Los conserva: asiste al foro, sin citas")),
        ("end", _l("Cancelar el registro, salvo que asista también por otro motivo")),
    )
)


def slot_choices(slots: Sequence[FreeSlot | BoardSlot], *, people: Sequence[Person] = ()) -> list[Any]:
    """The slots of a select: their day as a heading, "9 sep, 10:00 – 10:20", and what staff would go beyond.

    `people`: those of whom one comes; where not all of them can, who can is told.
    """
    days: dict[date, tuple[str, str]] = {}
    groups: Groups = {}
    for slot in slots:
        heading, day = days.setdefault(slot.day, (weekday_date(slot.day), short_date(slot.day)))
        text = f"{day}, {clock_time(slot.starts_at)} – {clock_time(slot.ends_at)}"
        if isinstance(slot, FreeSlot):
            text += _words_about(slot, people)
        groups.setdefault(heading, []).append((slot.slot_id, text))
    return grouped_options(groups.items())


def _words_about(slot: FreeSlot, people: Sequence[Person]) -> str:
    able = [person.full_name for person in people if person.id in slot.person_ids]
    words = [word_of(each) for each in Beyond if each in slot.beyond]
    if len(able) < len(people):
        words.append(_("solo puede %(who)s", who=", ".join(able)))
    return "".join(f" · {each}" for each in words)


class TableForm(EditForm):
    """Which table a buyer gets."""

    table_id = SelectField(_l("Mesa"), [Optional()], coerce=number_or_none)


class RequestForm(EditForm):
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


class InvitationForm(Form):
    """A buyer's invitation of a company to a meeting."""

    requirement_id = SelectField(_l("Requerimiento"), [InputRequired(_l("Elija un requerimiento."))], coerce=int)
    reason = TextAreaField(
        _l("Mensaje para la empresa"),
        [DataRequired(_l("Escriba por qué quiere hablar con esta empresa.")), Length(max=600)],
        description=_l("Dos o tres frases: qué le interesa de ella y qué busca."),
    )
    slot_id = SelectField(_l("Horario preferido"), [Optional()], coerce=number_or_none)


class InvitationEditForm(EditForm):
    """A buyer's own invitation or counter while it waits."""

    reason = TextAreaField(_l("Mensaje para la empresa"), [DataRequired(), Length(max=600)])
    slot_id = SelectField(_l("Horario"), [Optional()], coerce=number_or_none)


class CompanyAcceptanceForm(Form):
    """The slot a company takes, and who comes."""

    slot_id = SelectField(
        _l("Horario"),
        [InputRequired(_l("Elija un horario."))],
        coerce=number_or_none,
        choices=[],
        validate_choice=False,  # as above
    )
    person_id = RadioField(_l("Quién asistirá"), [InputRequired()], coerce=number_or_none)


class CompanyAgreementForm(Form):
    """Who comes, while the organiser fixes the slot."""

    person_id = RadioField(_l("Quién asistirá"), [InputRequired()], coerce=number_or_none)


class CounterForm(Form):
    """What one proposes instead of what was asked for."""

    slot_id = SelectField(_l("Horario que propone"), [Optional()], coerce=number_or_none)
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


class EngagementForm(Form):
    """A block of time in which somebody cannot come to meetings."""

    day = SelectField(_l("Día"), [InputRequired(_l("Elija un día."))])
    since = TimeField(_l("Desde"), [InputRequired(_l("Escriba la hora, por ejemplo 12:00."))])
    until = TimeField(_l("Hasta"), [InputRequired(_l("Escriba la hora, por ejemplo 14:00."))])
    kind = SelectField(_l("Motivo"), [InputRequired(_l("Elija un motivo."))])
    note = StringField(
        _l("Nota"),
        [Optional(), Length(max=200)],
        description=_l("La ven la persona, su empresa y el comité organizador; nadie más."),
    )


class NoteForm(EditForm):
    """What a company notes of another one for itself."""

    text = TextAreaField(
        _l("Qué conviene recordar"),
        [Optional(), Length(max=4000)],
        description=_l("Las lee y las cambia solo su empresa. Para borrarlas, deje el cuadro vacío."),
    )


class BuyerRemovalForm(Form):
    """Why a buyer is removed, and whether they still attend."""

    reason = TextAreaField(
        _l("Motivo"),
        [DataRequired(_l("Escriba el motivo: la persona y los proveedores lo reciben.")), Length(max=600)],
        description=_l("Lo reciben la persona y los proveedores con cita."),
    )
    badge = RadioField(
        _l("Su registro y su gafete"), [InputRequired(_l("Elija qué pasa con su registro."))], choices=BADGE
    )


class BuyerHandoverForm(Form):
    """Who takes the agenda of a buyer over, why, and what becomes of hours at which that person is taken."""

    successor = RadioField(_l("Quién recibe la agenda"), [InputRequired(_l("Elija a una persona."))])
    email = EmailField(_l("Correo"), [Optional(), Length(max=254), checked(normalise_email)])
    given_names = StringField(_l("Nombre(s)"), SURNAME)
    first_surname = StringField(_l("Primer apellido"), SURNAME)
    second_surname = StringField(_l("Segundo apellido"), SURNAME)
    position = StringField(_l("Puesto"), [Optional(), Length(max=80)])
    interpreter = SelectField(
        _l("Intérprete"), [Optional()], choices=[*options([("", _l("No hace falta"))]), *choices_of(INTERPRETERS)]
    )
    language = RadioField(_l("Idioma de sus correos"), choices=LANGUAGES, default="es")
    colliding = RadioField(
        _l("Si esa persona no puede ir a alguna de las citas"),
        [InputRequired(_l("Elija qué pasa con esas citas."))],
        choices=options(
            (
                (Colliding.REFUSE.value, _l("No cambiar nada y mostrarme cuáles son")),
                (Colliding.CANCEL.value, _l("Cancelar esas citas y pasar las demás")),
            )
        ),
        default=Colliding.REFUSE.value,
    )
    reason = TextAreaField(
        _l("Motivo"),
        [DataRequired(_l("Escriba el motivo: la persona lo recibe.")), Length(max=600)],
        description=_l("Lo reciben la persona que deja la agenda y los proveedores cuya cita se cancele."),
    )
    badge = RadioField(
        _l("Su registro y su gafete"), [InputRequired(_l("Elija qué pasa con su registro."))], choices=BADGE
    )

    @property
    def is_guest(self) -> bool:
        """Whether the agenda goes to somebody who is typed in."""
        return bool(self.successor.data == NEW)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything is valid; somebody who is typed in needs an address and a name."""
        valid = super().validate(extra_validators)
        for field in (self.email, self.given_names) if self.is_guest else ():
            if not field.data and not field.errors:
                field.errors, valid = [_("Escriba este dato de la persona que recibe la agenda.")], False
        return valid


class MeetingMoveForm(Form):
    """The slot a meeting moves to."""

    slot_id = SelectField(_l("Nuevo horario"), [InputRequired(_l("Elija un horario."))], coerce=number_or_none)
