"""The forms of a registration: the visitor's and the desk's."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from wtforms import BooleanField, DateTimeLocalField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.forms import LANGUAGES, PersonNameFields
from forum.accounts.rules import normalise_email
from forum.companies.enums import Sector
from forum.companies.labels import SECTORS
from forum.core.edits import EditForm
from forum.core.fields import EmailField, HiddenField, IntegerField, StringField, TelField, TextAreaField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.core.names import ensure_plain_name
from forum.core.phones import display_phone, normal_phone
from forum.privacy.enums import Purpose
from forum.registration.rules import LONGEST_NOTE, VOLUNTARY, DeskEntry, Details

REQUIRED = DataRequired(_l("Falta este dato."))


WHATSAPP = _l("Quiero recibir avisos del foro por WhatsApp en este celular.")


class ConsentFields(EditForm):
    """The voluntary purposes a person has consented to, each with a box of its own: here they withdraw them.

    News are what voluntary messages use, WhatsApp is for texts that the organisers send by hand; that one can be given
    here too. The others are used by nothing, and no page asks for one.
    """

    news = BooleanField(_l("Quiero recibir noticias del foro y de sus próximas ediciones."))
    allies = BooleanField(_l("Compartan mis datos de contacto con los aliados del foro (cámaras y organismos)."))
    whatsapp = BooleanField(WHATSAPP)
    directory = BooleanField(_l("Inclúyanme en el directorio de asistentes del foro."))

    def purposes(self) -> frozenset[Purpose]:
        """The purposes ticked."""
        return frozenset(purpose for purpose in VOLUNTARY if purpose in self and self[purpose].data)

    @property
    def consents(self) -> list[Field]:
        """The boxes that are left."""
        return [self[purpose] for purpose in VOLUNTARY if purpose in self]

    def keep(self, granted: Iterable[Purpose]) -> None:
        """Leave only the boxes of these purposes."""
        for purpose in set(VOLUNTARY) - set(granted):
            del self[purpose]


class DetailsForm(PersonNameFields, EditForm):
    """What a visitor tells of themselves, and may correct later."""

    phone = TelField(_l("Celular"), [REQUIRED, checked(normal_phone)])
    organisation = StringField(_l("Empresa u organización"), [REQUIRED, Length(max=120), checked(ensure_plain_name)])
    position = StringField(_l("Puesto"), [Length(max=80)])

    def details(self) -> Details:
        """What was typed, as it is kept."""
        return Details(
            name=self.person_name,
            phone=normal_phone(self.phone.data),
            organisation=self.organisation.data,
            position=self.position.data,
        )


class CorrectionForm(DetailsForm, ConsentFields):
    """The details again, and what the person consented to."""


class RegistrationForm(DetailsForm):
    """What a visitor types to register: short enough for a phone.

    `more`: the template of the fields that a domain above asks besides; `has_files`: files are among them.
    """

    more: ClassVar[str | None] = None
    has_files: ClassVar[bool] = False

    email = EmailField(
        _l("Correo"),
        [REQUIRED, checked(normalise_email)],
        description=_l("Ahí enviamos su enlace para ver, corregir o cancelar su registro."),
    )
    whatsapp = BooleanField(WHATSAPP)
    sector = SelectField(_l("Sector"), [REQUIRED], choices=choices_of(SECTORS))
    ally_code = StringField(
        _l("Código de aliado"),
        [Length(max=40)],
        description=_l("Si Coparmex u otro aliado le dio uno."),
    )
    recipients = SelectMultipleField(
        _l("Aliados que pueden recibir sus datos de contacto"),
        [Optional()],
        coerce=int,
        choices=(),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Nombre, organización, puesto, correo y celular. Puede retirarlo cuando quiera en su página."),
    )
    notice = HiddenField()

    def ask_recipients(self, allies: Sequence[tuple[int, str]]) -> None:
        """Ask which of these allies (id, name) may have the person's contact data; of none nothing is asked."""
        if allies:
            self.recipients.choices = options(allies)
        else:
            del self.recipients


class LinkForm(Form):
    """The address to send a link to again."""

    email = EmailField(_l("Correo"), [REQUIRED, checked(normalise_email)])


