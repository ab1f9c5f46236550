"""Names are found however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.search import fold, words


@pytest.mark.parametrize(
    ("stored", "folded"),
    [
        ("Muñoz", "munoz"), ("Łukasz Żółty", "lukasz zolty"), ("Jørgensen", "jorgensen"), ("Yıldız", "yildiz"),
        ("İstanbul", "istanbul"), ("Đorđe", "dorde"), ("D'Angelo", "dangelo"), ("D’Angelo", "dangelo"),
        ("Pérez‑López", "perez lopez"), ("Pérez-López", "perez lopez"), ("Ana\u200bLuz", "analuz"),
        ("Straße", "strasse"), ("Æsir & Œuvre", "aesir & oeuvre"), ("ＡＣＭＥ", "acme"),
        ("Aceros (México)", "aceros mexico"),
        ("eva.luna@example.mx", "eva.luna@example.mx"),
    ],
)  # fmt: skip
def test_what_is_stored_is_what_people_type(stored: str, folded: str) -> None:
    assert fold(stored) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_are_in_order_without_repeats() -> None:
    assert words("(477) 123-4567 477") == ["477", "123", "4567"]
