"""The forms of the door desk."""

from collections.abc import Iterable, Mapping

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import UUID, InputRequired, Length, Optional

from forum.accounts.forms import NAME, PersonNameFields
from forum.checkin.enums import OfflineChoice
from forum.checkin.labels import OFFLINE, OVERRIDES
from forum.checkin.queries.pairing import Steward
from forum.checkin.rules import GATE_NAME_LIMIT, OFFLINE_TEXT_LIMIT, ensure_gate_name
from forum.checkin.rules.devices import DEVICE_NAME_LIMIT, ensure_device_name
from forum.checkin.rules.overrides import NOTE_LIMIT
from forum.checkin.rules.pairing import ensure_code, ensure_pin
from forum.core.edits import EditForm
from forum.core.fields import HiddenField, IntegerField, StringField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of

TEXT_FITS = Length(max=OFFLINE_TEXT_LIMIT, message=_l("Use hasta 80 letras: se lee de un vistazo."))


class GateForm(EditForm):
    """The name of a gate."""

    name = StringField(
        _l("Nombre de la puerta"),
        validators=[InputRequired(_l("Escriba el nombre de la puerta.")), checked(ensure_gate_name)],
        description=_l("Como la conoce el personal: Puerta 1, Acceso norte…"),
        render_kw={"maxlength": GATE_NAME_LIMIT},
    )


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

    def offer(self, gates: Mapping[int, str], stewards: Iterable[Steward]) -> None:
        """Set what can be chosen."""
        self.gate.choices = options(gates.items())
        somebody = [(steward.id, steward.name) for steward in stewards]
        self.person.choices = options([(0, _l("Alguien nuevo, con el nombre de abajo")), *somebody])


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
