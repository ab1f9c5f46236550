"""Inviting colleagues, and answering."""

from wtforms import RadioField
from wtforms.validators import InputRequired, Length, Optional

from forum.accounts.rules import normalise_email
from forum.companies.enums import CompanyRole
from forum.companies.labels import ROLES
from forum.core.fields import EmailField, StringField
from forum.core.forms import Form, checked
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of


class InvitationForm(Form):
    """Whom to invite, as what."""

    email = EmailField(_l("Correo"), [InputRequired(), Length(max=254), checked(normalise_email)])
    role = RadioField(_l("Papel"), [InputRequired()], choices=choices_of(ROLES), default=CompanyRole.MEMBER.value)
    role_hints = hints_of(ROLES)


class AcceptanceForm(Form):
    """A yes; nothing to type."""


class NewcomerForm(Form):
    """A yes of somebody who has no account: with their names."""

    given_names = StringField(_l("Nombres"), [InputRequired(), Length(max=80)])
    first_surname = StringField(_l("Primer apellido"), [InputRequired(), Length(max=80)])
    second_surname = StringField(_l("Segundo apellido"), [Optional(), Length(max=80)])
