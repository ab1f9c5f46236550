"""Everybody is counted once: the parts of a figure add up to its total, whoever is in them."""

from hypothesis import given
from hypothesis import strategies as st

from forum.companies.enums import Sector, Stratum
from forum.registration.enums import RegistrationStatus
from forum.reports.rules import (
    Counted,
    Line,
    Organisation,
    People,
    Section,
    count_by,
    distinct,
    is_stratified,
    largest_first,
    people_by,
    people_of,
    sheet_rows,
)

RFCS = ("MAB9307148T4", "SAT970701NN3", "XAXX010101000", "XEXX010101000", None)
companies = st.lists(
    st.builds(
        Organisation,
        id=st.integers(1, 10_000),
        rfc=st.sampled_from(RFCS),
        sector=st.sampled_from(Sector),
        stratum=st.sampled_from([*Stratum, None]),
        municipality=st.sampled_from(("León", "Silao", "")),
        buys=st.booleans(),
        supplies=st.booleans(),
        exhibits=st.booleans(),
        allies=st.frozensets(st.integers(1, 3)),
    ),
    max_size=30,
    unique_by=lambda each: each.id,
)
registrations = st.lists(
    st.builds(
        Counted,
        category_id=st.integers(1, 3),
        status=st.sampled_from(RegistrationStatus),
        sector=st.sampled_from([*Sector, None]),
        entered=st.booleans(),
        number=st.integers(0, 500),
    ),
    max_size=30,
)


@given(companies)
def test_companies_count_once_by_rfc_and_parts_add_up(rows: list[Organisation]) -> None:
    found = distinct(rows)
    own = {each.rfc for each in rows if each.rfc in RFCS[:2]}
    assert len(found) == len(own) + sum(1 for each in rows if each.rfc not in RFCS[:2])
    assert sum(count_by(found, lambda each: each.sector).values()) == len(found)
    assert sum(count_by(found, lambda each: each.municipality).values()) == len(found)
    assert any(each.buys for each in rows) == any(each.buys for each in found)
    assert {ally for each in rows for ally in each.allies} == {ally for each in found for ally in each.allies}
    by_stratum = count_by(filter(is_stratified, found), lambda each: each.stratum)
    assert sum(by_stratum.values()) == sum(
        1 for each in found if each.sector is Sector.EMPRESA and (each.supplies or each.exhibits)
    )


@given(registrations)
def test_people_by_category_add_up_to_all_people(rows: list[Counted]) -> None:
    whole, parts = people_of(rows), people_by(rows, lambda each: each.category_id).values()
    assert whole == People(
        registered=sum(each.registered for each in parts),
        approved=sum(each.approved for each in parts),
        entered=sum(each.entered for each in parts),
    )
    assert max(whole.approved, whole.entered) <= whole.registered


def test_two_rows_of_one_rfc_are_one_company_that_does_both() -> None:
    first = Organisation(id=1, rfc=RFCS[0], sector=Sector.EMPRESA, stratum=Stratum.MICRO, buys=True)
    second = Organisation(id=2, rfc=RFCS[0], sector=Sector.ACADEMIA, stratum=None, exhibits=True)
    (one,) = distinct([first, second])
    assert (one.id, one.stratum, one.buys, one.exhibits) == (1, Stratum.MICRO, True, True)


def test_the_most_comes_first_and_what_has_no_name_last() -> None:
    assert largest_first({"": 9, "Silao": 2, "León": 5, "Celaya": 2}) == [
        ("León", 5), ("Celaya", 2), ("Silao", 2), ("", 9),
    ]  # fmt: skip


def test_a_sheet_has_a_row_for_each_value_there_is() -> None:
    section = Section(
        title="T", columns=["a", "b"], definition="D", lines=[Line(label="x", values=[1, None], definition="d")]
    )
    assert sheet_rows([section], given="G") == [["T", "x", "a", "1", "d D"]]
