"""The company, and who registers it without having signed in."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import URL, AnyOf, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.forms import PersonNameFields
from forum.accounts.rules import normalise_email
from forum.companies.enums import Activity, Aim, Sector
from forum.companies.labels import ACTIVITIES, AIMS, PUBLIC_PARTS, SECTORS
from forum.companies.rules.rfc import parse_rfc
from forum.companies.service import CompanyData, Entrance
from forum.core.edits import EditForm
from forum.core.fields import EmailField, StringField, TelField, TextAreaField, URLField
from forum.core.forms import checked
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of
from forum.core.names import ensure_plain_name
from forum.core.phones import normal_phone


class CompanyForm(EditForm):
    """The names, RFC, sector and activity of a company."""

    rfc = StringField(
        _l("RFC"),
        [InputRequired(), Length(max=20), checked(parse_rfc)],
        description=_l(
            "12 caracteres si es persona moral, 13 si es persona física. Empresas extranjeras sin RFC: XEXX010101000."
        ),
    )
    rfc_confirmed = BooleanField(_l("Así aparece en mi Constancia de Situación Fiscal"))
    legal_name = StringField(
        _l("Razón social"),
        [InputRequired(), Length(max=200), checked(ensure_plain_name)],
        description=_l("Como en su Constancia de Situación Fiscal. Si escribe «S.A. de C.V.» lo separamos por usted."),
    )
    name = StringField(
        _l("Nombre comercial"),
        [Optional(), Length(max=120), checked(ensure_plain_name)],
        description=_l("El que usan sus clientes. Si lo deja vacío, mostramos la razón social."),
    )
    sector = SelectField(_l("Sector"), [InputRequired()], choices=choices_of(SECTORS), default=Sector.EMPRESA.value)
    activity = RadioField(
        _l("Giro principal"),
        [Optional(), AnyOf([each.value for each in Activity])],
        choices=choices_of(ACTIVITIES),
        validate_choice=False,
        description=_l("Solo para empresas: con él y su tamaño calculamos el estrato MiPyME."),
    )

    activity_hints = hints_of(ACTIVITIES)
    rfc_warning: str | None = None
    confirms_what_is_sent = False

    def confirm_rfc(self) -> None:
        """Take the confirmation to be of the RFC beside it: a program sends both at once, a page asks after reading."""
        self.confirms_what_is_sent = bool(self.rfc_confirmed.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field is valid, and an RFC with a wrong check digit was confirmed."""
        valid = super().validate(extra_validators)
        return self._is_rfc_sure() and valid

    def _is_rfc_sure(self) -> bool:
        """Ask once about an RFC whose check digit is wrong; the answer is about that number, and no other."""
        if self.rfc.errors or self.rfc.data == self.rfc.object_data:
            return True
        rfc = parse_rfc(self.rfc.data)
        if rfc.warning is None:
            return True
        self.rfc_warning = rfc.warning
        self.rfc_confirmed.render_kw = {"value": rfc.number}
        if self.confirms_what_is_sent or self.rfc_confirmed.raw_data == [rfc.number]:
            return True
        self.rfc_confirmed.data = False
        self.rfc_confirmed.errors = [_("Corrija el RFC o confirme que así es.")]
        return False

    @property
    def chosen_sector(self) -> Sector:
        """The sector that was chosen."""
        return Sector(self.sector.data)

    @property
    def chosen_activity(self) -> Activity | None:
        """The activity that was chosen; None for sectors without activities."""
        if self.chosen_sector is not Sector.EMPRESA or not self.activity.data:
            return None
        return Activity(self.activity.data)

    @property
    def company_data(self) -> CompanyData:
        """What it says of the company."""
        return CompanyData(
            rfc=self.rfc.data,
            legal_name=self.legal_name.data,
            name=self.name.data,
            sector=self.chosen_sector,
            activity=self.chosen_activity,
        )


class NewCompanyForm(CompanyForm):
    """A company that is registered, and what for."""

    aim = RadioField(
        _l("¿Qué busca en el foro?"),
        [InputRequired(_l("Elija qué busca: citas, stand o las dos cosas."))],
        choices=choices_of(AIMS),
    )
    aim_hints = hints_of(AIMS)
    ally_code = StringField(
        _l("Código de aliado"),
        [Optional(), Length(max=40)],
        description=_l("Si una cámara u otro aliado le dio uno: así sabemos quién trajo a su empresa."),
    )

    @property
    def chosen_aim(self) -> Aim:
        """The aim that was chosen."""
        return Aim(self.aim.data)

    def entrance(self, *, edition_id: int, slug: str) -> Entrance:
        """Where it is registered, what for and with which code."""
        return Entrance(edition_id=edition_id, slug=slug, aim=self.chosen_aim, code=self.ally_code.data or "")


class CompanyUpdateForm(CompanyForm):
    """The same with website and description, for those who act for the company."""

    website = URLField(_l("Sitio web"), [Optional(), Length(max=300), URL()])
    about = TextAreaField(
        _l("Qué hace su empresa"),
        [Optional(), Length(max=1200)],
        description=_l("Dos o tres frases para los compradores: qué fabrica o da, para quién, con qué capacidad."),
    )

    shown_parts = SelectMultipleField(
        _l("Qué ven de su empresa las demás empresas de la edición"),
        choices=choices_of(PUBLIC_PARTS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l(
            "Siempre ven nombre, razón social, sector, giro, logotipo y stand; nunca ventas ni capacidad. "
            "El correo y el celular los muestra solo cada persona. "
            "Los compradores ven el perfil de los proveedores aunque no marque nada; los proveedores, quién publica "
            "requerimientos."
        ),
    )
    part_hints = hints_of(PUBLIC_PARTS)


class StrangerCompanyForm(PersonNameFields, NewCompanyForm):
    """The same for somebody who has not signed in: with their name, mail and phone."""

    email = EmailField(
        _l("Correo"),
        [InputRequired(), Length(max=254), checked(normalise_email)],
        description=_l("Le enviaremos un enlace para entrar; no necesita contraseña."),
    )
    phone = TelField(_l("Celular"), [InputRequired(), Length(max=25), checked(normal_phone)])
    notice = BooleanField(_l("Leí el aviso de privacidad y acepto el uso de mis datos para el foro"), [InputRequired()])
