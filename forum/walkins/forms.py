"""The forms of registrations on site."""

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, Length, Optional

from forum.accounts.rules import normalise_email
from forum.core.edits import EditForm
from forum.core.fields import EmailField, StringField
from forum.core.forms import Form, checked
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of
from forum.core.names import ensure_person_name, ensure_plain_name
from forum.walkins.enums import Who
from forum.walkins.labels import WHO
from forum.walkins.rules import LONGEST

REQUIRED = DataRequired(_l("Falta este dato."))


class WalkInForm(Form):
    """What the desk types of somebody who comes without being registered: four fields, and their category."""

    given_names = StringField(_l("Nombre(s)"), [REQUIRED, Length(max=60), checked(ensure_person_name)])
    first_surname = StringField(_l("Apellidos"), [Optional(), Length(max=60), checked(ensure_person_name)])
    organisation = StringField(_l("Empresa u organización"), [Length(max=LONGEST), checked(ensure_plain_name)])
    email = EmailField(
        _l("Correo"), [Optional(), checked(normalise_email)], description=_l("Ahí recibe su enlace y su agenda.")
    )
    category_id = SelectField(_l("Categoría"), [REQUIRED], coerce=int)


class SettleForm(WalkInForm, EditForm):
    """The same again, as it should be, and whether it is somebody we know."""

    who = RadioField(_l("¿Quién es?"), choices=choices_of(WHO), default=Who.UNSAID.value)
    who_hints = hints_of(WHO)
