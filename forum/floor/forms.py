"""The forms of the floor desk: a code that is read or typed, another meeting to swap with, a reason."""

from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from forum.core.fields import StringField, TextAreaField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l


class ScanForm(Form):
    """The code of a badge, which a scanner types as well."""

    code = StringField(_l("Código del gafete"), [InputRequired(_l("Escriba el código del gafete.")), Length(max=400)])


class SwapForm(Form):
    """The meeting whose place it takes."""

    other_id = SelectField(_l("Otra cita"), [InputRequired(_l("Elija otra cita."))], coerce=int, choices=[])


class CancelForm(Form):
    """Why a meeting does not take place."""

    reason = TextAreaField(
        _l("Motivo"), [InputRequired(_l("Escriba el motivo: ambas partes lo reciben.")), Length(max=600)]
    )
