"""What arrives is made safe before anybody looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.incoming import LARGEST, Values, clean, whole_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("uno\x0bdos", "uno\ndos"),
        ("uno\u2028dos\x85tres", "uno\ndos\ntres"),
        ("\u202egpj.exe", "gpj.exe"),
        ("\x1b[31mrojo", "[31mrojo"),
        ("línea\r\notra\tmás", "línea\r\notra\tmás"),
        ("Muñoz 👩🏽‍🏭 مصنع", "Muñoz 👩🏽‍🏭 مصنع"),
    ],
)
def test_what_nobody_types_is_left_out(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(st.characters()))
def test_a_clean_text_is_clean_and_can_be_sent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x00" not in once.encode().decode()


@pytest.mark.parametrize(
    ("typed", "number"), [("7", 7), (" -7 ", -7), (str(LARGEST), LARGEST), (str(LARGEST + 1), None)]
)
def test_a_number_is_one_a_column_can_hold(typed: str, number: int | None) -> None:
    assert Values([("n", typed)]).get("n", type=int) == number
    assert Values([("n", typed)]).getlist("n", type=int) == ([] if number is None else [number])


@pytest.mark.parametrize("typed", ["", "x", "1e9", "1.5", "9" * 5_000, "-" + "9" * 20])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        whole_number(typed)
