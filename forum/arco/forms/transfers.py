"""The form of a hand-over of personal data outside the system."""

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from forum.core.fields import IntegerField, StringField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.privacy.labels import BASES, RECIPIENTS

WRITTEN = DataRequired(_l("Falta este dato."))
CHOOSE = InputRequired(_l("Elija una opción."))


class TransferForm(Form):
    """What was handed to whom, of how many people, and why it may be."""

    recipient_kind = SelectField(_l("Tipo de destinatario"), [CHOOSE], choices=choices_of(RECIPIENTS))
    recipient_name = StringField(
        _l("A quién"),
        [WRITTEN, Length(max=160)],
        description=_l("Por ejemplo, el nombre del aliado o de la autoridad."),
    )
    what = StringField(
        _l("Qué se entregó"), [WRITTEN, Length(max=300)], description=_l("Por ejemplo: lista de asistentes en papel.")
    )
    people = IntegerField(_l("De cuántas personas"), [InputRequired(_l("Falta este dato.")), NumberRange(1, 1_000_000)])
    basis = RadioField(_l("Con qué fundamento"), [CHOOSE], choices=choices_of(BASES))
