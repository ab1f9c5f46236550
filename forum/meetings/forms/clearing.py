"""The forms that confirm what clearing does, or dividing a day of a hall otherwise."""

from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.core.fields import HiddenField, TextAreaField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l
from forum.editions.forms import DayRuleForm


class RecutForm(DayRuleForm):
    """How the rest of a day is divided, which plan was shown, and why it changes."""

    plan = HiddenField(validators=[Optional(), Length(max=64)])
    reason = TextAreaField(
        _l("Motivo"),
        [Length(max=600)],
        description=_l("Lo lee cada persona en el correo que dice qué pasa con sus citas."),
    )


class ClearingForm(Form):
    """Why it is cleared, and which plan was shown."""

    plan = HiddenField(validators=[InputRequired(), Length(max=64)])
    reason = TextAreaField(
        _l("Motivo"),
        [DataRequired(_l("Escriba el motivo: todas las personas lo reciben.")), Length(max=600)],
        description=_l("Lo lee cada persona en el correo que dice qué pasa con sus citas."),
    )


class FillingForm(Form):
    """Which plan was shown of who gets a place."""

    plan = HiddenField(validators=[InputRequired(), Length(max=64)])
