"""The forms of the programme."""

from collections.abc import Iterable
from datetime import date, time

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField, TimeField
from wtforms.validators import URL, DataRequired, InputRequired, Length, NumberRange, Optional

from forum.accounts.rules import normalise_email
from forum.core.edits import EditForm
from forum.core.fields import EmailField, HiddenField, IntegerField, StringField, TextAreaField, URLField
from forum.core.filters import day_title
from forum.core.forms import Form, checked, options
from forum.core.i18n import gettext as _
from forum.core.i18n import language_name, locale_name
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.core.names import ensure_plain_name
from forum.programme.enums import TalkKind
from forum.programme.labels import SPEAKER_ROLES, TALK_KINDS
from forum.programme.rules.findings import talk_times
from forum.programme.service import SpeakerData, TalkData

REQUIRED = DataRequired(_l("Falta este dato."))
CHOSEN = InputRequired(_l("Falta este dato."))
LANGUAGES = ("es", "en", "ja", "de", "zh", "ko", "fr")
ADDRESS_WORDS = _l("Escriba la dirección completa, por ejemplo https://ejemplo.mx/presentacion.")


class RoomForm(EditForm):
    """A room."""

    name = StringField(_l("Nombre de la sala"), [REQUIRED, Length(max=80)])
    hall_id = SelectField(_l("Salón"), coerce=int, description=_l("Si la sala está dentro de un salón del foro."))
    capacity = IntegerField(_l("Cupo"), [Optional(), NumberRange(1, 100_000)], description=_l("Vacío: no se sabe."))

    def offer_halls(self, halls: Iterable[tuple[int, str]]) -> None:
        """Let one of these be chosen, or none."""
        self.hall_id.choices = options([(0, _("Ninguno")), *halls])


class SpeakerForm(EditForm):
    """A speaker."""

    full_name = StringField(_l("Nombre completo"), [REQUIRED, Length(max=120), checked(ensure_plain_name)])
    email = EmailField(
        _l("Correo con que se registró"),
        [Optional(), Length(max=254), checked(normalise_email)],
        description=_l("Con él vemos si tiene citas a la hora de su sesión. No se publica."),
    )
    position = StringField(_l("Puesto"), [Length(max=120)])
    company = StringField(_l("Empresa u organización"), [Length(max=120)])
    biography_es = TextAreaField(_l("Semblanza en español"), [Length(max=2000)])
    biography_en = TextAreaField(_l("Semblanza en inglés"), [Length(max=2000)])

    def speaker(self) -> SpeakerData:
        """What was written."""
        return SpeakerData(
            full_name=self.full_name.data,
            position=self.position.data,
            company=self.company.data,
            biography_es=self.biography_es.data,
            biography_en=self.biography_en.data,
            email=normalise_email(self.email.data) if self.email.data else "",
        )


class PhotoForm(Form):
    """A portrait."""

    photo = FileField(_l("Retrato"), [FileRequired()], description=_l("PNG, JPEG o WebP de hasta 5 MB."))


class TalkForm(EditForm):
    """A session."""

    kind = SelectField(_l("Tipo de sesión"), [CHOSEN], choices=choices_of(TALK_KINDS))
    title_es = StringField(_l("Título en español"), [REQUIRED, Length(max=160)])
    title_en = StringField(_l("Título en inglés"), [Length(max=160)], description=_l("Vacío: se muestra en español."))
    summary_es = TextAreaField(_l("Resumen en español"), [Length(max=3000)])
    summary_en = TextAreaField(_l("Resumen en inglés"), [Length(max=3000)])
    day = SelectField(_l("Día"))
    starts = TimeField(_l("Empieza"), [Optional()])
    ends = TimeField(_l("Termina"), [Optional()])
    room_id = SelectField(_l("Sala"), coerce=int)
    track = SelectField(_l("Tema"))
    language = SelectField(_l("Idioma de la sesión"), [CHOSEN])
    interpretation = SelectField(_l("Interpretación simultánea a"))
    capacity = IntegerField(_l("Cupo"), [Optional(), NumberRange(1, 100_000)], description=_l("Vacío: el de la sala."))
    needs_registration = BooleanField(_l("Pide inscripción: quien asiste aparta su lugar."))

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        spoken = [(code, language_name(code, locale_name()).capitalize()) for code in LANGUAGES]
        self.language.choices = options(spoken)
        self.interpretation.choices = options([("", _("Sin interpretación")), *spoken])

    def offer(
        self, *, days: Iterable[date], rooms: Iterable[tuple[int, str]], tracks: Iterable[tuple[str, str]]
    ) -> None:
        """Let one of these days, rooms and tracks be chosen, or none."""
        told = [(day.isoformat(), day_title(day)) for day in days]
        self.day.choices = options([("", _("Por definir")), *told])
        self.room_id.choices = options([(0, _("Por confirmar")), *rooms])
        self.track.choices = options([("", _("Sin tema")), *tracks])

    def talk(self, *, time_zone: str) -> TalkData:
        """What was written.

        Raises:
            TimesIncomplete, EndsBeforeStart
        """
        day = date.fromisoformat(self.day.data) if self.day.data else None
        starts: time | None = self.starts.data
        ends: time | None = self.ends.data
        times = talk_times(day, starts, ends, time_zone=time_zone)
        return TalkData(
            kind=TalkKind(self.kind.data),
            title_es=self.title_es.data,
            title_en=self.title_en.data,
            summary_es=self.summary_es.data,
            summary_en=self.summary_en.data,
            track=self.track.data or "",
            language=self.language.data,
            interpretation=self.interpretation.data or "",
            room_id=self.room_id.data or None,
            starts_at=times.starts_at if times else None,
            ends_at=times.ends_at if times else None,
            capacity=self.capacity.data,
            needs_registration=self.needs_registration.data,
        )


class BillForm(Form):
    """Somebody's part in a session."""

    speaker = SelectField(_l("Persona"), coerce=int)
    role = RadioField(_l("Participa como"), [CHOSEN], choices=choices_of(SPEAKER_ROLES), default="speaker")


class MaterialForm(Form):
    """A link or a PDF of a session."""

    title = StringField(_l("Nombre del material"), [REQUIRED, Length(max=120)])
    url = URLField(_l("Enlace"), [Optional(), Length(max=500), URL(message=ADDRESS_WORDS)])
    file = FileField(_l("PDF"), [Optional()], description=_l("En lugar del enlace: un PDF de hasta 7 MB."))


class PublicationForm(Form):
    """Publishing what was read: the digest of the draft goes along in the page."""

    draft = HiddenField(validators=[InputRequired(), Length(max=64)])
