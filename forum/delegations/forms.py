"""The forms of delegations."""

from flask_wtf.file import FileField, FileRequired
from wtforms import DateTimeLocalField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from forum.accounts.forms import PersonNameFields
from forum.accounts.rules import normalise_email
from forum.core.edits import EditForm
from forum.core.fields import EmailField, IntegerField, StringField, TextAreaField
from forum.core.forms import Form, checked
from forum.core.i18n import lazy_gettext as _l
from forum.core.names import ensure_person_name, ensure_plain_name
from forum.delegations.rules import MOST_PLACES

REQUIRED = DataRequired(_l("Falta este dato."))


class PlacesForm(EditForm):
    """How many places a delegation has, and until when its people are named."""

    places = IntegerField(_l("Cuántos lugares"), [InputRequired(_l("Falta este dato.")), NumberRange(1, MOST_PLACES)])
    changes_until = DateTimeLocalField(
        _l("Puede cambiar nombres hasta"),
        [REQUIRED],
        format="%Y-%m-%dT%H:%M",
        description=_l("Hora de la sede. Los lugares que entonces no tengan nombre se liberan."),
    )


class RequestForm(EditForm):
    """What somebody asks for on the public page."""

    organisation = StringField(
        _l("Empresa, escuela o municipio"), [REQUIRED, Length(max=120), checked(ensure_plain_name)]
    )
    category_id = SelectField(_l("Categoría"), [REQUIRED], coerce=int)
    places = IntegerField(_l("Cuántos lugares"), [InputRequired(_l("Falta este dato.")), NumberRange(1, MOST_PLACES)])
    manager_name = StringField(
        _l("Nombre de quien administra"), [REQUIRED, Length(max=120), checked(ensure_person_name)]
    )
    manager_email = EmailField(
        _l("Correo de quien administra"),
        [REQUIRED, checked(normalise_email)],
        description=_l("Ahí recibe el enlace para escribir los nombres."),
    )
    note = TextAreaField(_l("Comentario"), [Length(max=500)])


class DelegationForm(RequestForm, PlacesForm):
    """The same as the organiser types it."""


class GuestForm(PersonNameFields, EditForm):
    """A person whom a manager names: name and address, nothing else."""

    email = EmailField(_l("Correo"), [REQUIRED, checked(normalise_email)])


class GuestSheetForm(Form):
    """A list of people."""

    file = FileField(
        _l("Lista"),
        [FileRequired(_l("Elija la hoja."))],
        description=_l("XLSX o CSV, hasta 500 renglones. Columnas: nombre, apellidos y correo."),
    )


class ManagerMessageForm(Form):
    """What the organiser writes to the manager."""

    text = TextAreaField(_l("Mensaje"), [REQUIRED, Length(max=2000)])