class RegistrationRejectionForm(Form):
    """The reason of a rejection."""

    reason = TextAreaField(
        _l("Motivo"), [REQUIRED, Length(max=500)], description=_l("Lo enviamos a la persona por correo.")
    )


class NoteForm(EditForm):
    """A note of the staff on a person."""

    text = TextAreaField(
        _l("Nota"),
        [REQUIRED, Length(max=LONGEST_NOTE)],
        description=_l("Solo la lee quien atiende registros. No escriba datos de salud ni otros datos sensibles."),
    )


class PlaceOfferForm(Form):
    """Which place is offered: 0 a free one, else that of another offer."""

    source = SelectField(_l("Lugar"), [InputRequired(_l("Falta este dato."))], coerce=int)


class OfferEndForm(EditForm):
    """Until when a place is offered."""

    until = DateTimeLocalField(
        _l("Puede tomar el lugar hasta"),
        [REQUIRED],
        format="%Y-%m-%dT%H:%M",
        description=_l("Hora de la sede. A más tardar, cuando abre el foro."),
    )


class BlockChangeForm(EditForm):
    """How many places are reserved for a group, and until when."""

    places = IntegerField(_l("Cuántos lugares"), [InputRequired(_l("Falta este dato.")), NumberRange(1, 100_000)])
    release_at = DateTimeLocalField(
        _l("Se liberan solos"),
        [Optional()],
        format="%Y-%m-%dT%H:%M",
        description=_l("Hora de la sede. Vacío: los libera usted a mano."),
    )


class BlockForm(BlockChangeForm):
    """Places of a category reserved for an ally, or for one of its codes."""

    group = SelectField(_l("Para quién"), [REQUIRED])
    category_id = SelectField(_l("Categoría"), [REQUIRED], coerce=int)


class CategoryChoiceForm(EditForm):
    """Another category."""

    category_id = SelectField(_l("Categoría"), [REQUIRED], coerce=int)


class CategoryForManyForm(Form):
    """The category that many registrations are moved to."""

    category_id = SelectField(_l("Categoría"), [REQUIRED], coerce=int)


class DeskEntryForm(PersonNameFields, ConsentFields):
    """What the desk types of a person: many who come have no address of their own, and say little."""

    email = EmailField(
        _l("Correo"),
        [Optional(), checked(normalise_email)],
        description=_l("Ahí recibe su enlace. Si no tiene uno propio, déjelo vacío: dele su gafete impreso."),
    )
    phone = TelField(_l("Celular"), [Optional(), checked(normal_phone)])
    organisation = StringField(_l("Empresa u organización"), [Length(max=120), checked(ensure_plain_name)])
    position = StringField(_l("Puesto"), [Length(max=80)])
    sector = SelectField(_l("Sector"), choices=[*options([("", _l("Sin dato"))]), *choices_of(SECTORS)])
    language = RadioField(_l("Idioma de sus correos y su gafete"), choices=LANGUAGES, default="es")

    def entry(self) -> DeskEntry:
        """What was typed, as it is kept."""
        return DeskEntry(
            details=Details(
                name=self.person_name,
                phone=normal_phone(self.phone.data) if self.phone.data else "",
                organisation=self.organisation.data,
                position=self.position.data,
            ),
            email=normalise_email(self.email.data) if self.email.data else None,
            language=self.language.data,
            sector=Sector(self.sector.data) if self.sector.data else None,
            consents=self.purposes(),
        )


class DeskRegistrationForm(DeskEntryForm):
    """What the desk types to register a person; the last two only where it has to say who it is."""

    category_id = SelectField(_l("Categoría"), [REQUIRED], coerce=int)
    ally_code = StringField(_l("Código de aliado"), [Length(max=40)])
    same_person = BooleanField(_l("Es la misma persona: usar el nombre y el celular que ya tenemos."))
    somebody_else = BooleanField(_l("Es otra persona con el mismo nombre."))


def values_of(entry: DeskEntry) -> dict[str, Any]:
    """What the desk typed of a person, as `DeskEntryForm` shows it."""
    return {
        **asdict(entry.details.name),
        "email": entry.email or "",
        "phone": display_phone(entry.details.phone),
        "organisation": entry.details.organisation,
        "position": entry.details.position,
        "sector": entry.sector or "",
        "language": entry.language,
        **{purpose.value: True for purpose in entry.consents},
    }
