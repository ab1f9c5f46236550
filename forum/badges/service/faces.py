"""From a person's registration to the print of their badge.

What a badge says is in the forum's language on every print (`rules.category_on_badge`); the sheet around one that is
printed at home speaks the person's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from forum.badges.documents.faces import BadgeFace, BadgeTexts
from forum.badges.documents.home import render_badge
from forum.badges.documents.sheets import render_badges, stream_badges
from forum.badges.enums import HomePaper, Layout
from forum.badges.errors import BadgeNotReady
from forum.badges.models import PrintRun
from forum.badges.queries import BadgeCount, BadgeText, Holder, list_printables, list_unusual
from forum.badges.rules import Printable
from forum.core.filters import date_span
from forum.core.i18n import LOCALES, force_locale, language_name
from forum.core.i18n import gettext as _
from forum.editions.models import Edition
from forum.printing.fonts import Fonts, fonts_in
from forum.printing.typefaces import load_typefaces
from forum.registration.enums import RegistrationStatus

LANGUAGE_TAGS = {"es": "es-MX", "en": "en"}
BADGE_LANGUAGE = "es"
_unprintable: dict[str, tuple[object, list["Unprintable"]]] = {}


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A badge, and the letters and pictures on it that no font has."""

    text: BadgeText
    characters: str


def fonts_below(static_folder: str | None) -> Fonts:
    """The typefaces of badges, where the front end's build leaves them below the static files."""
    return fonts_in(Path(static_folder or "") / "dist" / "fonts", "badge")


def home_badge(holder: Holder, *, fonts: Fonts, paper: HomePaper) -> bytes:
    """One badge as a PDF to print at home and fold, with instructions in the person's own language.

    Raises:
        BadgeNotReady: they have no valid badge.
    """
    face = _face_of(holder)
    language = holder.person.language
    with force_locale(LOCALES[language]):
        texts = _texts(language)
    return render_badge(face, texts=texts, fonts=fonts, paper=paper)


def single_badge(holder: Holder, *, fonts: Fonts) -> bytes:
    """One badge on A6 for the desk's printer.

    Raises:
        BadgeNotReady: they have no valid badge.
    """
    face, language = _face_of(holder), LANGUAGE_TAGS[BADGE_LANGUAGE]
    with force_locale(LOCALES[BADGE_LANGUAGE]):
        title = _("Gafete")
    return render_badges([face], layout=Layout.A6, fonts=fonts, title=title, language=language)


def unprintable_badges(edition: Edition, *, counts: Sequence[BadgeCount], fonts: Fonts) -> list[Unprintable]:
    """The valid badges on which something cannot be printed as it is written, by name.

    The answer is kept until the counts tell that a badge is new or says something else: it reads every badge.
    """
    as_of = tuple((each.category.id, each.badges, each.newest_id, each.changed_at) for each in counts)
    kept = _unprintable.get(edition.slug)
    if kept is None or kept[0] != as_of:
        kept = _unprintable[edition.slug] = (as_of, _find_unprintable(edition.id, fonts=fonts))
    return kept[1]


def _find_unprintable(edition_id: int, *, fonts: Fonts) -> list[Unprintable]:
    typeface = load_typefaces(fonts).bold
    found = (
        (text, typeface.unprintable(f"{text.name} {text.organisation} {text.position}"))
        for text in list_unusual(edition_id)
    )
    return [Unprintable(text, " ".join(lost)) for text, lost in found if lost]


def stream_run(run: PrintRun, edition: Edition, badges: Iterable[Printable], *, fonts: Fonts) -> Iterator[bytes]:
    """The PDF of a print run, a page at a time as its badges arrive.

    Raises:
        ValueError: there is no badge.
    """
    with force_locale(LOCALES[BADGE_LANGUAGE]):
        title = f"{_('Gafetes')} · {edition.name}"
    layout, language = Layout(run.layout), LANGUAGE_TAGS[BADGE_LANGUAGE]
    return stream_badges(_faces(badges, edition), layout=layout, fonts=fonts, title=title, language=language)


def _face_of(holder: Holder) -> BadgeFace:
    if holder.badge is None or holder.registration.status is not RegistrationStatus.APPROVED:
        raise BadgeNotReady
    (face,) = _faces(list_printables([holder.badge.id]), holder.edition)
    return face


def _faces(badges: Iterable[Printable], edition: Edition) -> Iterator[BadgeFace]:
    with force_locale(LOCALES[BADGE_LANGUAGE]):
        dates = date_span(edition.starts_on, edition.ends_on)
        interpreter = _("Intérprete: %(language)s")
    return (_face(printable, edition, dates=dates, interpreter=interpreter) for printable in badges)


def _face(printable: Printable, edition: Edition, *, dates: str, interpreter: str) -> BadgeFace:
    spanish, english = printable.category
    spoken = printable.interpreter
    return BadgeFace(
        printable=printable,
        category_name=spanish,
        category_english=english,
        edition_name=edition.name,
        dates=dates,
        venue=edition.venue_name,
        interpreter=interpreter % {"language": language_name(spoken, BADGE_LANGUAGE)} if spoken else "",
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
