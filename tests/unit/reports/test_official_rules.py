"""The official report: every told figure equals a recount of the rows, and its rules about days and differences."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.companies.enums import Sector, Stratum
from forum.companies.rules.few import LEAST
from forum.reports.errors import CutoffAhead, CutoffBeforeEnd
from forum.reports.rules import Line, Organisation, Section
from forum.reports.rules.business import Met
from forum.reports.rules.issued import Content, Difference, differences, digest_of, packed, unpacked
from forum.reports.rules.official import (
    Asked,
    Done,
    Slotted,
    Tally,
    crossed,
    default_cutoff,
    ensure_cutoff,
    ensure_issuable,
    told,
)

PLACES = ["León", "Silao", "Celaya"]
MANY = 30
companies = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from([*Stratum, None])), min_size=1, max_size=MANY
).map(
    lambda rows: {
        f"#{id}": Organisation(
            id=id, rfc=None, sector=Sector.EMPRESA, stratum=stratum, municipality=place, supplies=True
        )
        for id, (place, stratum) in enumerate(rows)
    }
)
asked = st.lists(
    st.builds(Asked, company_id=st.integers(0, MANY), committee=st.just(""), accepted=st.booleans()), max_size=60
)
slotted = st.lists(
    st.builds(
        lambda id, supplier, seen, cancelled, over: Slotted(
            id=id, met=Met(supplier_id=supplier, committee="", answers={}, seen=seen), cancelled=cancelled, over=over
        ),
        st.integers(1, 999), st.integers(0, MANY), st.booleans(), st.booleans(), st.booleans(),
    ),
    max_size=60,
)  # fmt: skip


def by_place(done: Done) -> list[Line]:
    def place(key: str, _committee: str) -> list[str]:
        return [done.companies[key].municipality] if key in done.companies else ["Otro"]

    found, total = done.tallies(place), done.tallies(lambda _key, _committee: [""])[""]
    return told([(name, found.get(name, Tally())) for name in [*PLACES, "Otro"]], ("Total", total))


@given(companies, asked, slotted)
def test_what_is_told_equals_a_recount_and_what_is_not_has_company(
    found: dict[str, Organisation], requests: list[Asked], meetings: list[Slotted]
) -> None:
    done = Done(companies=found, keys={each.id: each.key for each in found.values()}, asked=requests, slotted=meetings)
    *lines, total = by_place(done)
    held = [each.met.supplier_id for each in meetings if each.over and not each.cancelled and each.met.seen]
    recounts = [
        [key for key in found],
        [f"#{each.company_id}" for each in requests],
        [f"#{each.company_id}" for each in requests if each.accepted],
        [f"#{id}" for id in held],
        [f"#{id}" for id in set(held)],
    ]
    assert list(total.values) == [len(keys) for keys in recounts]
    for column, keys in enumerate(recounts):
        hidden = 0
        for line in lines:
            theirs = [key for key in keys if (found[key].municipality if key in found else "Otro") == line.label]
            hidden += column in line.hidden
            assert line.values[column] == (None if column in line.hidden else len(theirs))
            assert column in line.hidden or not 0 < len(set(theirs)) < LEAST
        assert hidden != 1


@given(companies)
def test_companies_by_two_things_add_up_where_they_are_told(found: dict[str, Organisation]) -> None:
    *lines, total = crossed(PLACES, found.values(), lambda each: [each.municipality], total="Total")
    assert total.values[-1] == len(found)
    for line in lines:
        theirs = [each for each in found.values() if each.municipality == line.label]
        recount = [sum(each.stratum is stratum for each in theirs) for stratum in (*Stratum, None)] + [len(theirs)]
        assert list(line.values) == [None if at in line.hidden else value for at, value in enumerate(recount)]


def test_the_cut_off_is_thirty_days_after_the_last_day_and_never_before_it() -> None:
    assert default_cutoff(date(2026, 9, 10)) == date(2026, 10, 10)
    ensure_cutoff(date(2026, 9, 10), date(2026, 9, 10))
    with pytest.raises(CutoffBeforeEnd):
        ensure_cutoff(date(2026, 9, 9), date(2026, 9, 10))
    zone, day = "America/Mexico_City", date(2026, 10, 10)
    with pytest.raises(CutoffAhead):
        ensure_issuable(day, zone=zone, now=datetime(2026, 10, 11, 5, 59, tzinfo=UTC))
    ensure_issuable(day, zone=zone, now=datetime(2026, 10, 11, 6, 0, tzinfo=UTC))


def a_content(*values: int | Decimal | None, hidden: frozenset[int] = frozenset()) -> Content:
    line = Line(label="León", values=values, definition="d", given=frozenset({1}), hidden=hidden)
    return Content(
        sections=[Section(title="Por municipio", columns=["A", "A"], lines=[line])], definitions=[("C", "x")]
    )


def test_what_is_kept_comes_back_as_it_was_and_has_one_digest() -> None:
    content = a_content(Decimal("4.5"), None, hidden=frozenset({1}))
    text = packed({"es": content, "en": content})
    assert unpacked(text, "en") == Content(sections=[Section(title="Por municipio", columns=["A", "A"], lines=[
        Line(label="León", values=[Decimal("4.5"), None], definition="d", given=frozenset({1}), hidden=frozenset({1}))
    ])], definitions=[("C", "x")])  # fmt: skip
    assert packed({"en": unpacked(text, "en"), "es": unpacked(text, "es")}) == text
    assert len(digest_of(text)) == 64


def test_a_later_report_says_what_it_says_differently() -> None:
    before, now = a_content(3, 7), a_content(3, None, hidden=frozenset({1}))
    assert differences(before, now) == [
        Difference(section="Por municipio", label="León", column="A", before="7", now="C")
    ]
    assert differences(now, now) == []
    assert len(differences(before, Content(sections=[], definitions=[]))) == 2
