"""Inviting colleagues, and accepting an invitation."""

from wtforms import RadioField
from wtforms.validators import InputRequired, Length

from forum.accounts.forms import PersonNameFields
from forum.accounts.rules import normalise_email
from forum.companies.enums import CompanyRole
from forum.companies.labels import ROLES
from forum.core.fields import EmailField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of


class ColleagueInvitationForm(Form):
    """Whom to invite, and their role."""

    email = EmailField(_l("Correo"), [InputRequired(), Length(max=254), checked(normalise_email)])
    role = RadioField(_l("Función"), [InputRequired()], choices=choices_of(ROLES), default=CompanyRole.MEMBER.value)
    role_hints = hints_of(ROLES)


class RemovalForm(Form):
    """What becomes of the staff badges and of the meetings of somebody who leaves; asked where there are some."""

    badges = RadioField(
        _l("Su gafete de expositor"),
        [InputRequired(_l("Elija qué pasa con el gafete."))],
        choices=options((("keep", _l("Lo conserva")), ("take", _l("Se retira; su lugar queda libre")))),
    )
    meetings = RadioField(_l("Sus citas y solicitudes"), [InputRequired(_l("Elija qué pasa con sus citas."))])
    colliding = RadioField(
        _l("Si esa persona no puede ir a alguna de las citas"),
        [InputRequired(_l("Elija qué pasa con esas citas."))],
        choices=options(
            (
                ("refuse", _l("No cambiar nada y mostrarme cuáles son")),
                ("cancel", _l("Cancelar esas citas y pasar las demás")),
            )
        ),
        default="refuse",
    )


class JoinForm(Form):
    """Accepting an invitation when signed in: nothing to type."""


class NewcomerForm(PersonNameFields, Form):
    """Accepting an invitation without an account: one's name."""
