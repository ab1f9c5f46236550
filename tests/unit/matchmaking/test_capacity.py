"""Whether what a company can do in a year is enough."""

import pytest

from forum.matchmaking.rules.capacity import CapacityMatch, Yearly, capacity_match


@pytest.mark.parametrize(
    ("asked", "offered", "found"),
    [
        ((100, "piezas"), (100, "piezas"), CapacityMatch.ENOUGH),
        ((100, "piezas"), (99, "piezas"), CapacityMatch.LESS),
        ((100, ""), (100, "Piezas "), CapacityMatch.ENOUGH),
        ((5, "Tonelãdas"), (9, "toneladas"), CapacityMatch.ENOUGH),
        ((5, "toneladas"), (9, "piezas"), None),
    ],
)
def test_amounts_are_compared_in_the_same_unit_alone(
    asked: tuple[int, str], offered: tuple[int, str], found: CapacityMatch | None
) -> None:
    sides = [Yearly(amount=amount, unit=unit) for amount, unit in (asked, offered)]
    assert capacity_match(*sides) is found
