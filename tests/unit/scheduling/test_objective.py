"""Objective value and cost of timetables, calculated by hand."""

from dataclasses import replace

from forum.scheduling.check import cost_of, value_of
from forum.scheduling.problem import Company, Cost, Place, Priority, Table, Value, Wish
from tests.builders.scheduling.by_hand import APART, THREE, TWO_HALLS, at, changed, problem, wish


def test_the_value_by_hand() -> None:
    asked = problem(
        wish("b1-s1", priority=Priority.MUTUAL, weight=80, process="forja"),
        wish("b2-s1", priority=Priority.BUYER, weight=10, process="forja"),
        wish("b1-s2", priority=Priority.ORGANISER, weight=0, process="corte"),
        wish("b2-s3", weight=30),
        wish("b3-s3", priority=Priority.MUTUAL, weight=7),
        companies=(Company(id="s", small=True), Company(id="t", small=True)),
        published=at(b3_s3="0/3"),
    )
    asked = changed(changed(asked, "s1", company="s"), "s2", company="t")
    # Forja: one supplier for two buyers, so 100 more each. Company s meets twice (125 + 100), t once (125).
    places = at(b1_s1="0/1", b2_s1="1/2", b1_s2="1/1", b2_s3="0/2", b3_s3="2/3")
    assert value_of(asked, places) == Value(met=(1, 1, 1, 1, 1), points=80 + 10 + 0 + 30 + 7 + 200 + 225 + 125)
    assert value_of(asked, {}) == Value(met=(0, 0, 0, 0, 0), points=0)
    assert asked.scarce == {"forja"}


def test_a_process_with_a_company_for_each_buyer_is_not_scarce() -> None:
    asked = problem(wish("b1-s1", process="forja"), wish("b2-s2", process="forja"))
    assert value_of(asked, at(b1_s1="0/1")).points == 50
    asked = changed(changed(asked, "s1", company="c"), "s2", company="c")
    assert value_of(asked, at(b1_s1="0/1")).points == 150


def test_a_small_company_earns_points_for_five_meetings() -> None:
    wishes = tuple(Wish(id=f"w{number}", buyer="b1", supplier="s1") for number in range(7))
    asked = changed(problem(*wishes, companies=(Company(id="c", small=True),)), "s1", company="c")
    places = {f"w{number}": Place(slot=number, table="1") for number in range(7)}
    assert value_of(asked, places).points == 7 * 50 + 125 + 100 + 75 + 50 + 25


def test_moved_meetings_by_hand() -> None:
    asked = replace(THREE, published=at(b1_s1="0/1", b1_s2="2/1", b3_s2="2/4", b4_s3="4/4"))
    # The first stays, the second is in another slot, the third at another table, the fourth is not met.
    assert cost_of(asked, at(b1_s1="0/1", b1_s2="1/1", b3_s2="2/3")).moved == 2
    assert cost_of(asked, at(b1_s1="0/1", b4_s3="4/4")).moved == 0
    assert cost_of(asked, {}).moved == 0
    assert cost_of(THREE, at(b1_s1="0/1")).moved == 0


def test_missed_slots_by_hand() -> None:
    asked = problem(wish("b1-s1", preferred=0), wish("b1-s2", preferred=2), wish("b2-s1", preferred=0, pinned=1))
    # The first gets its slot, the second another one; the third is where staff put it.
    assert cost_of(asked, at(b1_s1="0/1", b1_s2="1/1", b2_s1="1/2")).missed == 1
    assert cost_of(asked, at(b1_s1="3/1", b1_s2="1/1")).missed == 2
    assert cost_of(asked, at(b2_s1="1/2")).missed == 0
    assert cost_of(THREE, at(b1_s1="0/1")).missed == 0


def test_breaks_by_hand() -> None:
    asked = problem(wish("b1-s1"), wish("b1-s2"), wish("b2-s1"), wish("b2-s2"))
    # s1 waits from slot 0 to 3 and s2 from 1 to 3, b1 from 0 to 3 (its own table): slots lie between.
    assert cost_of(asked, at(b1_s1="0/1", b2_s1="3/2")) == Cost(moved=0, breaks=1, walks=0)
    # Between slots 1 and 2 lie 20 minutes and no slot; the night is no break.
    assert cost_of(asked, at(b1_s1="1/1", b2_s1="2/2")) == Cost(moved=0, breaks=0, walks=0)
    assert cost_of(asked, at(b1_s1="0/1", b2_s1="7/2")) == Cost(moved=0, breaks=0, walks=0)
    # s1: 0 and 2, one break; s2: 3 and 5, none; b1: 0 and 3, one; b2: 2 and 5, none.
    assert cost_of(asked, at(b1_s1="0/1", b2_s1="2/2", b1_s2="3/1", b2_s2="5/2")).breaks == 2


def test_a_slot_of_another_hall_makes_a_break_only_if_wholly_between() -> None:
    # From 9:20 to 9:40: slot 2 of hall A fits, slots 1 and 3 of hall B reach beyond.
    assert cost_of(APART, at(b1_s1="0/1", b3_s1="4/3")) == Cost(moved=0, breaks=1, walks=0)
    without = replace(APART, slots=(*TWO_HALLS[:2], *TWO_HALLS[3:]))
    assert cost_of(without, at(b1_s1="0/1", b3_s1="3/3")) == Cost(moved=0, breaks=0, walks=0)
    other = replace(APART, slots=(*TWO_HALLS[:2], replace(TWO_HALLS[2], hall="B"), TWO_HALLS[4]))
    assert cost_of(other, at(b1_s1="0/1", b3_s1="3/3")) == Cost(moved=0, breaks=1, walks=0)


def test_walks_by_hand() -> None:
    # s1 goes from hall A to hall B and back; b3 has no table and changes tables within hall A.
    asked = replace(APART, wishes=(wish("b1-s1"), wish("b4-s1"), wish("b3-s2"), wish("b3-s3"), wish("b3-s1")))
    asked = replace(asked, tables=(*asked.tables, Table(id="5", hall="A")))
    assert cost_of(asked, at(b1_s1="0/1", b4_s1="3/4")) == Cost(moved=0, breaks=0, walks=1)
    assert cost_of(asked, at(b3_s2="0/3", b3_s3="2/5")) == Cost(moved=0, breaks=0, walks=1)
    assert cost_of(asked, at(b3_s2="0/3", b3_s3="2/3")) == Cost(moved=0, breaks=0, walks=0)
    # A supplier who stays in the hall and goes to the next table does not walk.
    assert cost_of(asked, at(b1_s1="0/1", b3_s1="2/3")) == Cost(moved=0, breaks=0, walks=0)
    # Buyer 3 walks to another hall once, not once for the hall and once for the table.
    assert cost_of(asked, at(b3_s2="0/3", b3_s3="3/4")) == Cost(moved=0, breaks=0, walks=1)
