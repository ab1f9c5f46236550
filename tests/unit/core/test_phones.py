"""How people type telephone numbers, and what is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.phones import NotAPhone, display_phone, normal_phone


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("4771234567", "+524771234567"),
        ("477 123 4567", "+524771234567"),
        ("(477) 123-45-67", "+524771234567"),
        ("01 477 123 4567", "+524771234567"),
        ("044 477 123 4567", "+524771234567"),
        ("0454771234567", "+524771234567"),
        ("+52 477 123 4567", "+524771234567"),
        ("+52 1 477 123 4567", "+524771234567"),
        ("52 1 477 123 4567", "+524771234567"),
        ("0052 477 123 4567", "+524771234567"),
        ("5212345678", "+525212345678"),
        ("+52 044 477 123 4567", "+524771234567"),
        ("477.123.4567", "+524771234567"),
        ("\u202a+52\u00a0477\u2011123\u20114567\u202c", "+524771234567"),
        ("４７７１２３４５６７", "+524771234567"),
        ("+81 3 1234 5678", "+81312345678"),
        ("+1 313 555 0123", "+13135550123"),
        ("+49 711 170", "+49711170"),
    ],
)
def test_a_typed_number_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert normal_phone(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12",
        "477 123 456",
        "477 123 45678",
        "0771234567",
        "1771234567",
        "hola",
        "+52 477",
        "+52",
        "+",
        "+999 1",
        "+999 999 999 999",
        "477 123 456 ext. 7",
        "477 123 4567 x12",
        "٤٧٧١٢٣٤٥٦٧",
        "477 123 4567 / 477 765 4321",
    ],
)
def test_what_cannot_ring_is_refused(typed: str) -> None:
    with pytest.raises(NotAPhone):
        normal_phone(typed)


def test_a_stored_number_is_shown_as_people_write_it() -> None:
    assert display_phone("+524771234567") == "477 123 4567"
    assert display_phone("+81312345678") == "+81312345678"


@given(
    national=st.from_regex(r"[2-9][0-9]{9}", fullmatch=True),
    prefix=st.sampled_from(["", "01", "044", "045", "52", "521", "+52", "+521", "0052", "00521"]),
    sign=st.sampled_from(["", " ", "-", ".", "\u00a0"]),
)
def test_every_way_of_typing_a_mexican_number_is_stored_alike(national: str, prefix: str, sign: str) -> None:
    typed = sign.join([prefix, national[:3], national[3:6], national[6:]])
    assert normal_phone(typed) == f"+52{national}"


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(typed: str) -> None:
    try:
        stored = normal_phone(typed)
    except NotAPhone:
        return
    assert stored.isascii()
    assert normal_phone(stored) == stored
