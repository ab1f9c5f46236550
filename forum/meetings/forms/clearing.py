"""The form that confirms what clearing a person, a table, a slot or a day does."""

from wtforms.validators import DataRequired, InputRequired, Length

from forum.core.fields import HiddenField, TextAreaField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l


class ClearingForm(Form):
    """Why it is cleared, and which plan was shown."""

    plan = HiddenField(validators=[InputRequired(), Length(max=64)])
    reason = TextAreaField(
        _l("Motivo"),
        [DataRequired(_l("Escriba el motivo: todas las personas lo reciben.")), Length(max=600)],
        description=_l("Lo lee cada persona en el correo que dice qué pasa con sus citas."),
    )
