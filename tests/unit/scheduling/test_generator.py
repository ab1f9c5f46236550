"""Generated problems: of the requested size, reproducible from their seed, free of contradictions."""

import pytest

from forum.scheduling.check import ensure_well_posed
from forum.scheduling.generator import SUPPLIER_MOST, generate, with_all_rules
from forum.scheduling.problem import Participant, Priority, Problem, SeatSide


def people_of(made: Problem, side: SeatSide) -> list[Participant]:
    return [person for person in made.participants if person.side is side]


def test_it_has_the_requested_size() -> None:
    made = generate(buyers=20, suppliers=90, wishes=700, days=3, slots=7, seed=4)
    suppliers = people_of(made, SeatSide.SUPPLIER)
    pairs = {(wish.buyer, wish.supplier) for wish in made.wishes}
    assert (len(people_of(made, SeatSide.BUYER)), len({person.company for person in suppliers})) == (20, 90)
    assert (len(made.wishes), len(pairs), len(made.slots), {slot.day for slot in made.slots}) == (
        700,
        700,
        21,
        {0, 1, 2},
    )
    assert len(made.companies) == 90
    assert {company.most for company in made.companies} == {SUPPLIER_MOST}


def test_every_buyer_has_a_table_and_some_companies_send_two_people() -> None:
    made = generate(buyers=20, suppliers=90, wishes=10, days=1, slots=3, seed=4)
    assert [person.table for person in people_of(made, SeatSide.BUYER)] == [table.id for table in made.tables]
    assert 90 < len(people_of(made, SeatSide.SUPPLIER)) < 120


def test_the_problem_depends_on_the_seed_alone() -> None:
    size = {"buyers": 8, "suppliers": 30, "wishes": 100, "days": 2, "slots": 6}
    first, second, other = (generate(**size, seed=seed) for seed in (1, 1, 2))
    assert (first == second, first == other) == (True, False)


@pytest.mark.parametrize("days", [1, 2, 3])
@pytest.mark.parametrize("slots", [1, 2, 5])
def test_any_size_is_well_posed(days: int, slots: int) -> None:
    for seed in range(40):
        made = generate(buyers=3, suppliers=6, wishes=12, days=days, slots=slots, seed=seed)
        ensure_well_posed(made)
        assert len(made.slots) == days * slots


def test_pinned_wishes_are_mutual_and_both_people_are_available() -> None:
    made = generate(buyers=30, suppliers=200, wishes=2000, days=2, slots=10, seed=1)
    hours = {person.id: person.available or frozenset() for person in made.participants}
    pinned = [wish for wish in made.wishes if wish.pinned is not None]
    assert 5 < len(pinned) < 40
    assert {wish.priority for wish in pinned} == {Priority.MUTUAL}
    assert [wish.id for wish in pinned if wish.pinned not in hours[wish.buyer] & hours[wish.supplier]] == []


def test_wishes_are_limited_to_the_number_of_pairs() -> None:
    made = generate(buyers=3, suppliers=4, wishes=1000, days=1, slots=4, seed=1)
    pairs = {(wish.buyer, wish.supplier) for wish in made.wishes}
    every = {
        (buyer.id, supplier.id)
        for buyer in people_of(made, SeatSide.BUYER)
        for supplier in people_of(made, SeatSide.SUPPLIER)
    }
    assert (len(made.wishes), pairs) == (len(every), every)


def test_some_buyers_are_wanted_more_than_others() -> None:
    made = generate(buyers=60, suppliers=600, wishes=6000, days=2, slots=15, seed=1)
    wanted = [sum(wish.buyer == buyer.id for wish in made.wishes) for buyer in people_of(made, SeatSide.BUYER)]
    assert sum(wanted[:10]) > 1.5 * sum(wanted[-10:])


def test_most_people_are_available_in_all_slots() -> None:
    made = generate(buyers=40, suppliers=300, wishes=10, days=2, slots=10, seed=1)
    whole = sum(person.available == frozenset(range(20)) for person in made.participants)
    assert 0.5 < whole / len(made.participants) < 0.8


def test_a_day_has_no_slot_at_lunch() -> None:
    made = generate(buyers=1, suppliers=1, wishes=1, days=1, slots=4, seed=1)
    assert [slot.starts for slot in made.slots] == [540, 565, 650, 675]


def test_all_rules_together_are_well_posed_and_the_same_from_the_same_seed() -> None:
    plain = generate(buyers=20, suppliers=90, wishes=700, days=2, slots=10, seed=4)
    made = with_all_rules(plain, seed=4)
    ensure_well_posed(made)
    assert made == with_all_rules(plain, seed=4) != with_all_rules(plain, seed=5)
    assert {table.hall for table in made.tables} == {"A", "B"}
    assert made.precedences
    assert all(person.most_in_a_row == 6 for person in made.participants)
    buyers = people_of(made, SeatSide.BUYER)
    assert {person.most_per_day for person in buyers} == {8}
    assert any(person.available is not None and min(person.available) >= 10 for person in buyers)
