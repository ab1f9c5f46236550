"""How people type telephone numbers, and what is stored."""

import pytest

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
        ("+81 3 1234 5678", "+81312345678"),
        ("+1 313 555 0123", "+13135550123"),
        ("+49 711 170", "+49711170"),
    ],
)
def test_a_typed_number_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert normal_phone(typed) == stored


@pytest.mark.parametrize("typed", ["", "12", "477 123 456", "477 123 45678", "0771234567", "hola", "+52 477", "+999 1"])
def test_what_cannot_ring_is_refused(typed: str) -> None:
    with pytest.raises(NotAPhone):
        normal_phone(typed)


def test_a_stored_number_is_shown_as_people_write_it() -> None:
    assert display_phone("+524771234567") == "477 123 4567"
    assert display_phone("+81312345678") == "+81312345678"
