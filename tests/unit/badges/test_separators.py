"""Separators: as large as the badges they stand before, and readable on each."""

from collections.abc import Callable

import pytest

from forum.badges.documents.faces import BadgeFace, Separator
from forum.badges.documents.separators import compose_separator
from forum.badges.documents.sheets import render_badges
from forum.badges.enums import Layout
from forum.badges.rules.templates import usual_template
from forum.printing.fonts import Fonts
from forum.printing.typefaces import load_typefaces

PRINTED = tuple(layout for layout in Layout if layout is not Layout.HOME)
SAID = (("Ñ", ""), ("Caja 12", "GARCIA M–HERNANDEZ L"), ("Comité organizador del foro de proveeduría", "Organizers"))


@pytest.mark.parametrize("layout", PRINTED)
def test_what_a_separator_says_stays_between_its_lines(layout: Layout, fonts: Fonts) -> None:
    for title, detail in SAID:
        separator = Separator(title, detail, template=usual_template(layout))
        composition = compose_separator(separator, load_typefaces(fonts))
        panel, texts = composition.panel, composition.texts
        assert [text.piece for text in texts] == ["title", "detail"][: 1 + bool(detail)]
        for text in texts:
            wide = max(text.font.measure(line, whole=text.text) for line in text.fit.lines) * text.fit.size
            assert text.x + wide <= panel.width - panel.margin + 0.01
            assert text.top >= panel.margin + 0.03 * panel.height
            assert text.bottom <= panel.height - panel.margin - 0.03 * panel.height
        assert texts[0].fit.size >= 10
        assert len(texts) == 1 or texts[0].bottom <= texts[1].top


def test_a_separator_takes_the_place_of_a_badge_on_a_sheet(make_face: Callable[..., BadgeFace], fonts: Fonts) -> None:
    template = usual_template(Layout.LETTER_4)
    pieces = [Separator("A", "", template=template), *[make_face(template=template)] * 4]
    pdf = render_badges(pieces, fonts=fonts, title="x", language="es-MX")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") == 2
