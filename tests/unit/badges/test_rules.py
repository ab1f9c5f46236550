"""Badge codes: made, typed, scanned, shown."""

import math
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.badges import rules
from forum.badges.rules import (
    category_on_badge,
    find_code,
    grouped_code,
    is_code,
    new_code,
    normalised_code,
    possible_codes,
)
from forum.printing.qr import CAPACITY

CODE = "7K2MQ0T9ACDEFGHJ1356"
codes = st.text(alphabet=rules.ALPHABET, min_size=20, max_size=20)


def test_a_code_holds_at_least_98_bits() -> None:
    assert 20 * math.log2(30) == rules.ENTROPY_BITS
    assert rules.ENTROPY_BITS >= 98


def test_the_alphabet_has_one_of_each_look_alike() -> None:
    assert len(set(rules.ALPHABET)) == len(rules.ALPHABET) == 30
    assert not set("OILZSB") & set(rules.ALPHABET)


def test_a_code_fills_a_qr_symbol() -> None:
    assert rules.CODE_LENGTH == CAPACITY


def test_a_new_code_is_a_code() -> None:
    assert is_code(new_code(secrets.token_bytes))


def test_new_codes_differ() -> None:
    assert len({new_code(secrets.token_bytes) for _ in range(1000)}) == 1000


def test_each_character_comes_from_eight_bytes_below_240_and_none_from_the_others() -> None:
    asked: list[int] = []

    def source(count: int) -> bytes:
        start = len(asked) * count
        asked.append(count)
        return bytes((255 - start - offset) % 256 for offset in range(count))

    assert new_code(source) == "".join(rules.ALPHABET[byte % 30] for byte in range(239, 219, -1))


def test_a_code_with_a_rude_word_is_drawn_again() -> None:
    rude = bytes(rules.ALPHABET.index(character) for character in "PUTA0000000000000000")
    clean = bytes(rules.ALPHABET.index(character) for character in CODE)
    draws = iter([rude, clean])
    assert new_code(lambda _count: next(draws)) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "7K2M Q0T9 ACDE FGHJ 1356",
        "7k2m-q0t9-acde-fghj-1356",
        "  7K2M'Q0T9'ACDE'FGHJ'1356\r\n",
        "7KZMQOT9ACDEFGHJI3S6",
        "7kzmqot9acdefghjl3s6",
        "７Ｋ２ＭＱ０Ｔ９ＡＣＤＥＦＧＨＪ１３５６",
    ],
)
def test_a_typed_code_is_read_however_it_is_written(typed: str) -> None:
    assert normalised_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "7K2M", CODE + "7", CODE[:-1] + "Ñ", CODE[:-1] + "*", "maria@example.com"])
def test_a_text_that_cannot_be_a_code_has_none(typed: str) -> None:
    assert normalised_code(typed) is None


@pytest.mark.parametrize(
    "scanned",
    [
        CODE,
        CODE.lower() + "\n",
        f"https://foro.example/b/{CODE}",
        f"HTTPS://FORO.EXAMPLE/B/{CODE}?X=1",
        f"Gafete 7K2M Q0T9 ACDE FGHJ 1356, María Muñoz: {CODE}",
        f"]Q1{CODE}",
        f"]q3{CODE.lower()}\r\n",
        f"]d2HTTPS://FORO.EXAMPLE/B/{CODE}",
    ],
)
def test_the_code_inside_a_scanned_text_is_found(scanned: str) -> None:
    assert find_code(scanned) == CODE


@pytest.mark.parametrize(
    "scanned",
    ["", "WIFI:S:foro;T:WPA;P:secreto;;", "X" * 21, f"{CODE} / {CODE[::-1]}", "http://example.com/"],
)
def test_a_scanned_text_with_no_code_or_two_has_none(scanned: str) -> None:
    assert find_code(scanned) is None


@pytest.mark.parametrize(
    ("scanned", "windows"),
    [(f"Q1{CODE}", 3), (f"{CODE}X", 2), (f"]Q1{CODE}X", 2), (f"https://foro.example/b/{CODE}9", 2)],
)
def test_letters_joined_to_a_code_leave_it_among_the_possible(scanned: str, windows: int) -> None:
    assert find_code(scanned) is None
    possible = possible_codes(scanned)
    assert (CODE in possible, len(possible)) == (True, windows)
    assert all(is_code(code) for code in possible)


@pytest.mark.parametrize("scanned", ["", CODE, "https://example.com/menu", f"{CODE}Ñ{CODE}"])
def test_where_nothing_is_joined_nothing_is_tried(scanned: str) -> None:
    assert possible_codes(scanned) == set()


def test_a_code_is_shown_in_five_groups_of_four() -> None:
    assert grouped_code(CODE) == "7K2M Q0T9 ACDE FGHJ 1356"


@given(codes)
def test_a_code_as_shown_can_be_typed(code: str) -> None:
    assert normalised_code(grouped_code(code).lower()) == code


@given(st.text(max_size=60))
def test_any_scanned_text_gives_a_code_or_none(scanned: str) -> None:
    found = find_code(scanned)
    assert found is None or is_code(found)


@pytest.mark.parametrize(
    ("spanish", "english", "said"),
    [("Visitante", "Visitor", ("Visitante", "Visitor")), ("Staff", "STAFF", ("Staff", "")), ("Guía", "", ("Guía", ""))],
)
def test_a_category_is_said_in_spanish_and_in_english_where_that_differs(
    spanish: str, english: str, said: tuple[str, str]
) -> None:
    assert category_on_badge(spanish, english) == said
