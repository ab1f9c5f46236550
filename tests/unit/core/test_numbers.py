"""Numbers are read as people type them, and asked where they can be read in two ways."""

from decimal import Decimal

import pytest

from forum.core.numbers import NotANumber, NotAWholeNumber, TwoReadings, decimal_of, whole_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), (" 1,200 ", 1200), ("1.200", 1200), ("1 200", 1200), ("1\u00a0200\u202f000", 1_200_000), ("-3", -3),
     ("−3", -3),     ("+12", 12), ("1'200", 1200), ("00123", 123), ("1,234,567", 1_234_567)],
)  # fmt: skip
def test_whole_numbers(text: str, number: int) -> None:
    assert whole_of(text) == number


@pytest.mark.parametrize("text", ["", "2.5", "2,5", "1,2345", "1,234.567", "doce", "1e9", "0x1F", "١٢a", "9" * 41])
def test_what_is_no_whole_number(text: str) -> None:
    with pytest.raises(NotAWholeNumber):
        whole_of(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2.5", "2.5"), ("2,5", "2.5"), (",5", "0.5"), ("0.125", "0.125"), ("0,125", "0.125"), ("3.00", "3.00"),
     ("1,234.56", "1234.56"), ("1.234,56", "1234.56"), ("1,234,567", "1234567"), ("1.234.567", "1234567"),
     ("$4,200,000.50", "4200000.50"), ("1 234,5", "1234.5"), ("1.2340", "1.2340"), ("1234", "1234"), ("-2,5", "-2.5"),
     ("12345.678", "12345.678")],
)  # fmt: skip
def test_numbers_with_decimals(text: str, number: str) -> None:
    assert str(decimal_of(text)) == number


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [("1,234", "1234", "1.2340"), ("1.234", "1234", "1.2340")],
)
def test_what_can_be_read_in_two_ways_is_asked(text: str, whole: str, part: str) -> None:
    with pytest.raises(TwoReadings) as refused:
        decimal_of(text)
    assert refused.value.params == {"text": text, "whole": whole, "part": part}
    assert (decimal_of(whole), decimal_of(part)) == (Decimal(whole), Decimal(part))


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1e5", "1,23,4", "1.234.5", "1,2.3,4", "dos", "."])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(NotANumber):
        decimal_of(text)
