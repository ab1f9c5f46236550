"""The forms of the door desk."""

from wtforms.validators import UUID, InputRequired, Optional

from forum.checkin.rules import GATE_NAME_LIMIT, ensure_gate_name
from forum.core.edits import EditForm
from forum.core.fields import HiddenField, IntegerField, StringField
from forum.core.forms import Form, checked
from forum.core.i18n import lazy_gettext as _l


class GateForm(EditForm):
    """The name of a gate."""

    name = StringField(
        _l("Nombre de la puerta"),
        validators=[InputRequired(_l("Escriba el nombre de la puerta.")), checked(ensure_gate_name)],
        description=_l("Como la conoce el personal: Puerta 1, Acceso norte…"),
        render_kw={"maxlength": GATE_NAME_LIMIT},
    )


class ScanForm(Form):
    """A scan sent without JavaScript: a typed code, or a person found by name."""

    scan_id = HiddenField(validators=[UUID()])
    code = StringField(_l("Código del gafete"))
    registration = IntegerField(validators=[Optional()])
