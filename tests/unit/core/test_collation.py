"""The order of lists as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.collation import sort_key, stored_key


@pytest.mark.parametrize(
    "right",
    [
        ["Nave 1", "nave 2", "Nave 10", "Nave 10 B"],
        ["A-2", "A-10", "B-1"],
        ["Nápoles", "Norte", "nuez", "Ñandú", "Oro"],
        ["Ana", "Andrea", "Anzures", "Añil", "Aóbal"],
        ["Salón B", "salón C"],
        ["2 de abril", "10 de mayo", "Abril"],
        ["Ana López", "Ana-María Ruiz", "Anabel Ruiz"],
        ["D'Angelo", "de la Peña", "Łukasz", "Ovalle"],
        ["3M", "A & B", "Zinc", "Ζήτα", "Ямал"],
        [""],
    ],
)
def test_numbers_as_numbers_and_n_before_its_sister(right: list[str]) -> None:
    assert sorted(reversed(right), key=sort_key) == right


@given(st.text())
def test_what_is_stored_holds_what_every_database_sorts_alike(text: str) -> None:
    assert set(stored_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
