"""Numbers that would tell of a person are covered, also where the total would give them away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.allies.rules import LEAST, Member, distinct, hidden_lines, told_counts, totals_of
from forum.companies.enums import Sector, Stratum


def a_member(number: int, rfc: str | None = None, **values: bool | int) -> Member:
    names = {"name": f"E{number}", "legal_name": f"E{number}"}
    return Member(id=number, rfc=rfc, sector=Sector.EMPRESA, stratum=Stratum.MICRO, **names, **values)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_no_small_number_is_told_and_the_total_gives_none_away(sizes: list[int]) -> None:
    told = told_counts(dict(enumerate(sizes)))
    shown = [number for number in told.values() if number is not None]
    assert not any(0 < number < LEAST for number in shown)
    covered = [place for place, number in told.items() if number is None]
    rest = sum(sizes) - sum(shown)
    others = [size for place, size in enumerate(sizes) if size and place not in covered]
    assert rest == 0 or not others or (len(covered) > 1 and rest >= LEAST)


def test_what_tells_of_nobody_is_not_covered() -> None:
    assert hidden_lines([1, 2, 9], []) == frozenset()
    assert hidden_lines([1, 2, 9], [0]) == frozenset({0, 1, 2})
    assert hidden_lines([1, 7, 9], [0]) == frozenset({0, 1})
    assert told_counts({"a": 0, "b": 12}) == {"a": 0, "b": 12}


def test_two_companies_of_one_rfc_count_once_and_generic_ones_each() -> None:
    plants = [a_member(1, "MAB9307148T4", asked=2), a_member(2, "MAB9307148T4", asked=1, has_stand=True)]
    foreign = [a_member(3, "XEXX010101000"), a_member(4, "XEXX010101000")]
    assert totals_of(distinct([*plants, *foreign])) == [3, 0, 0, 1, 3, 0, 0]
    assert [each.shown_rfc for each in (plants[0], foreign[0], a_member(5, "GODE561231GR8"))] == [
        "MAB9307148T4",
        "",
        "",
    ]
