"""Forms about a person and their roles."""

from collections.abc import Sequence

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.accounts.labels import ROLES
from forum.accounts.rules import OFFERED_ROLES, normalise_email
from forum.core.edits import EditForm
from forum.core.fields import EmailField, HiddenField, PasswordField, StringField
from forum.core.forms import Form, checked, options
from forum.core.i18n import LANGUAGE_NAMES
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of
from forum.core.names import PersonName, ensure_person_name

MISSING = _l("Falta este dato.")
LANGUAGES = options(LANGUAGE_NAMES.items())
NAME = [DataRequired(MISSING), Length(max=80), checked(ensure_person_name)]
SURNAME = [Optional(), Length(max=80), checked(ensure_person_name)]

STAFF = {role: ROLES[role] for role in OFFERED_ROLES}


class PersonNameFields:
    """The fields of a name, for forms: `class GuestForm(PersonNameFields, Form)`; some people have no surname."""

    given_names = StringField(_l("Nombre(s)"), NAME)
    first_surname = StringField(_l("Primer apellido"), SURNAME)
    second_surname = StringField(_l("Segundo apellido"), SURNAME)

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


class ProfileForm(PersonNameFields, EditForm):
    """A person's own name and language."""

    language = RadioField(_l("Idioma de la página y de sus correos"), [InputRequired(MISSING)], choices=LANGUAGES)


class CodeForm(Form):
    """A code that an app shows, or one of the recovery codes."""

    code = StringField(_l("Código"), [DataRequired(MISSING), Length(max=40)])
    next = HiddenField()


class AppForm(Form):
    """The first code of an app, and the secret it was given, signed."""

    code = StringField(_l("Código de seis dígitos"), [DataRequired(MISSING), Length(max=40)])
    secret = HiddenField(validators=[DataRequired(MISSING)])
    next = HiddenField()


class PasskeyForm(Form):
    """What the browser answered with a passkey, and what it was asked, signed."""

    asked = HiddenField(validators=[DataRequired(MISSING)])
    answer = HiddenField(validators=[DataRequired(MISSING)])
    next = HiddenField()


class NewPasskeyForm(PasskeyForm):
    """A new passkey and what its owner calls it."""

    name = StringField(_l("Cómo la llama"), [DataRequired(MISSING), Length(max=60)])


class PasswordForm(Form):
    """A new password, and the current one where it is asked for."""

    current = PasswordField(_l("Contraseña actual"))
    password = PasswordField(_l("Contraseña nueva"), [InputRequired(MISSING)])


class PasswordRemovalForm(Form):
    """The current password, where it is asked for."""

    current = PasswordField(_l("Contraseña actual"))


class ReasonForm(Form):
    """Why an account is closed or reopened: for the history."""

    reason = StringField(_l("Motivo"), [DataRequired(MISSING), Length(max=200)])


class TeamInvitationForm(PersonNameFields, Form):
    """Whom the organiser invites to the team, and the role."""

    email = EmailField(_l("Correo"), [InputRequired(MISSING), checked(normalise_email)])
    language = RadioField(_l("Idioma de sus correos"), [InputRequired(MISSING)], choices=LANGUAGES, default="es")
    role = RadioField(
        _l("Función"),
        [InputRequired(_l("Elija una función."))],
        choices=choices_of(STAFF),
    )
    role_hints = hints_of(STAFF)
    everywhere = BooleanField(
        _l("En todas las ediciones"), description=_l("Solo para el comité organizador: también las que vengan.")
    )


class CommitteeForm(EditForm):
    """The committee somebody of the team works for."""

    committee = SelectField(_l("Comité"), [Optional()])

    def offer(self, committees: Sequence[tuple[str, str]], *, former: str) -> None:
        """Offer these committees (kept name, shown name); the one they have stays, also when it left the list."""
        gone = [(former, former)] if former and former not in dict(committees) else []
        self.committee.choices = options([("", _("Ninguno")), *committees, *gone])
