"""Every template with the nastiest names: measured as values, and looked at as printed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from forum.badges.documents.artwork import shared_texts
from forum.badges.documents.composing import Composition, Placed, compose
from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.sheets import render_badges
from forum.badges.enums import First, Ink, Layout, Piece, Purpose
from forum.badges.errors import (
    MarginOutOfBounds,
    NameOutOfBounds,
    PaperOfAnotherPurpose,
    SymbolLeavesNoRoom,
    SymbolOutOfBounds,
    WidthOutOfBounds,
)
from forum.badges.rules.templates import STOCKS, Template, ensure_template, template_of, usual_template
from forum.core.errors import Refusal
from forum.printing.fonts import Fonts, read_font_named
from forum.printing.paper import MILLIMETRE
from forum.printing.typefaces import load_typefaces

SIXTY = "Maximilianoalejandrofranciscodejesusguadalupedelossantosreye"
NAMES = (
    {"given_names": SIXTY, "first_surname": SIXTY[::-1], "second_surname": "de la Santísima Trinidad"},
    {"given_names": SIXTY[:40], "first_surname": "Ñandú", "organisation": SIXTY * 2, "position": "Jefe " * 30},
    {"given_names": "X", "first_surname": "", "second_surname": None, "organisation": "", "position": ""},
    {"given_names": "Ana 山田 Дмитрий", "first_surname": "Ελένη Nguyễn", "second_surname": "김철수"},
    {
        "given_names": "محمد عبد الله",
        "first_surname": "بن راشد",
        "second_surname": None,
        "organisation": "张伟 有限公司",
    },
    {"given_names": "María Fernanda", "category_name": "Comité organizador del foro", "category_english": "Organizers"},
)
SAID = {"interpreter": "Intérprete: japonés", "days": "Válido: 9 sep, 10 sep", "venue": "Poliforum León " * 4}
PRINTED = tuple(layout for layout in Layout if layout is not Layout.HOME)
LANYARDS = (Layout.HOME, Layout.LETTER_4, Layout.A4_4, Layout.A6, Layout.A6_DUPLEX, Layout.A5_FOLDED, Layout.A4_FOLDED)


def chosen(layout: Layout) -> Iterator[Template]:
    """The usual template of a layout, and those at the ends of what may be chosen."""
    stock, usual = STOCKS[layout], usual_template(layout)
    full = {"zones": "B2B · Comedor · Sala de prensa", "note": "En emergencia, 477 123 4567. No se transfiere. " * 2}
    yield usual
    for end in ("least", "most"):
        sizes = {name: getattr(getattr(stock, name), end) for name in ("margin", "name", "symbol")}
        pieces = [piece.value for piece in Piece]
        for first in First:
            yield template_of(layout, {**sizes, **full, "pieces": pieces, "first": first.value, "width": 57})
    yield replace(usual, pieces=frozenset(), ink=Ink.BLACK)


def boxes(composition: Composition, face: BadgeFace, fonts: Fonts) -> dict[str, tuple[float, float, float, float]]:
    """What is on a badge: left, top, right and bottom of each text and of the symbol with its quiet zone."""
    panel = composition.panel
    found = {
        text.piece: (text.x, text.top, text.x + width(text), text.bottom)
        for text in (*composition.texts, *shared_texts(face, panel=panel, typefaces=load_typefaces(fonts)))
    }
    symbol, quiet = panel.symbol, panel.quiet
    found["symbol"] = (symbol.x - quiet, symbol.top - quiet, symbol.right + quiet, symbol.bottom + quiet)
    return found


def width(text: Placed) -> float:
    return max(text.font.measure(line, whole=text.text) for line in text.fit.lines) * text.fit.size


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    near = 0.01
    return (
        one[2] <= other[0] + near or other[2] <= one[0] + near or one[3] <= other[1] + near or other[3] <= one[1] + near
    )


@pytest.mark.parametrize("layout", Layout)
def test_nothing_overlaps_or_leaves_the_badge_and_no_name_is_shortened(
    layout: Layout, make_face: Callable[..., BadgeFace], every_script: Fonts
) -> None:
    for template in chosen(layout):
        for person in NAMES:
            face = make_face(**{**SAID, **person}, template=template)
            composition = compose(face, load_typefaces(every_script))
            panel, found = composition.panel, boxes(composition, face, every_script)
            overlapping = [pair for pair in combinations(found, 2) if not apart(found[pair[0]], found[pair[1]])]
            assert overlapping == [], (template, person)
            for piece, (left, top, right, bottom) in found.items():
                in_band = piece in {"category", "english"}
                edge = 0 if piece in {"symbol", "code"} else panel.margin - 0.01
                floor = panel.height if in_band else panel.band.top or panel.height
                assert left >= edge, (piece, template, person)
                assert top >= (panel.band.top if in_band else 0), (piece, template, person)
                assert right <= panel.width - edge, (piece, template, person)
                assert bottom <= floor + 0.01, (piece, template, person)
            names = {text.piece: "".join(text.fit.lines).replace(" ", "") for text in composition.texts}
            assert names["given"] == face.printable.given_names.replace(" ", "")
            assert names.get("surnames", "") == face.printable.name.surnames.replace(" ", "")


@pytest.mark.parametrize("layout", LANYARDS)
def test_a_badge_on_a_lanyard_is_read_at_two_metres(
    layout: Layout, make_face: Callable[..., BadgeFace], every_script: Fonts
) -> None:
    """Capitals of a 200th of the distance; a symbol of 25 mm at least, whatever is chosen."""
    face = make_face(given_names="Fernanda", template=usual_template(layout))
    given = next(text for text in compose(face, load_typefaces(every_script)).texts if text.piece == "given")
    capitals = read_font_named(str(every_script.bold)).face.capHeight / 1000
    assert given.fit.size * capitals / MILLIMETRE >= 2000 / 200
    assert STOCKS[layout].symbol.least >= 25


@pytest.fixture
def every_badge(make_face: Callable[..., BadgeFace]) -> list[BadgeFace]:
    """Each name on each layout."""
    return [
        make_face(**{**SAID, **person}, code=f"{number:020d}", template=usual_template(layout))
        for number, (layout, person) in enumerate((layout, person) for layout in PRINTED for person in NAMES)
    ]


def test_every_font_is_embedded_and_no_glyph_is_missing(
    every_badge: list[BadgeFace], every_script: Fonts, printed: Callable[[bytes], Any]
) -> None:
    document = printed(render_badges(every_badge, fonts=every_script, title="G", language="es-MX"))
    assert document.complaints() == ""
    assert {embedded for _, embedded in document.embedded_fonts()} == {"yes"}
    for face in every_badge:
        for text in compose(face, load_typefaces(every_script)).texts:
            for line in text.fit.lines:
                assert missing(text, line) == []


def missing(text: Placed, line: str) -> list[str]:
    """The characters of a line for which the font that draws them has its box alone."""
    return [
        character
        for run in text.font.runs(line, whole=text.text)
        for character in run.glyphs or run.text
        if not read_font_named(run.font).face.charToGlyph.get(ord(character))
    ]


@dataclass(frozen=True)
class Seen:
    """How a camera sees a page: dots an inch, turned, grey on grey."""

    dpi: int
    turn: int = 0
    faint: bool = False

    def spoil(self, page: Path) -> Path:
        with Image.open(page) as image:
            seen = image.convert("L").rotate(self.turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
            (seen.point(lambda grey: 110 + grey * 60 // 255) if self.faint else seen).save(page)
        return page


@pytest.mark.parametrize("seen", [Seen(203), Seen(203, 90, faint=True), Seen(150, 12), Seen(100, 180, faint=True)])
def test_the_symbol_is_read(
    seen: Seen,
    make_face: Callable[..., BadgeFace],
    fonts: Fonts,
    printed: Callable[[bytes], Any],
    scanned_codes: Callable[[Path], list[str]],
) -> None:
    faces = [make_face(code=f"{n:020d}", template=usual_template(layout)) for n, layout in enumerate(PRINTED)]
    pages = printed(render_badges(faces, fonts=fonts, title="G", language="es-MX")).images(seen.dpi)
    read = {code for page in pages for code in scanned_codes(seen.spoil(page))}
    assert sorted(read) == [face.printable.code for face in faces]


def test_a_document_holds_each_layout_on_pages_of_its_size(
    make_face: Callable[..., BadgeFace], fonts: Fonts, printed: Callable[[bytes], Any]
) -> None:
    def of(layout: Layout) -> BadgeFace:
        return make_face(template=usual_template(layout))

    faces = [of(Layout.A4_4)] * 5 + [of(Layout.CARD), of(Layout.A6_DUPLEX), of(Layout.A5_FOLDED)]
    sizes = printed(render_badges(faces, fonts=fonts, title="G", language="es-MX")).sizes()
    assert sizes == [(210, 297), (210, 297), (86, 54), (105, 148), (105, 148), (210, 148)]


def test_a_roll_is_as_long_as_its_text(
    make_face: Callable[..., BadgeFace], fonts: Fonts, printed: Callable[[bytes], Any]
) -> None:
    template = template_of(Layout.ROLL, {"width": 80})
    faces = [make_face(given_names=name, template=template) for name in ("Ana", SIXTY)]
    (wide, short), (also, long) = printed(render_badges(faces, fonts=fonts, title="G", language="es-MX")).sizes()
    assert (wide, also) == (80, 80)
    assert 60 < short < long


def test_the_logo_is_in_the_document_once(make_face: Callable[..., BadgeFace], fonts: Fonts) -> None:
    picture = BytesIO()
    Image.new("RGB", (90, 40), "#0b5fa5").save(picture, "PNG")
    faces = [make_face(logo=picture.getvalue(), category_name=name) for name in ("Expositor", "Prensa", "Expositor")]
    pdf = render_badges(faces, fonts=fonts, title="G", language="es-MX")
    assert pdf.count(b"/Subtype /Image") == 1


@pytest.mark.parametrize(
    ("layout", "purpose", "choices", "refusal"),
    [
        (Layout.CARD, Purpose.HOME, {}, PaperOfAnotherPurpose),
        (Layout.A6, Purpose.SHEET, {"margin": 3}, MarginOutOfBounds),
        (Layout.A6, Purpose.SHEET, {"name": 73}, NameOutOfBounds),
        (Layout.A6, Purpose.SHEET, {"symbol": 24}, SymbolOutOfBounds),
        (Layout.ROLL, Purpose.COUNTER, {"width": 56}, WidthOutOfBounds),
        (Layout.ROLL, Purpose.COUNTER, {"width": 57, "symbol": 38}, SymbolLeavesNoRoom),
    ],
)
def test_what_does_not_fit_is_refused(
    layout: Layout, purpose: Purpose, choices: dict[str, int], refusal: type[Refusal]
) -> None:
    usual = usual_template(layout)
    sizes = {name: getattr(usual, name) for name in ("margin", "name", "symbol", "width")}
    with pytest.raises(refusal):
        ensure_template(layout, {**sizes, **choices}, purpose=purpose)


def test_what_is_stored_is_read_back_and_what_is_not_known_is_usual() -> None:
    template = template_of(Layout.A6, {"pieces": ["band"], "margin": 5, "zones": "B2B", "ink": "black"})
    assert template_of(Layout.A6, template.choices()) == template
    assert template_of(Layout.A6, {"pieces": ["band", "of later"], "margin": 500}).margin == 12
    assert template.on(Layout.CARD).zones == "B2B"
