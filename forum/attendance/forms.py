"""The forms of attendance."""

from wtforms.validators import UUID, Length, Optional

from forum.core.fields import HiddenField, IntegerField, StringField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l


class AttendanceForm(Form):
    """A scan sent without JavaScript: a code that is typed, or a person found by name; `let_in`: without a place."""

    scan_id = HiddenField(validators=[UUID()])
    code = StringField(_l("Código del gafete"), [Length(max=400)])
    registration = IntegerField(validators=[Optional()])
    let_in = HiddenField()
