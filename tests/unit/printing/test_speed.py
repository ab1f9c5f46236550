"""What makes a badge quick to draw changes nothing of it."""

from types import BuiltinFunctionType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib import rl_accel

from forum.badges.documents.faces import BadgeTexts
from forum.badges.documents.home import render_badge
from forum.printing import drawing
from forum.printing.drawing import fitted
from forum.printing.fitting import TextBox, fit_text
from forum.printing.fonts import Fonts
from forum.printing.typefaces import load_typefaces
from tests.unit.badges.conftest import _FACE

TEXTS = BadgeTexts(
    title="Gafete",
    language="es-MX",
    heading="Su gafete",
    steps=("Imprima esta hoja.", "Doble por la línea 1."),
    first_fold="1",
    second_fold="2",
    reminder="Es personal.",
)


@given(st.floats(min_value=-5000, max_value=5000, allow_nan=False))
def test_the_accelerator_writes_the_numbers_of_a_page(number: float) -> None:
    assert isinstance(rl_accel.fp_str, BuiltinFunctionType), "reportlab[accel] is not installed"
    assert float(rl_accel.fp_str(number)) == pytest.approx(number, abs=1e-2 if abs(number) > 1000 else 1e-3)


@given(st.text(alphabet="abc ñÍ王م", max_size=40), st.integers(20, 200), st.booleans())
def test_a_text_that_is_fitted_once_is_fitted_alike(fonts: Fonts, text: str, width: int, shorten: bool) -> None:
    font = load_typefaces(fonts).bold
    box = TextBox(width, 40, largest=20, smallest=8, may_shorten=shorten)
    drawable = font.drawable(text)
    plainly = fit_text(drawable, box=box, measure=font.measure_in(drawable))
    assert [fitted(text, box=box, font=font) for _ in range(2)] == [plainly, plainly]


def test_what_all_badges_say_is_fitted_once(fonts: Fonts) -> None:
    render_badge(_FACE, texts=TEXTS, fonts=fonts)
    before = drawing._fitted.cache_info().misses
    render_badge(_FACE, texts=TEXTS, fonts=fonts)
    assert drawing._fitted.cache_info().misses == before
