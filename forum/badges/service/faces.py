"""From what is known of people to what is printed on their badge, in the language of the reader."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from forum.badges.documents import BadgeFace, BadgeTexts, HomePaper, Layout, render_badge, render_badges, stream_badges
from forum.badges.errors import BadgeNotReady
from forum.badges.models import PrintRun
from forum.badges.queries import Holder, Printable
from forum.core.filters import date_span
from forum.core.i18n import LOCALES, force_locale
from forum.core.i18n import gettext as _
from forum.editions.models import Edition
from forum.printing.typefaces import fonts_in
from forum.registration.enums import RegistrationStatus

LANGUAGE_TAGS = {"es": "es-MX", "en": "en"}


def home_badge(holder: Holder, *, fonts: Path, paper: HomePaper) -> bytes:
    """One badge as a PDF to print at home and fold, in the person's own language; `fonts` is the folder of faces.

    Raises:
        BadgeNotReady: they have no badge yet, or none any more.
    """
    language = holder.person.language
    with force_locale(LOCALES[language]):
        face = _face_of(holder, language)
        return render_badge(face, texts=_texts(language), fonts=fonts_in(fonts), paper=paper)


def single_badge(holder: Holder, *, fonts: Path) -> bytes:
    """One badge on A6 for the desk's printer.

    Raises:
        BadgeNotReady: they have none.
    """
    language = holder.person.language
    with force_locale(LOCALES[language]):
        face, title = _face_of(holder, language), _("Gafete")
    return render_badges([face], layout=Layout.A6, fonts=fonts_in(fonts), title=title, language=LANGUAGE_TAGS[language])


def stream_run(run: PrintRun, edition: Edition, badges: Iterable[Printable], *, fonts: Path) -> Iterator[bytes]:
    """The PDF of a run, a page at a time as its badges come, in the language of the forum.

    Raises:
        ValueError: there is no badge.
    """
    with force_locale(LOCALES["es"]):
        dates, title = date_span(edition.starts_on, edition.ends_on), f"{_('Gafetes')} · {edition.name}"
    faces = (_face(row, edition, "es", dates) for row in badges)
    return stream_badges(
        faces, layout=Layout(run.layout), fonts=fonts_in(fonts), title=title, language=LANGUAGE_TAGS["es"]
    )


def _face_of(holder: Holder, language: str) -> BadgeFace:
    badge, registration, person, category = holder.badge, holder.registration, holder.person, holder.category
    if badge is None or registration.status is not RegistrationStatus.APPROVED:
        raise BadgeNotReady
    row = Printable(
        badge_id=badge.id,
        code=badge.code,
        given_names=person.given_names,
        first_surname=person.first_surname,
        second_surname=person.second_surname,
        organisation=registration.organisation,
        position=registration.position,
        category_es=category.name_es,
        category_en=category.name_en,
        colour=category.colour,
    )
    return _face(row, holder.edition, language, date_span(holder.edition.starts_on, holder.edition.ends_on))


def _face(row: Printable, edition: Edition, language: str, dates: str) -> BadgeFace:
    return BadgeFace(
        given_names=row.given_names,
        surnames=" ".join(filter(None, (row.first_surname, row.second_surname))),
        organisation=row.organisation,
        position=row.position,
        category_name=row.category_en if language == "en" else row.category_es,
        category_colour=row.colour,
        code=row.code,
        edition_name=edition.name,
        dates=dates,
        venue=edition.venue_name,
    )


def _texts(language: str) -> BadgeTexts:
    return BadgeTexts(
        title=_("Gafete"),
        language=LANGUAGE_TAGS[language],
        heading=_("Su gafete, listo para imprimir"),
        steps=(
            _("Imprima esta hoja al 100 %, sin ajustar al tamaño del papel. Puede ser en blanco y negro."),
            _("Doble por la línea 1 hacia atrás y después por la línea 2: quedará del tamaño de un gafete."),
            _("Póngalo en un portagafete o perfórelo arriba. Se lee por ambos lados."),
            _("Muestre el código QR en la puerta. También sirve en la pantalla de su celular."),
        ),
        first_fold=_("1 · Doble aquí primero"),
        second_fold=_("2 · Doble aquí después"),
        reminder=_("Este gafete es personal. Si lo pierde o cambian sus datos, pida una reposición en el registro."),
    )
