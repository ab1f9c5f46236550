"""The badge a person prints at home."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forum.badges.documents.faces import BadgeFace, BadgeTexts
from forum.badges.documents.home import PAPERS, render_badge
from forum.badges.enums import HomePaper
from forum.printing.fonts import Fonts

TEXTS = BadgeTexts(
    title="Gafete de María Fernanda",
    language="es-MX",
    heading="Su gafete",
    steps=("Imprima esta hoja al 100 %.", "Doble por la línea 1.", "Doble por la línea 2.", "Llévelo consigo."),
    first_fold="Doblez 1",
    second_fold="Doblez 2",
    reminder="También puede mostrar el código en su celular.",
)


@pytest.fixture(params=HomePaper)
def paper(request: pytest.FixtureRequest) -> HomePaper:
    return request.param


@pytest.fixture
def document(
    make_face: Callable[..., BadgeFace], fonts: Fonts, printed: Callable[[bytes], Any], paper: HomePaper
) -> Any:
    return printed(render_badge(make_face(), texts=TEXTS, fonts=fonts, paper=paper))


def test_the_code_is_scanned_on_both_faces(
    document: Any, make_face: Callable[..., BadgeFace], scanned_codes: Callable[[Path], list[str]]
) -> None:
    assert [scanned_codes(page) for page in document.images()] == [[make_face().printable.code] * 2]


def test_it_is_one_page_with_title_and_language(
    make_face: Callable[..., BadgeFace], fonts: Fonts, printed: Callable[[bytes], Any]
) -> None:
    pdf = render_badge(make_face(), texts=TEXTS, fonts=fonts)
    facts = printed(pdf).facts()
    assert (facts["Pages"], facts["Title"]) == ("1", "Gafete de María Fernanda")
    assert b"/Lang (es-MX)" in pdf


def test_the_name_is_on_both_faces(document: Any) -> None:
    assert document.words(1).count("MaríaFernandaMuñozÍñiguez") == 2


def test_all_instructions_are_on_the_page(document: Any) -> None:
    words = document.words(1)
    for sentence in (TEXTS.heading, *TEXTS.steps, TEXTS.first_fold, TEXTS.second_fold, TEXTS.reminder):
        assert "".join(sentence.split()) in words


def test_no_word_is_in_the_margin_of_home_printers(document: Any, paper: HomePaper) -> None:
    margin = 5 / 25.4 * 72
    for left, top, right, bottom in document.boxes(1):
        assert left > margin
        assert top > margin
        assert right < PAPERS[paper].width - margin
        assert bottom < PAPERS[paper].height - margin


def test_no_word_crosses_the_first_fold(document: Any, paper: HomePaper) -> None:
    middle = PAPERS[paper].height / 2
    assert all(bottom < middle or top > middle for _, top, _, bottom in document.boxes(1))
