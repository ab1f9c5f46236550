"""The forms of attendance."""

from wtforms.validators import UUID, Length, Optional

from forum.core.edits import EditForm
from forum.core.fields import HiddenField, IntegerField, StringField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l


class AttendanceForm(Form):
    """A scan sent without JavaScript: a code that is typed, or a person found by name; `let_in`: without a place."""

    scan_id = HiddenField(validators=[UUID()])
    code = StringField(_l("Código del gafete"), [Length(max=400)])
    registration = IntegerField(validators=[Optional()])
    let_in = HiddenField()


class CertificateForm(EditForm):
    """Where certificates are issued, and who signs them."""

    place = StringField(
        _l("Lugar de emisión"), [Length(max=120)], description=_l("Por ejemplo León, Guanajuato. Vacío: la sede.")
    )
    first_name = StringField(_l("Nombre de quien firma"), [Length(max=120)])
    first_position = StringField(_l("Puesto de quien firma"), [Length(max=120)])
    second_name = StringField(_l("Nombre de quien también firma"), [Length(max=120)])
    second_position = StringField(_l("Puesto de quien también firma"), [Length(max=120)])

    def signers(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Who signs, by name and position."""
        return (self.first_name.data, self.first_position.data), (self.second_name.data, self.second_position.data)
