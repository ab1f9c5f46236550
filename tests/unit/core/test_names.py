"""The name of a person as one value."""

import pytest

from forum.core.names import PersonName


@pytest.mark.parametrize(
    ("name", "full", "short", "surnames"),
    [
        (PersonName("Ana", "Muñoz", "Güereca"), "Ana Muñoz Güereca", "Ana Muñoz", "Muñoz Güereca"),
        (PersonName("Kenji", "Tanaka"), "Kenji Tanaka", "Kenji Tanaka", "Tanaka"),
        (PersonName("compras"), "compras", "compras", ""),
    ],
)
def test_a_name_is_written_in_three_ways(name: PersonName, full: str, short: str, surnames: str) -> None:
    assert (name.full, name.short, name.surnames) == (full, short, surnames)
