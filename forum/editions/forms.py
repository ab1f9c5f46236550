"""Forms of setting up an edition."""

from datetime import time

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.clock import utc_now
from forum.core.edits import EditForm
from forum.core.fields import ColorField, HiddenField, IntegerField, StringField, TextAreaField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of
from forum.editions.labels import (
    CATEGORY_KINDS,
    COPIED_PARTS,
    HALL_KINDS,
    PLANNED_WISHES,
    PLANNING_POLICIES,
    zone_label,
)
from forum.editions.rules import ZONES, ensure_slug
from forum.editions.rules.slots import SlotRule

MISSING = _l("Falta este dato.")
REQUIRED = InputRequired(MISSING)
LOCAL = "%Y-%m-%dT%H:%M"
WRITTEN = DataRequired(MISSING)
NINE = time(9)


class EditionForm(EditForm):
    """A new edition."""

    name = StringField(_l("Nombre"), [WRITTEN, Length(max=120)], default="Foro de Proveeduría Automotriz")
    ordinal = IntegerField(_l("Número de edición"), [REQUIRED, NumberRange(1, 200)])
    slug = StringField(
        _l("Dirección"),
        [WRITTEN, checked(ensure_slug)],
        description=_l("La última parte del enlace público. Minúsculas, números y guiones: «foro-2027»."),
    )
    starts_on = DateField(_l("Primer día"), [REQUIRED])
    ends_on = DateField(_l("Último día"), [REQUIRED])
    venue_name = StringField(_l("Sede"), [WRITTEN, Length(max=120)])
    venue_address = StringField(_l("Domicilio de la sede"), [Length(max=200)])
    time_zone = SelectField(_l("Zona horaria"), [REQUIRED])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        year = utc_now().year
        self.time_zone.choices = options((zone, zone_label(zone, year=year)) for zone in ZONES)


