"""Which colours can be read on which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.printing.colours import BLACK, WHITE, colour_from_hex, contrast_ratio, mixed, readable_on

shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert round(contrast_ratio(colour_from_hex(one), colour_from_hex(other)), 2) == ratio
    assert contrast_ratio(colour_from_hex(one), colour_from_hex(other)) == contrast_ratio(
        colour_from_hex(other), colour_from_hex(one)
    )


@pytest.mark.parametrize(
    ("ground", "text"), [("#0b5fa5", WHITE), ("#ffd43b", BLACK), ("#ffffff", BLACK), ("000000", WHITE)]
)
def test_black_or_white_whichever_has_more_contrast(ground: str, text: object) -> None:
    assert readable_on(colour_from_hex(ground)) == text


@given(st.tuples(shares, shares, shares))
def test_every_colour_has_a_readable_one(ground: tuple[float, float, float]) -> None:
    assert contrast_ratio(ground, readable_on(ground)) >= 4.5


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mixed(BLACK, WHITE, 0) == BLACK
    assert mixed(BLACK, WHITE, 1) == WHITE


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345g", "#1234567"])
def test_a_text_that_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a #rrggbb colour"):
        colour_from_hex(text)
