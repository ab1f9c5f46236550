"""The forms of messages."""

import enum
from datetime import time

from wtforms import DateTimeLocalField, RadioField, SelectField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from forum.core.edits import EditForm
from forum.core.fields import HiddenField, IntegerField, StringField, TextAreaField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of
from forum.messages.enums import LISTED, Anchor, Audience, MessageKind
from forum.messages.labels import ANCHORS, AUDIENCES, KINDS
from forum.messages.rules import LONGEST_SUBJECT, LONGEST_TEXT, MOST_DAYS, ensure_subject, ensure_text, quiet_hours

PEOPLE = {each: label for each, label in AUDIENCES.items() if each not in LISTED}
"""Those who can be chosen without a list."""
REQUIRED = InputRequired(_l("Falta este dato."))
LOCAL = "%Y-%m-%dT%H:%M"
SUBJECT = (Length(max=LONGEST_SUBJECT), checked(ensure_subject))
TEXT = (Length(max=LONGEST_TEXT), checked(ensure_text))


class MessageForm(EditForm):
    """A message: its texts, whom it is for, and whether it may be refused.

    The filters of registrations have their choices from the view; empty: all. Of a list of the console `state` and the
    `ids` of its lines are carried along.
    """

    audience = SelectField(_l("Para"), [REQUIRED], choices=choices_of(PEOPLE), default=Audience.REGISTRATIONS.value)
    registration_status = SelectField(_l("Estado del registro"), [Optional()])
    category_id = SelectField(_l("Categoría"), [Optional()], coerce=str)
    ally_id = SelectField(_l("Código de aliado"), [Optional()], coerce=str)
    text = StringField(
        _l("Nombre, organización o correo"),
        [Length(max=120)],
        description=_l("Las palabras de la búsqueda de registros. Vacío: todos."),
    )
    state = HiddenField()
    ids = HiddenField(validators=[Regexp(r"^(\d{1,18}(,\d{1,18})*)?$")])
    kind = RadioField(_l("Tipo"), [REQUIRED], choices=choices_of(KINDS), default=MessageKind.NECESSARY.value)
    kind_hints = hints_of(KINDS)
    subject_es = StringField(_l("Asunto en español"), [REQUIRED, *SUBJECT])
    text_es = TextAreaField(
        _l("Texto en español"),
        [REQUIRED, *TEXT],
        description=_l("El correo empieza con «Hola» y el nombre. No lo repita."),
    )
    subject_en = StringField(_l("Asunto en inglés"), [Optional(), *SUBJECT])
    text_en = TextAreaField(
        _l("Texto en inglés"), [Optional(), *TEXT], description=_l("Sin inglés, todos lo reciben en español.")
    )

    @property
    def says_whom(self) -> bool:
        """Whether it can be read of it whom the message is for."""
        said = (self.registration_status, self.category_id, self.ally_id, self.text, self.state, self.ids)
        chosen = (self.registration_status, self.category_id, self.ally_id)  # an address may hold what is no choice
        return (
            bool(self.audience.data)
            and not any(field.errors for field in (self.audience, *said))
            and all((field.data or "") in {value for value, *_rest in field.iter_choices()} for field in chosen)
        )


class TemplateForm(Form):
    """The name of a template."""

    name = StringField(
        _l("Nombre de la plantilla"),
        [REQUIRED, Length(max=80)],
        description=_l("Por ejemplo: Recordatorio a compradores. Sirve en todas las ediciones."),
    )


class How(enum.StrEnum):
    """How the moment of a message is told."""

    AT = "at"
    BEFORE = "before"
    AFTER = "after"


class ScheduleForm(Form):
    """When a message leaves."""

    how = RadioField(
        _l("Cuándo sale"),
        [REQUIRED],
        choices=options(
            (
                (How.AT.value, _l("En una fecha y hora")),
                (How.BEFORE.value, _l("Días antes de una fecha de la edición")),
                (How.AFTER.value, _l("Días después de una fecha de la edición")),
            )
        ),
        default=How.AT.value,
    )
    send_at = DateTimeLocalField(_l("Fecha y hora"), [Optional()], format=LOCAL)
    days = IntegerField(_l("Días"), [Optional(), NumberRange(0, MOST_DAYS)])
    anchor = SelectField(_l("Contados desde"), [Optional()], choices=choices_of(ANCHORS), default=Anchor.STARTS.value)
    clock = TimeField(_l("A las"), [Optional()], description=_l("Hora de la sede."))


class QuietHoursForm(EditForm):
    """From and until which hour no message leaves; both empty: at any hour."""

    starts_at = TimeField(_l("Desde"), [Optional()])
    ends_at = TimeField(_l("Hasta"), [Optional()])

    @property
    def hours(self) -> tuple[time, time] | None:
        """Both hours, where they are told.

        Raises:
            HoursIncomplete
        """
        return quiet_hours(self.starts_at.data, self.ends_at.data)
