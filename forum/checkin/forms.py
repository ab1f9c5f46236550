"""The forms of the door desk."""

from collections.abc import Iterable, Mapping

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import UUID, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.forms import NAME, PersonNameFields
from forum.checkin.enums import AreaKind, GateDirection, OfflineChoice
from forum.checkin.labels import AREA_KINDS, DIRECTIONS, OFFLINE, OVERRIDES
from forum.checkin.queries.pairing import Steward
from forum.checkin.rules import GATE_NAME_LIMIT, MOST_INSIDE, OFFLINE_TEXT_LIMIT, ensure_area_name, ensure_gate_name
from forum.checkin.rules.devices import DEVICE_NAME_LIMIT, ensure_device_name
from forum.checkin.rules.hubs import HUB_NAME_LIMIT, ensure_hub_name, hub_address
from forum.checkin.rules.overrides import NOTE_LIMIT
from forum.checkin.rules.pairing import ensure_code, ensure_pin
from forum.core.edits import EditForm
from forum.core.fields import HiddenField, IntegerField, StringField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of

TEXT_FITS = Length(max=OFFLINE_TEXT_LIMIT, message=_l("Use hasta 80 letras: se lee de un vistazo."))


def _ticks(label: str, description: str) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=description,
    )


class AreaForm(EditForm):
    """What people enter, and under which conditions."""

    name = StringField(
        _l("Nombre del área"),
        validators=[InputRequired(_l("Escriba el nombre del área.")), checked(ensure_area_name)],
        description=_l("Como la conoce el personal: Pabellón A, Comedor, Auditorio…"),
        render_kw={"maxlength": GATE_NAME_LIMIT},
    )
    kind = RadioField(
        _l("Qué es"),
        [InputRequired(_l("Elija qué es el área."))],
        choices=options((kind.value, label.word) for kind, label in AREA_KINDS.items() if kind is not AreaKind.VENUE),
    )
    capacity = IntegerField(
        _l("Aforo"),
        [Optional(), NumberRange(1, MOST_INSIDE)],
        description=_l("Cuántas personas caben a la vez. Vacío: sin límite. Para contar bien, registre las salidas."),
    )
    once_a_day = BooleanField(
        _l("Cada persona entra una vez al día"),
        description=_l("Para el comedor: a la segunda vez, el escáner dice «Ya pasó»."),
    )
    categories = _ticks(_l("Categorías que entran"), _l("Sin marcar ninguna, entran todas."))
    days = _ticks(_l("Días en que abre"), _l("Sin marcar ninguno, abre todos los días del foro."))


class GateForm(EditForm):
    """A gate: its name, of which area it is the door, and which way people go."""

    name = StringField(
        _l("Nombre de la puerta"),
        validators=[InputRequired(_l("Escriba el nombre de la puerta.")), checked(ensure_gate_name)],
        description=_l("Como la conoce el personal: Puerta 1, Acceso norte…"),
        render_kw={"maxlength": GATE_NAME_LIMIT},
    )
    area = SelectField(_l("De qué área es"), [InputRequired(_l("Elija un área."))], coerce=int)
    direction = RadioField(
        _l("Por aquí pasan"),
        [InputRequired(_l("Elija una opción."))],
        choices=choices_of(DIRECTIONS),
        default=GateDirection.IN.value,
    )
    direction_hints = hints_of(DIRECTIONS)


class DeviceForm(EditForm):
    """What the staff call a device; empty: its browser."""

    name = StringField(
        _l("Nombre del dispositivo"),
        validators=[checked(ensure_device_name)],
        description=_l("Por ejemplo: Celular 3, Tableta de Puerta 1."),
        render_kw={"maxlength": DEVICE_NAME_LIMIT},
    )


class PairingForm(PersonNameFields, Form):
    """The gate of a phone and its steward: somebody of the list, or a name."""

    gate = SelectField(_l("Puerta"), [InputRequired(_l("Elija una puerta."))], coerce=int)
    person = SelectField(_l("Quién escanea"), coerce=int)
    given_names = StringField(_l("Nombre(s)"), [Optional(), *NAME[1:]])
    device = StringField(
        _l("Nombre del celular"),
        [checked(ensure_device_name)],
        description=_l("Como lo conoce el personal, por ejemplo: Celular 3."),
        render_kw={"maxlength": DEVICE_NAME_LIMIT},
    )
    hub = SelectField(_l("Por dónde trabaja"), coerce=int, default=0)

    def offer(self, gates: Mapping[int, str], stewards: Iterable[Steward], hubs: Iterable[tuple[int, str]]) -> None:
        """Set what can be chosen; without hubs a phone works over the internet."""
        self.gate.choices = options(gates.items())
        self.hub.choices = options([(0, _l("Internet")), *hubs])
        somebody = [(steward.id, steward.name) for steward in stewards]
        self.person.choices = options([(0, _l("Alguien nuevo, con el nombre de abajo")), *somebody])


MISSING = _l("Falta este dato.")


class HubForm(Form):
    """A hub: its name and where phones open it."""

    name = StringField(
        _l("Nombre"), [InputRequired(MISSING), checked(ensure_hub_name)], render_kw={"maxlength": HUB_NAME_LIMIT}
    )
    address = StringField(
        _l("Dirección"),
        [InputRequired(MISSING), checked(hub_address)],
        description=_l(
            "Como la abren los celulares en la red de las puertas, por ejemplo: https://puertas.example.mx:8443."
        ),
    )


class CodeForm(Form):
    """A code that pairs a phone, as it is typed."""

    code = StringField(_l("Código"), [InputRequired(_l("Escriba el código.")), checked(ensure_code)])


class PhoneForm(Form):
    """The PIN of the shift, where the steward wants one."""

    pin = StringField(
        _l("PIN del turno"),
        [checked(ensure_pin)],
        description=_l("De 4 a 6 números. El escáner lo pide al recargarse y tras 5 minutos sin uso."),
    )


class PinForm(Form):
    """The PIN that a device asks for."""

    pin = StringField(
        _l("PIN nuevo"),
        [InputRequired(_l("Escriba de 4 a 6 números, por ejemplo 4907.")), checked(ensure_pin)],
        description=_l("De 4 a 6 números. Dígaselo a quien lo usa: aquí no se vuelve a mostrar."),
    )


class OverrideForm(Form):
    """Why somebody is let in against the answer of a scan."""

    reason = RadioField(_l("Motivo"), [InputRequired(_l("Elija un motivo."))], choices=choices_of(OVERRIDES))
    note = StringField(_l("Detalle"), [Optional(), Length(max=NOTE_LIMIT, message=_l("Use hasta 200 letras."))])


class OfflineForm(EditForm):
    """What stewards do with a person whose scan cannot be answered."""

    choice = RadioField(
        _l("Qué hace el personal sin conexión ni datos"),
        [InputRequired(_l("Elija una de las indicaciones."))],
        choices=choices_of(OFFLINE),
        default=OfflineChoice.LET_IN.value,
    )
    text_es = StringField(
        _l("Otra indicación"),
        [TEXT_FITS],
        description=_l("Solo si eligió «Otra indicación». Una frase corta: se lee en grande."),
    )
    text_en = StringField(_l("La misma en inglés"), [TEXT_FITS])
    own_lets_in = BooleanField(_l("Con esta indicación la persona entra"), default=True)


class ScanForm(Form):
    """A scan sent without JavaScript: a typed code, or a person found by name."""

    scan_id = HiddenField(validators=[UUID()])
    code = StringField(_l("Código del gafete"))
    registration = IntegerField(validators=[Optional()])
    way = HiddenField()
