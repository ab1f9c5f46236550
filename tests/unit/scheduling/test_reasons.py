"""The reason for which a wish was left out is the true one."""

from dataclasses import replace

import pytest

from forum.scheduling.problem import Company, LeftOut, Priority, Problem, Reason, Table
from forum.scheduling.solver import solve
from forum.scheduling.solver.model import compile_problem
from forum.scheduling.solver.reasons import left_out as reasons_of
from tests.builders.scheduling.by_hand import ONE_HALL, at, buyer, changed, problem, supplier, wish


def only(*slots: int) -> frozenset[int]:
    return frozenset(slots)


def left_out(asked: Problem) -> dict[str, tuple[Reason, dict[str, int]]]:
    found = solve(asked, seconds=0.5).left_out
    return {each.wish: (each.reason, dict(each.numbers)) for each in found}


def of_companies(asked: Problem, *companies: Company) -> Problem:
    """The problem with supplier s1 in company k1, s2 in k2 and so on, and these companies listed."""
    people = tuple(
        replace(each, company=each.id.replace("s", "k")) if each.id.startswith("s") else each
        for each in asked.participants
    )
    return replace(asked, participants=people, companies=companies)


FULL_BUYER = changed(problem(wish("b1-s1", weight=60), wish("b1-s2", weight=50)), "b1", most=1)
"""Quota for one of two wishes of the same class."""


@pytest.mark.parametrize(
    "asked",
    [
        changed(problem(wish("b1-s1")), "s1", available=only()),
        changed(changed(problem(wish("b1-s1")), "b1", available=only(0, 1)), "s1", available=only(2, 3)),
        changed(problem(wish("b1-s1", slots=only(4))), "s1", available=only(0)),
    ],
)
def test_people_never_available_together_have_no_common_slot(asked: Problem) -> None:
    assert left_out(asked) == {"b1-s1": (Reason.NO_COMMON_SLOT, {})}


def test_a_full_buyer_is_given_with_their_number_of_meetings() -> None:
    assert left_out(FULL_BUYER) == {"b1-s2": (Reason.BUYER_FULL, {"count": 1})}


def test_a_buyer_whose_slots_are_all_taken_is_full() -> None:
    asked = changed(problem(wish("b1-s1", weight=60), wish("b1-s2")), "b1", available=only(3))
    assert left_out(asked) == {"b1-s2": (Reason.BUYER_FULL, {"count": 1})}


def test_a_buyer_whose_slots_are_taken_by_pinned_meetings_is_full() -> None:
    asked = changed(problem(wish("b1-s1", pinned=3), wish("b1-s2")), "b1", available=only(3))
    assert left_out(asked) == {"b1-s2": (Reason.BUYER_FULL, {"count": 1})}


def test_a_supplier_at_their_maximum_gives_quota() -> None:
    asked = changed(problem(wish("b1-s1", weight=60), wish("b2-s1"), wish("b3-s1", weight=70)), "s1", most=2)
    assert left_out(asked) == {"b2-s1": (Reason.QUOTA, {"count": 2})}


def test_a_companys_quota_counts_all_its_people() -> None:
    asked = problem(wish("b1-s1", weight=60), wish("b2-s2"))
    people = tuple(replace(each, company="k") if each.id in {"s1", "s2"} else each for each in asked.participants)
    asked = replace(asked, participants=people, companies=(Company(id="k", most=1),))
    assert left_out(asked) == {"b2-s2": (Reason.QUOTA, {"count": 1})}


@pytest.mark.parametrize("limits", [{"most": 1}, {"available": only(2)}])
def test_a_wish_displaced_by_a_stronger_class_gives_lower_priority(limits: dict[str, object]) -> None:
    asked = changed(problem(wish("b1-s1", priority=Priority.MUTUAL, weight=0), wish("b1-s2")), "b1", **limits)
    assert left_out(asked) == {"b1-s2": (Reason.LOWER_PRIORITY, {"count": 1})}


def test_a_wish_displaced_by_a_stronger_one_of_the_supplier_gives_lower_priority() -> None:
    asked = changed(problem(wish("b1-s1", priority=Priority.MUTUAL, weight=0), wish("b2-s1")), "s1", most=1)
    assert left_out(asked) == {"b2-s1": (Reason.LOWER_PRIORITY, {"count": 1})}


def test_a_meeting_of_the_same_class_excludes_lower_priority() -> None:
    asked = problem(wish("b1-s1", priority=Priority.MUTUAL), wish("b1-s2", weight=60), wish("b1-s3"))
    assert left_out(changed(asked, "b1", most=2)) == {"b1-s3": (Reason.BUYER_FULL, {"count": 2})}


def test_a_wish_displaced_by_a_company_with_fewer_meetings_gives_fairness() -> None:
    asked = problem(wish("b1-s1", weight=60), wish("b2-s1"), wish("b1-s2"))
    asked = of_companies(changed(asked, "b1", most=1), Company(id="k1", small=True), Company(id="k2", small=True))
    assert left_out(asked) == {"b1-s1": (Reason.FAIRNESS, {"count": 1})}


def test_fairness_is_not_given_where_the_weight_decided() -> None:
    asked = of_companies(FULL_BUYER, Company(id="k1", small=True), Company(id="k2", small=True))
    assert left_out(asked) == {"b1-s2": (Reason.BUYER_FULL, {"count": 1})}


def test_people_free_only_at_different_times_have_no_room() -> None:
    asked = problem(
        wish("b1-s1", priority=Priority.MUTUAL, slots=only(1)),
        wish("b2-s2", priority=Priority.MUTUAL, slots=only(1)),
        wish("b1-s2", slots=only(1)),
    )
    assert left_out(asked) == {"b1-s2": (Reason.NO_ROOM, {})}


