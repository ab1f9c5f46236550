"""Contradictory problems are refused with a message that names the contradiction."""

from dataclasses import replace

import pytest

from forum.scheduling.check import ensure_well_posed
from forum.scheduling.problem import Company, Place, Problem, ProblemError, Slot, Table, Wish
from tests.builders.scheduling.by_hand import (
    APART,
    ONE_HALL,
    TABLES,
    THREE,
    TWO_HALLS,
    at,
    buyer,
    changed,
    problem,
    supplier,
    wish,
)

SLOT = Slot(day=0, starts=540, ends=560)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (replace(THREE, slots=(replace(SLOT, ends=540),)), "slot 0 does not end after it starts"),
        (replace(THREE, slots=(replace(SLOT, day=-1),)), "slot 0: the day and the minutes are not negative"),
        (replace(THREE, slots=ONE_HALL[::-1]), "slot 1 comes before slot 0 in time"),
        (replace(THREE, slots=(SLOT, replace(SLOT, hall="A"))), "slots 0 and 1 overlap in a hall"),
        (replace(THREE, slots=(*TWO_HALLS[:2], replace(TWO_HALLS[1], starts=560))), "slots 1 and 2 overlap in a hall"),
        (
            replace(THREE, slots=(*TWO_HALLS[:2], replace(SLOT, starts=565, ends=570))),
            "slots 1 and 2 overlap in a hall",
        ),
        (replace(THREE, tables=(*TABLES, TABLES[0])), "the id 1 of a table is given twice"),
        (replace(THREE, tables=(Table(id=""),)), "a table has an empty id"),
        (replace(THREE, companies=(Company(id="c"),) * 2), "the id c of a company is given twice"),
        (replace(THREE, participants=(buyer("b1"), supplier("b1"))), "the id b1 of a participant is given twice"),
        (replace(THREE, wishes=(THREE.wishes[0],) * 2), "the id b1-s1 of a wish is given twice"),
        (changed(THREE, "s1", table="4"), "participant s1 is a supplier and has a table"),
        (changed(THREE, "b1", table="9"), "participant b1 sits at table 9, which does not exist"),
        (changed(THREE, "b1", company="s1"), "participant s1 has no company, and the id of one"),
        (replace(THREE, companies=(Company(id="s1"),)), "participant s1 has no company, and the id of one"),
        (changed(THREE, "b1", available=frozenset({8})), "participant b1: available: slot 8 does not exist"),
        (changed(THREE, "b1", most=-1), "participant b1: most is not negative"),
        (changed(THREE, "b1", most_per_day=-1), "participant b1: most_per_day is not negative"),
        (changed(THREE, "b1", most_in_a_row=-1), "participant b1: most_in_a_row is not negative"),
        (replace(THREE, companies=(Company(id="c", most=-1),)), "company c: most is not negative"),
        (replace(THREE, walking=-1), "walking: the minutes are not negative"),
        (problem(wish("b1-b1")), "wish b1-b1 is of b1 with themself"),
        (problem(wish("b1-b2")), "wish b1-b2: b2 is no supplier"),
        (problem(wish("s1-s2")), "wish s1-s2: s1 is no buyer"),
        (problem(wish("b1-s9")), "wish b1-s9: the supplier s9 is no participant"),
        (problem(wish("b1-s1", weight=101)), "wish b1-s1: the weight 101 is not from 0 to 100"),
        (problem(wish("b1-s1", weight=-1)), "wish b1-s1: the weight -1 is not from 0 to 100"),
        (problem(wish("b1-s1", slots=frozenset({-1}))), "wish b1-s1: slots: slot -1 does not exist"),
        (problem(wish("b1-s1", pinned=8)), "wish b1-s1: pinned: slot 8 does not exist"),
        (problem(wish("b1-s1", preferred=8)), "wish b1-s1: preferred: slot 8 does not exist"),
        (replace(THREE, precedences=(("b1-s1", "x"),)), "precedence of b1-s1 before x: x is no wish"),
        (
            replace(THREE, precedences=(("b1-s1", "b1-s2"), ("b1-s2", "b2-s1"), ("b2-s1", "b1-s2"))),
            "precedences in a circle keep b1-s2, b2-s1 from ever coming",
        ),
        (replace(THREE, precedences=(("b1-s1",) * 2,)), "precedences in a circle keep b1-s1 from ever coming"),
        (replace(THREE, published={"x": Place(slot=0, table="1")}), "published: x is no wish"),
        (replace(THREE, published=at(b1_s1="8/1")), "published: b1-s1: slot 8 does not exist"),
        (replace(THREE, published=at(b1_s1="0/9")), "published: b1-s1: table 9 does not exist"),
        (
            problem(wish("b1-s1", pinned=0), wish("b2-s1", pinned=0)),
            "participant s1 is pinned to b1-s1 and b2-s1 at one time",
        ),
        (
            changed(problem(wish("b1-s1", pinned=0), wish("b2-s2", pinned=0)), "b2", table="1"),
            "table 1 is pinned to b1-s1 and b2-s2 at one time",
        ),
        (
            replace(APART, wishes=(wish("b1-s1", pinned=2), wish("b2-s1", pinned=1))),
            "participant s1 is pinned to b2-s1 and b1-s1 at one time",
        ),
        (
            replace(APART, wishes=(wish("b1-s1", pinned=1),)),
            "wish b1-s1 is pinned in slot 1, which does not serve the hall of b1",
        ),
        (
            replace(APART, wishes=(wish("b3-s1", pinned=1), wish("b4-s2", pinned=1))),
            "slot 1: 2 pinned meetings need a free table, there are 1",
        ),
    ],
)
def test_contradictory_problems_are_refused(asked: Problem, sentence: str) -> None:
    with pytest.raises(ProblemError) as refused:
        ensure_well_posed(asked)
    assert str(refused.value) == sentence


def test_unusual_but_consistent_problems_are_accepted() -> None:
    midnight = Slot(day=0, starts=0, ends=20)
    asked = problem(
        wish("b1-s1", pinned=0, weight=100),
        wish("b3-s2", pinned=0),
        Wish(id="again", buyer="b1", supplier="s1", weight=0),
        slots=(midnight, *ONE_HALL[1:]),
        tables=(*TABLES[:3], Table(id="5", hall="nowhere"), Table(id="6")),
        companies=(Company(id="c", most=0),),
    )
    ensure_well_posed(changed(asked, "b1", company="unlisted", available=frozenset[int](), most=0, most_in_a_row=0))


def test_pinned_buyers_without_a_table_each_need_a_free_one() -> None:
    both = problem(wish("b3-s1", pinned=0), wish("b4-s2", pinned=0))
    ensure_well_posed(both)
    ensure_well_posed(replace(both, tables=(*TABLES[:3], Table(id="4", hall="B"))))
    with pytest.raises(ProblemError, match="slot 0: 2 pinned meetings need a free table, there are 1"):
        ensure_well_posed(replace(both, tables=TABLES[:3]))
