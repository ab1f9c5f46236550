"""Forms about a person and their roles, and the names of roles."""

from wtforms import RadioField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.accounts.enums import Role
from forum.accounts.rules import STAFF_ROLES, normalise_email
from forum.core.fields import EmailField, HiddenField, PasswordField, StringField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.names import PersonName

MISSING = _l("Falta este dato.")
LANGUAGES = options([("es", "Español"), ("en", "English")])
NAME = [DataRequired(MISSING), Length(max=80)]

ROLE_NAMES = {
    Role.ORGANISER: _l("Organizador"),
    Role.COORDINATOR: _l("Coordinación B2B"),
    Role.COMMITTEE: _l("Comité"),
    Role.BUYER: _l("Comprador"),
    Role.COMPANY_ADMIN: _l("Administrador de empresa"),
    Role.COMPANY_USER: _l("Usuario de empresa"),
    Role.ALLY: _l("Aliado"),
    Role.VISITOR: _l("Visitante"),
    Role.SPEAKER: _l("Ponente"),
    Role.PRESS: _l("Prensa"),
    Role.GATE_STEWARD: _l("Personal de acceso"),
    Role.GATE_SUPERVISOR: _l("Supervisión de accesos"),
    Role.REGISTRATION_DESK: _l("Mesa de registro"),
    Role.FLOOR_DESK: _l("Mesa de control"),
    Role.VIEWER: _l("Solo consulta"),
}
ROLE_HINTS = {
    Role.ORGANISER: _l("Todo: edición, registros, equipo, correos e impresión."),
    Role.COORDINATOR: _l("Compradores, requerimientos, citas y el tablero."),
    Role.COMMITTEE: _l("Ve el tablero."),
    Role.REGISTRATION_DESK: _l("Revisa registros, imprime gafetes y escanea."),
    Role.GATE_SUPERVISOR: _l("Escanea y ve cuántas personas entran por cada acceso."),
    Role.GATE_STEWARD: _l("Solo escanea gafetes en la puerta; no ve correos ni celulares."),
    Role.FLOOR_DESK: _l("Sigue las mesas de citas durante el foro."),
    Role.VIEWER: _l("Ve el tablero; no cambia nada."),
}


class PersonNameFields:
    """The fields of a name, for forms: `class GuestForm(PersonNameFields, Form)`."""

    given_names = StringField(_l("Nombre(s)"), NAME)
    first_surname = StringField(_l("Primer apellido"), NAME)
    second_surname = StringField(_l("Segundo apellido"), [Optional(), Length(max=80)])

    @property
    def person_name(self) -> PersonName:
        """The name that was typed."""
        return PersonName(self.given_names.data, self.first_surname.data, self.second_surname.data or None)


class AskLinkForm(Form):
    """The address a sign-in link is sent to."""

    email = EmailField(_l("Correo"), [InputRequired(MISSING), checked(normalise_email)])
    next = HiddenField()


class PasswordSignInForm(Form):
    """An address and its password."""

    email = EmailField(_l("Correo"), [InputRequired(MISSING), checked(normalise_email)])
    password = PasswordField(_l("Contraseña"), [InputRequired(MISSING)])
    next = HiddenField()


class ProfileForm(PersonNameFields, Form):
    """A person's own name and language."""

    language = RadioField(_l("Idioma de la página y de sus correos"), [InputRequired(MISSING)], choices=LANGUAGES)


class PasswordForm(Form):
    """A new password, and the current one where it is asked for."""

    current = PasswordField(_l("Contraseña actual"))
    password = PasswordField(_l("Contraseña nueva"), [InputRequired(MISSING)])


class TeamInvitationForm(PersonNameFields, Form):
    """Whom the organiser invites to the team, and the role."""

    email = EmailField(_l("Correo"), [InputRequired(MISSING), checked(normalise_email)])
    language = RadioField(_l("Idioma de sus correos"), [InputRequired(MISSING)], choices=LANGUAGES, default="es")
    role = RadioField(
        _l("Qué hará"),
        [InputRequired(_l("Elija qué hará."))],
        choices=options((r.value, ROLE_NAMES[r]) for r in STAFF_ROLES),
    )
