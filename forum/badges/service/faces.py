"""From a person's registration to the print of their badge.

What a badge says is in the forum's language on every print (`rules.category_on_badge`); the sheet around one that is
printed at home speaks the person's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from forum.badges.documents.faces import BadgeFace, BadgeTexts
from forum.badges.documents.home import render_badge
from forum.badges.documents.sheets import draw_pages, render_badges, stream_badges
from forum.badges.enums import HomePaper, Purpose
from forum.badges.errors import BadgeNotReady
from forum.badges.models import PrintRun
from forum.badges.queries import (
    BadgeCount,
    BadgeText,
    Holder,
    Templates,
    list_printables,
    list_unusual,
    templates_of,
)
from forum.badges.rules import Printable
from forum.badges.rules.templates import Template
from forum.badges.service.separating import separated
from forum.core.filters import date_span, short_date
from forum.core.i18n import LOCALES, force_locale, language_name
from forum.core.i18n import gettext as _
from forum.editions.models import Edition
from forum.printing.fonts import Fonts, fonts_in
from forum.printing.paper import MILLIMETRE
from forum.printing.pictures import PictureCanvas
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


@dataclass(frozen=True, slots=True)
class Label:
    """The pages of one badge as SVG, and how wide and high each is, in tenths of a millimetre."""

    pages: tuple[str, ...]
    wide: int
    high: int


def fonts_below(static_folder: str | None) -> Fonts:
    """The typefaces of badges, where the front end's build leaves them below the static files."""
    return fonts_in(Path(static_folder or "") / "dist" / "fonts", "badge")


def home_badge(holder: Holder, *, fonts: Fonts, paper: HomePaper) -> bytes:
    """One badge as a PDF to print at home and fold, with instructions in the person's own language.

    Raises:
        BadgeNotReady: they have no valid badge.
    """
    face = face_of(holder, Purpose.HOME)
    language = holder.person.language
    with force_locale(LOCALES[language]):
        texts = home_texts(language)
    return render_badge(face, texts=texts, fonts=fonts, paper=paper)


def single_badge(holder: Holder, *, fonts: Fonts) -> bytes:
    """One badge for the desk's printer, by the template of the counter.

    Raises:
        BadgeNotReady: they have no valid badge.
    """
    face, language = face_of(holder, Purpose.COUNTER), LANGUAGE_TAGS[BADGE_LANGUAGE]
    with force_locale(LOCALES[BADGE_LANGUAGE]):
        title = _("Gafete")
    return render_badges([face], fonts=fonts, title=title, language=language)


def counter_label(holder: Holder, *, fonts: Fonts) -> Label:
    """One badge by the template of the counter as pictures, for a browser to print at the exact size of its page.

    Raises:
        BadgeNotReady: they have no valid badge.
    """
    canvas, face = PictureCanvas(), face_of(holder, Purpose.COUNTER)
    pages = []
    for _page in draw_pages(canvas, [face], typefaces=load_typefaces(fonts)):
        pages.append(canvas.svg(title=face.printable.name.full))
        canvas.showPage()
    wide, high = (round(10 * length / MILLIMETRE) for length in canvas.size)
    return Label(tuple(pages), wide, high)


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


def stream_run(
    run: PrintRun, edition: Edition, badges: Iterable[Printable], *, templates: Templates, fonts: Fonts
) -> Iterator[bytes]:
    """The PDF of a print run, a page at a time as its badges arrive.

    Raises:
        ValueError: there is no badge.
    """
    with force_locale(LOCALES[BADGE_LANGUAGE]):
        title = f"{_('Gafetes')} · {edition.name}"
    language = LANGUAGE_TAGS[BADGE_LANGUAGE]
    faces = faces_of(badges, edition, templates=templates, purpose=Purpose.SHEET)
    pieces = separated(faces, order=run.order, bins=templates.bins) if run.is_separated else faces
    return stream_badges(pieces, layout=run.one_layout, fonts=fonts, title=title, language=language)


def face_of(holder: Holder, purpose: Purpose) -> BadgeFace:
    """What is drawn of a person's valid badge for a purpose.

    Raises:
        BadgeNotReady: they have none.
    """
    if holder.badge is None or holder.registration.status is not RegistrationStatus.APPROVED:
        raise BadgeNotReady
    printables, templates = list_printables([holder.badge.id]), templates_of(holder.edition.id)
    (face,) = faces_of(printables, holder.edition, templates=templates, purpose=purpose)
    return face


def faces_of(
    badges: Iterable[Printable], edition: Edition, *, templates: Templates, purpose: Purpose
) -> Iterator[BadgeFace]:
    """What is drawn of badges for a purpose."""
    with force_locale(LOCALES[BADGE_LANGUAGE]):
        dates = date_span(edition.starts_on, edition.ends_on)
        interpreter, valid, bin_said = _("Intérprete: %(language)s"), _("Válido: %(days)s"), _("Caja %(number)s")
        days = {key: valid % {"days": ", ".join(map(short_date, each))} for key, each in templates.days.items()}
    by_category: dict[int, Template] = {}
    for printable in badges:
        category_id, spoken = printable.category_id, printable.interpreter
        if category_id not in by_category:
            by_category[category_id] = templates.of(purpose, category_id)
        spanish, english = printable.category
        found = templates.bins.numbered(printable.bin, printable.name)
        yield BadgeFace(
            printable=printable,
            category_name=spanish,
            category_english=english,
            edition_name=edition.name,
            dates=dates,
            venue=edition.venue_name,
            interpreter=interpreter % {"language": language_name(spoken, BADGE_LANGUAGE)} if spoken else "",
            days=days.get(category_id, ""),
            bin=bin_said % {"number": found.number} if found else "",
            logo=templates.logo,
            template=by_category[category_id],
        )


def home_texts(language: str) -> BadgeTexts:
    """The words around a badge printed at home, in the language of now, which is this one."""
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
