"""Badges as their organiser looks at them before a template is saved: the same drawing, a code that opens nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.home import PAPERS, draw_home_sheet, render_badge
from forum.badges.documents.sheets import FOUR, draw_pages, render_badges
from forum.badges.enums import HomePaper, Layout, Purpose
from forum.badges.queries import Templates, find_samples
from forum.badges.rules import CODE_LENGTH, Printable
from forum.badges.rules.templates import Template
from forum.badges.service.faces import BADGE_LANGUAGE, LANGUAGE_TAGS, faces_of, home_texts
from forum.core.i18n import LOCALES, force_locale
from forum.core.i18n import gettext as _
from forum.editions.models import Category, Edition
from forum.printing.fonts import Fonts
from forum.printing.pictures import PictureCanvas
from forum.printing.typefaces import load_typefaces

MOST_SAMPLES: Final = 4
NO_CODE: Final = "0" * CODE_LENGTH
"""It is printed on badges that are only looked at, so that a picture of one opens no gate."""


def sample_faces(
    edition: Edition,
    category: Category | None,
    *,
    badge_ids: Sequence[int],
    template: Template,
    templates: Templates,
) -> list[BadgeFace]:
    """Badges of the edition by a template; one with the names of its parts where nobody has any of them."""
    found = find_samples(edition.id, badge_ids[:MOST_SAMPLES])
    times = MOST_SAMPLES if template.layout in FOUR else 1
    printables = [replace(each, code=NO_CODE) for each in found or [_named_parts(category)] * times]
    faces = faces_of(printables, edition, templates=templates, purpose=Purpose.SHEET)
    return [replace(face, template=template) for face in faces]


def _named_parts(category: Category | None) -> Printable:
    with force_locale(LOCALES[BADGE_LANGUAGE]):
        return Printable(
            badge_id=0,
            code=NO_CODE,
            category_id=category.id if category else 0,
            given_names=_("Nombres"),
            first_surname=_("Apellidos"),
            second_surname=None,
            organisation=_("Organización"),
            position=_("Puesto"),
            category_es=category.name_es if category else _("Categoría"),
            category_en=category.name_en if category else _("Categoría"),
            colour=category.colour if category else "#495057",
        )


def preview_pdf(faces: Sequence[BadgeFace], *, fonts: Fonts) -> bytes:
    """The PDF of samples, as it will be printed."""
    with force_locale(LOCALES[BADGE_LANGUAGE]):
        title, texts = _("Vista previa del gafete"), home_texts(BADGE_LANGUAGE)
    if faces[0].template.layout is Layout.HOME:
        return render_badge(faces[0], texts=texts, fonts=fonts)
    return render_badges(faces, fonts=fonts, title=title, language=LANGUAGE_TAGS[BADGE_LANGUAGE])


def preview_picture(faces: Sequence[BadgeFace], *, fonts: Fonts) -> str:
    """The first page of that PDF as an SVG: drawn by the same calls, with the same fonts."""
    canvas, typefaces = PictureCanvas(), load_typefaces(fonts)
    if faces[0].template.layout is Layout.HOME:
        size = PAPERS[HomePaper.LETTER]
        canvas.setPageSize((size.width, size.height))
        with force_locale(LOCALES[BADGE_LANGUAGE]):
            texts = home_texts(BADGE_LANGUAGE)
        draw_home_sheet(canvas, faces[0], texts=texts, typefaces=typefaces, size=size)
    else:
        next(draw_pages(canvas, faces, typefaces=typefaces))
    return canvas.svg(title=faces[0].printable.name.given_names)
