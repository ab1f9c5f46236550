"""The forms of a buyer's table, and of a buyer who leaves."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.accounts.forms import LANGUAGES, SURNAME
from forum.accounts.rules import normalise_email
from forum.core.edits import EditForm
from forum.core.fields import EmailField, StringField, TextAreaField
from forum.core.forms import Form, checked, options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.matchmaking.forms import number_or_none
from forum.matchmaking.labels import INTERPRETERS
from forum.meetings.enums import Colliding

NEW = "new"  # the choice of somebody who is typed in


BADGE = options(
    (
        ("keep", _l("Los conserva: asiste al foro, sin citas")),
        ("end", _l("Cancelar el registro, salvo que asista también por otro motivo")),
    )
)


class TableForm(EditForm):
    """Which table a buyer gets."""

    table_id = SelectField(_l("Mesa"), [Optional()], coerce=number_or_none)


WITHDREW = "withdrew"


class BuyerRemovalForm(Form):
    """Who decided that a buyer leaves and why, and whether they still attend."""

    who = RadioField(
        _l("Quién lo decidió"),
        [Optional()],
        choices=options(
            (
                (WITHDREW, _l("La persona o su empresa canceló")),
                ("organisers", _l("El comité organizador")),
            )
        ),
        default="organisers",
    )

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