def test_a_supplier_whose_slots_are_all_taken_is_full_and_names_no_maximum() -> None:
    asked = problem(wish("b1-s1", weight=60), wish("b2-s1", weight=60), wish("b3-s1"))
    assert left_out(changed(asked, "s1", available=only(1, 5))) == {"b3-s1": (Reason.SUPPLIER_FULL, {"count": 2})}


def test_a_supplier_without_a_meeting_does_not_give_quota() -> None:
    asked = problem(wish("b1-s1", pinned=2), wish("b1-s2", slots=only(2)))
    assert left_out(asked) == {"b1-s2": (Reason.NO_ROOM, {})}


def test_a_buyers_company_at_its_maximum_gives_quota() -> None:
    asked = problem(wish("b1-s1", weight=60), wish("b2-s2"))
    people = tuple(replace(each, company="k") if each.id in {"b1", "b2"} else each for each in asked.participants)
    asked = replace(asked, participants=people, companies=(Company(id="k", most=1),))
    assert left_out(asked) == {"b2-s2": (Reason.QUOTA, {"count": 1})}


def test_without_a_free_pool_table_the_tables_are_full() -> None:
    people = (buyer("b1"), buyer("b2"), supplier("s1"), supplier("s2"))
    asked = problem(wish("b1-s1", weight=60), wish("b2-s2"), participants=people, tables=(Table(id="1"),))
    assert left_out(replace(asked, slots=ONE_HALL[:1])) == {"b2-s2": (Reason.TABLES_FULL, {})}


def test_a_shared_table_in_use_is_full() -> None:
    people = (buyer("b1", "1"), buyer("b2", "1"), supplier("s1"), supplier("s2"))
    asked = problem(wish("b1-s1", weight=60), wish("b2-s2"), participants=people, slots=ONE_HALL[:1])
    assert left_out(asked) == {"b2-s2": (Reason.TABLES_FULL, {})}


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"most_per_day": 1}, (Reason.BUYER_FULL, {"count": 1})),
        ({"most_in_a_row": 1}, (Reason.REST, {"count": 1})),
    ],
)
def test_a_day_at_its_quota_is_full_and_a_needed_rest_is_said(limits: dict[str, object], reason: object) -> None:
    asked = problem(wish("b1-s1", weight=60), wish("b1-s2"), slots=ONE_HALL[:2])
    assert left_out(changed(asked, "b1", **limits)) == {"b1-s2": reason}


def test_a_hall_too_far_away_is_said() -> None:
    asked = problem(
        wish("b1-s1", priority=Priority.MUTUAL),
        wish("b2-s1"),
        tables=(Table(id="1", hall="A"), Table(id="2", hall="B"), Table(id="3"), Table(id="4")),
        slots=ONE_HALL[:2],
        walking=5,
    )
    assert left_out(asked) == {"b2-s1": (Reason.WALKING, {})}


def test_a_precedence_that_cannot_be_kept_is_said() -> None:
    asked = problem(
        wish("b1-s1", priority=Priority.MUTUAL, slots=only(3)),
        wish("b2-s2", slots=only(0)),
        precedences=(("b1-s1", "b2-s2"),),
    )
    assert left_out(asked) == {"b2-s2": (Reason.ORDER, {})}


def test_a_full_buyer_and_a_companys_maximum_are_several_reasons() -> None:
    asked = problem(
        wish("b1-s1", weight=60),
        wish("b2-s1"),
        *(wish("b1-s2", priority=Priority.MUTUAL), wish("b3-s3")),
    )
    asked = of_companies(changed(asked, "b1", most=1), Company(id="k1", most=1, small=True))
    assert left_out(asked) == {"b1-s1": (Reason.SEVERAL, {})}


def test_fairness_is_not_given_to_a_large_company() -> None:
    asked = of_companies(FULL_BUYER, Company(id="k2", small=True))
    assert left_out(asked) == {"b1-s1": (Reason.BUYER_FULL, {"count": 1})}


@pytest.mark.parametrize("limits", [{}, {"most_in_a_row": 2}], ids=["plain", "with rest"])
def test_a_feasible_wish_was_not_reached(limits: dict[str, object]) -> None:
    asked = changed(problem(wish("b1-s1"), wish("b1-s2")), "b1", **limits)
    reasons = [(each.wish, each.reason) for each in reasons_of(compile_problem(asked), at(b1_s1="0/1"))]
    assert reasons == [("b1-s2", Reason.NOT_REACHED)]


def test_without_any_table_there_is_no_free_one() -> None:
    people = (buyer("b1"), supplier("s1"))
    asked = problem(wish("b1-s1"), participants=people, tables=())
    assert left_out(asked) == {"b1-s1": (Reason.TABLES_FULL, {})}


def test_a_published_wish_of_a_pair_that_meets_already() -> None:
    asked = problem(wish("b1-s1", slots=only(0)), wish("b1-s1b"), published=at(b1_s1="1/1"), once=True)
    asked = replace(asked, wishes=(asked.wishes[0], replace(asked.wishes[0], id="w2", slots=None)))
    found = reasons_of(compile_problem(asked), {"w2": at(b1_s1="1/1")["b1-s1"]})
    assert [(each.wish, each.reason) for each in found] == [("b1-s1", Reason.MEETS_ALREADY)]


def test_every_wish_left_out_has_one_reason() -> None:
    asks = [wish(f"b{one}-s{two}") for one in range(1, 5) for two in range(1, 5)]
    asked = replace(problem(*asks), slots=ONE_HALL[:2])
    found = solve(asked, seconds=0.5)
    assert sorted([each.wish for each in found.left_out] + list(found.meetings)) == sorted(each.id for each in asks)
    assert {type(each) for each in found.left_out} == {LeftOut}