class EditionCopyForm(EditionForm):
    """A new edition as a copy of another, and what it takes along."""

    parts = SelectMultipleField(
        _l("Qué se copia"),
        choices=choices_of(COPIED_PARTS),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    parts_hints = hints_of(COPIED_PARTS)


class EditionDetailsForm(EditionForm):
    """The details of an edition, with its presentation; `agreed`: what was shown of meetings on days that move."""

    agreed = HiddenField(validators=[Optional(), Length(max=64)])
    about_es = TextAreaField(_l("Presentación en español"), [Length(max=4000)])
    about_en = TextAreaField(_l("Presentación en inglés"), [Length(max=4000)])


class WindowsForm(EditForm):
    """When registration, requests and the agenda open and close, in the time zone of the venue."""

    registration_opens_at = DateTimeLocalField(_l("Abre el registro"), [REQUIRED], format=LOCAL)
    registration_closes_at = DateTimeLocalField(_l("Cierra el registro"), [REQUIRED], format=LOCAL)
    requests_open_at = DateTimeLocalField(_l("Abren las solicitudes de cita"), [REQUIRED], format=LOCAL)
    requests_close_at = DateTimeLocalField(_l("Cierran las solicitudes de cita"), [REQUIRED], format=LOCAL)
    freeze_at = DateTimeLocalField(
        _l("Agenda definitiva"),
        [REQUIRED],
        format=LOCAL,
        description=_l("Desde este momento solo el comité organizador mueve citas."),
    )


class RulesForm(EditForm):
    """The numbers of the forum's rules."""

    slot_minutes = IntegerField(_l("Duración de una cita"), [REQUIRED, NumberRange(5, 180)])
    gap_minutes = IntegerField(_l("Cambio entre citas"), [REQUIRED, NumberRange(0, 60)])
    walking_minutes = IntegerField(
        _l("Para caminar de un salón a otro"),
        [REQUIRED, NumberRange(0, 60)],
        description=_l("Tiempo mínimo entre dos citas de una persona en salones distintos. Con 0 no se pide."),
    )
    tolerance_minutes = IntegerField(
        _l("Tolerancia para llegar a una cita"),
        [REQUIRED, NumberRange(0, 60)],
        description=_l("Después la mesa de control ve la cita con retraso y puede registrar una falta."),
    )
    supplier_absences_cap = IntegerField(
        _l("Faltas con las que un proveedor ya no pide citas"),
        [REQUIRED, NumberRange(0, 20)],
        description=_l("Hasta que la coordinación de citas lo permita. Con 0 nunca. Si falta el comprador no cuenta."),
    )
    supplier_meetings_cap = IntegerField(_l("Máximo de citas por proveedor"), [REQUIRED, NumberRange(1, 100)])
    supplier_open_requests_cap = IntegerField(
        _l("Máximo de solicitudes sin respuesta por proveedor"), [REQUIRED, NumberRange(1, 100)]
    )
    buyer_invitations_cap = IntegerField(
        _l("Máximo de invitaciones sin respuesta por comprador"), [REQUIRED, NumberRange(1, 1000)]
    )
    buyer_spare_slots_per_day = IntegerField(
        _l("Horarios libres de cada comprador por día"), [REQUIRED, NumberRange(0, 50)]
    )
    companions_per_side = IntegerField(
        _l("Máximo de acompañantes de cada parte en una cita"), [REQUIRED, NumberRange(0, 10)]
    )
    request_hours = IntegerField(_l("Plazo para responder una solicitud"), [REQUIRED, NumberRange(1, 720)])
    offer_minutes = IntegerField(_l("Plazo para tomar un horario ofrecido"), [REQUIRED, NumberRange(5, 2880)])
    offer_minutes_on_days = IntegerField(_l("El mismo plazo en los días del foro"), [REQUIRED, NumberRange(2, 480)])
    staff_badges_per_stand = IntegerField(_l("Gafetes de personal por stand"), [REQUIRED, NumberRange(0, 100)])
    planned_wishes = RadioField(
        _l("Qué solicitudes usa la planeación de la agenda"), [REQUIRED], choices=choices_of(PLANNED_WISHES)
    )
    planning_policy = RadioField(_l("Qué va primero en la agenda"), [REQUIRED], choices=choices_of(PLANNING_POLICIES))
    meetings_in_a_row = IntegerField(
        _l("Máximo de citas seguidas de una persona"),
        [REQUIRED, NumberRange(0, 50)],
        description=_l("Después descansa al menos lo que dura una cita; la comida cuenta. Con 0 no se pide."),
    )
    one_meeting_per_pair = BooleanField(
        _l("Una sola cita por comprador y empresa"),
        description=_l(
            "Si los unen varias solicitudes, se tratan todas en esa cita y el horario queda libre para otra empresa."
        ),
    )

    committees = TextAreaField(
        _l("Comités"),
        [Optional(), Length(max=2000)],
        description=_l(
            "Uno por línea: el nombre y, tras una barra (|), su nombre en inglés. Con ellos se clasifican los "
            "requerimientos, el equipo y los informes."
        ),
    )

    planned_wishes_hints = hints_of(PLANNED_WISHES)
    planning_policy_hints = hints_of(PLANNING_POLICIES)


class HallForm(EditForm):
    """A hall of the venue."""

    name = StringField(_l("Nombre del salón"), [WRITTEN, Length(max=80)])
    kind = SelectField(_l("Uso"), [REQUIRED], choices=choices_of(HALL_KINDS))


class TablesForm(Form):
    """A range of table numbers."""

    first = IntegerField(_l("Desde la mesa"), [REQUIRED, NumberRange(1, 9999)])
    last = IntegerField(_l("Hasta la mesa"), [REQUIRED, NumberRange(1, 9999)])


class DayRuleForm(Form):
    """How a day is divided into slots."""

    starts = TimeField(_l("Primera cita"), [REQUIRED])
    ends = TimeField(_l("Fin de la jornada"), [REQUIRED])
    length = IntegerField(_l("Minutos por cita"), [REQUIRED, NumberRange(5, 180)])
    gap = IntegerField(_l("Minutos de cambio"), [REQUIRED, NumberRange(0, 60)])
    lunch_from = TimeField(_l("Comida desde"), [Optional()])
    lunch_to = TimeField(_l("Comida hasta"), [Optional()])

    def rule(self) -> SlotRule:
        """What was typed; nine o'clock where nothing was, which the form refuses."""
        return SlotRule(
            starts=self.starts.data or NINE,
            ends=self.ends.data or NINE,
            length=self.length.data or 0,
            gap=self.gap.data or 0,
            lunch_from=self.lunch_from.data,
            lunch_to=self.lunch_to.data,
        )


class SlotRuleForm(DayRuleForm):
    """How the days of a hall are divided into slots."""

    hall = SelectField(_l("Salón"), [REQUIRED], coerce=int)
    days = SelectMultipleField(
        _l("Días"),
        [WRITTEN],
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class HoursForm(EditForm):
    """When a day of the forum opens and closes."""

    opens_at = TimeField(_l("Abre"), [REQUIRED])
    closes_at = TimeField(_l("Cierra"), [REQUIRED])
    every_day = BooleanField(_l("Usar estas horas en todos los días"))


class SlotForm(EditForm):
    """One slot."""

    starts = TimeField(_l("Empieza"), [REQUIRED])
    ends = TimeField(_l("Termina"), [REQUIRED])
    blocked_reason = StringField(
        _l("Motivo de bloqueo"),
        [Length(max=120)],
        description=_l("Con un motivo, nadie agenda citas nuevas en este horario; las que ya existen siguen."),
    )


class CategoryForm(EditForm):
    """A category of attendee."""

    name_es = StringField(_l("Nombre en español"), [WRITTEN, Length(max=40)])
    name_en = StringField(_l("Nombre en inglés"), [Length(max=40)])
    code = StringField(
        _l("Clave"),
        [WRITTEN, Regexp(r"^[a-z0-9-]{2,30}$", message=_l("Minúsculas, números y guiones, de 2 a 30."))],
    )
    kind = SelectField(_l("Tipo"), [REQUIRED], choices=choices_of(CATEGORY_KINDS))
    colour = ColorField(_l("Color del gafete"), [Regexp(r"^#[0-9a-fA-F]{6}$")], default="#0b5f55")
    quota = IntegerField(
        _l("Cupo"), [Optional(), NumberRange(1, 100_000)], description=_l("Vacío: sin límite de lugares.")
    )
    needs_approval = BooleanField(_l("Cada registro espera aprobación"))
    offers_places = BooleanField(
        _l("Ofrecer cada lugar que se libera"),
        description=_l(
            "Quien sigue en la lista de espera recibe un correo para tomarlo dentro del plazo. Sin marcar, el lugar se "
            "asigna en cuanto se libera."
        ),
    )
    offer_hours = IntegerField(
        _l("Horas para tomar el lugar"),
        [Optional(), NumberRange(1, 720)],
        default=24,
        description=_l("Vacío: 24. El plazo nunca pasa de la hora en que abre el foro."),
    )
    days = SelectMultipleField(
        _l("Días en que puede entrar"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=_l("Sin marcar ninguno, entra todos los días."),
    )
