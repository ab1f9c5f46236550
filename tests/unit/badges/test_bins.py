"""Bins: ranges of surnames that hold about as many badges each, and every name in one of them."""

from itertools import pairwise
from random import Random

import pytest

from forum.badges.errors import NobodyToDivide, TooManyBins
from forum.badges.rules.bins import divide, name_key
from forum.core.names import PersonName

COMMON = ("García", "Hernández", "Martínez", "López", "González", "Rodríguez", "Pérez", "Sánchez", "Núñez", "Nunez")
RARE = ("Abad", "Barba", "Ceja", "Díaz", "Esparza", "Funes", "Gil", "Ibarra", "Jasso", "Ñíguez", "O'Farrill", "Zúñiga")


def crowd(people: int, *, seed: int = 5) -> list[PersonName]:
    """Names as they are: a half has one of few surnames."""
    dice = Random(seed)
    surnames = (*COMMON * 4, *RARE)
    return [
        PersonName(f"Ana {number}", dice.choice(surnames), dice.choice(surnames + RARE * 2)) for number in range(people)
    ]


@pytest.mark.parametrize("count", [2, 12, 30])
def test_bins_hold_about_as_many_badges_each(count: int) -> None:
    names = crowd(3_000)
    bins = divide(names, count)
    loads = [0] * count
    for name in names:
        found = bins.of(name)
        assert found is not None
        loads[found.number - 1] += 1
    fair = len(names) / count
    assert [each.number for each in bins.ranges] == list(range(1, count + 1))
    assert max(loads) < 1.25 * fair
    assert min(loads) > 0.75 * fair
    assert all(one.starts_at < other.starts_at for one, other in pairwise(bins.ranges))


def test_bins_follow_each_other_as_surnames_do_with_n_tilde_behind_n() -> None:
    names = [PersonName("A", surname) for surname in ("Nuño", "Nava", "Ñandú", "Oro", "Álvarez", "Zea")]
    bins = divide(names, 3)
    assert [each.letters for each in bins.ranges] == ["ALV–NAV", "NUÑ–ÑAN", "ORO–ZEA"]
    numbers = [(bins.of(name) or bins.ranges[0]).number for name in sorted(names, key=name_key)]
    assert numbers == sorted(numbers) == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("surname", "number"), [("Aa", 1), ("Nn", 1), ("Nuz", 2), ("Ñu", 2), ("Ö", 2), ("Zz", 3), ("李", 3), ("", 1)]
)
def test_a_name_that_comes_later_falls_between_those_there(surname: str, number: int) -> None:
    bins = divide([PersonName("A", each) for each in ("Nuño", "Nava", "Ñandú", "Oro", "Álvarez", "Zea")], 3)
    assert (bins.of(PersonName("A", surname)) or bins.ranges[0]).number == number


def test_a_name_that_everybody_has_is_told_apart_by_the_next_letters() -> None:
    bins = divide([PersonName(given, "García") for given in ("Ana", "Beto", "Carla", "Diana")], 2)
    assert [each.letters for each in bins.ranges] == ["GARCIA A–GARCIA B", "GARCIA C–GARCIA D"]


def test_too_few_names_are_refused() -> None:
    with pytest.raises(NobodyToDivide):
        divide([], 2)
    with pytest.raises(TooManyBins) as refusal:
        divide([PersonName("Ana", "García"), PersonName("Ana", "García"), PersonName("Eva", "Luna")], 3)
    assert refusal.value.params == {"most": 2}
