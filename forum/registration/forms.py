"""The shapes of what people type about their registration, and the words for its states."""

from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired, Length

from forum.accounts.rules import normalise_email
from forum.companies.enums import Sector
from forum.core.fields import EmailField, HiddenField, StringField, TelField, TextAreaField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.phones import normal_phone
from forum.privacy.enums import Purpose
from forum.registration.enums import RegistrationStatus

MISSING = _l("Falta este dato.")
REQUIRED = DataRequired(MISSING)
NAME = [REQUIRED, Length(max=80)]

SECTORS = {
    Sector.EMPRESA: _l("Empresa"),
    Sector.ACADEMIA: _l("Academia"),
    Sector.GOBIERNO: _l("Gobierno"),
    Sector.ORGANISMO: _l("Cámara u organismo"),
    Sector.MEDIOS: _l("Medios"),
}
STATUS_WORDS = {
    RegistrationStatus.PENDING: _l("Por aprobar"),
    RegistrationStatus.APPROVED: _l("Aprobado"),
    RegistrationStatus.WAITLISTED: _l("Lista de espera"),
    RegistrationStatus.REJECTED: _l("No aprobado"),
    RegistrationStatus.CANCELLED: _l("Cancelado"),
}
STATUS_TONES = {
    RegistrationStatus.PENDING: "warning",
    RegistrationStatus.APPROVED: "success",
    RegistrationStatus.WAITLISTED: "info",
    RegistrationStatus.REJECTED: "danger",
    RegistrationStatus.CANCELLED: "neutral",
}


class ConsentFields(Form):
    """The voluntary purposes, each apart, none ticked beforehand."""

    news = BooleanField(_l("Quiero recibir noticias del foro y de sus próximas ediciones."))
    allies = BooleanField(_l("Compartan mis datos de contacto con los aliados del foro (cámaras y organismos)."))
    directory = BooleanField(_l("Inclúyanme en el directorio de asistentes del foro."))

    def purposes(self) -> frozenset[Purpose]:
        """The purposes ticked."""
        ticked = ((Purpose.NEWS, self.news), (Purpose.ALLIES, self.allies), (Purpose.DIRECTORY, self.directory))
        return frozenset(purpose for purpose, field in ticked if field.data)


class DetailsForm(ConsentFields):
    """What somebody may correct of their registration."""

    given_names = StringField(_l("Nombres"), NAME)
    first_surname = StringField(_l("Primer apellido"), NAME)
    second_surname = StringField(_l("Segundo apellido"), [Length(max=80)])
    phone = TelField(_l("Celular"), [REQUIRED, checked(normal_phone)])
    organisation = StringField(_l("Empresa u organización"), [REQUIRED, Length(max=120)])
    position = StringField(_l("Puesto"), [Length(max=80)])


class RegistrationForm(DetailsForm):
    """What a visitor types: short enough for a phone."""

    email = EmailField(
        _l("Correo"),
        [REQUIRED, checked(normalise_email)],
        description=_l("Ahí le llega su enlace para ver, corregir o cancelar su registro."),
    )
    sector = SelectField(
        _l("Sector"), [REQUIRED], choices=options((each.value, words) for each, words in SECTORS.items())
    )
    ally_code = StringField(
        _l("Código de aliado"),
        [Length(max=40)],
        description=_l("Si Coparmex u otro aliado le dio uno."),
    )
    notice = HiddenField()


class LinkForm(Form):
    """The address whose link is wanted again."""

    email = EmailField(_l("Correo"), [REQUIRED, checked(normalise_email)])


class RejectionForm(Form):
    """A no and its reason."""

    reason = TextAreaField(
        _l("Motivo"), [REQUIRED, Length(max=500)], description=_l("La persona lo recibe en su correo.")
    )


class CategoryChoiceForm(Form):
    """Another category."""

    category_id = SelectField(_l("Categoría"), [REQUIRED], coerce=int)
