"""The forms of the door desk."""

from wtforms import BooleanField, RadioField
from wtforms.validators import UUID, InputRequired, Length, Optional

from forum.checkin.enums import OfflineChoice
from forum.checkin.labels import OFFLINE
from forum.checkin.rules import GATE_NAME_LIMIT, OFFLINE_TEXT_LIMIT, ensure_gate_name
from forum.core.edits import EditForm
from forum.core.fields import HiddenField, IntegerField, StringField
from forum.core.forms import Form, checked
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
