"""What came of the meetings, counted: every sum equals a recount, nothing is added that differs, few are not told."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forum.companies.rules.few import LEAST
from forum.matchmaking.enums import Currency, Side
from forum.meetings.enums import Absent
from forum.outcomes.enums import Asking, Horizon, NextStep, NoInterest
from forum.reports.rules.business import (
    KINDS,
    SIDES,
    Answer,
    Award,
    Met,
    Plan,
    Wanted,
    awarded,
    meet_again,
    percent,
    reasons,
    scarce_first,
    sum_of,
    told,
)
from forum.reports.rules.grouping import Breakdown, Row, grouped, hidden_parts

GROUPS = ["Micro", "Pequeña", "Mediana", "Sin clasificar"]


def an(teller: int, amount: int | None = 10, **values: object) -> Answer:
    money = {"amount": amount, "currency": Currency.MXN, "horizon": Horizon.SIX} if amount else {}
    return Answer(**{"teller": teller, "held": True, **money, **values})  # type: ignore[arg-type]


def met(supplier_id: int, **answers: Answer) -> Met:
    return Met(supplier_id=supplier_id, committee="", answers={Side(side): each for side, each in answers.items()})


def of_size(meetings: list[Met]) -> list[Row]:
    return grouped(meetings, [Breakdown(GROUPS, lambda each: [GROUPS[each.supplier_id]])])[0]


answers = st.builds(
    an,
    st.integers(1, 9),
    st.none() | st.integers(1, 1000),
    held=st.booleans(),
    next_step=st.none() | st.sampled_from(NextStep),
    no_interest=st.none() | st.sampled_from(NoInterest),
)
kinds = st.sampled_from(KINDS)
rows = st.builds(
    lambda supplier, said, kind: Met(
        supplier_id=supplier,
        committee="",
        answers={side: _of_kind(each, kind) for side, each in said.items()},
    ),
    st.integers(0, 3),
    st.dictionaries(st.sampled_from(SIDES), answers),
    kinds,
)


def _of_kind(answer: Answer, kind: tuple[Currency, Horizon]) -> Answer:
    if answer.amount is None:
        return answer
    return Answer(
        teller=answer.teller, held=answer.held, next_step=answer.next_step, no_interest=answer.no_interest,
        amount=answer.amount, currency=kind[0], horizon=kind[1],
    )  # fmt: skip


@given(st.lists(rows, max_size=60))
def test_every_sum_equals_a_recount_of_the_rows(meetings: list[Met]) -> None:
    for side in SIDES:
        everything = [each for kind in KINDS for each in told(meetings, side, kind)]
        recount = [each.answers[side] for each in meetings if side in each.answers and each.answers[side].amount]
        assert sorted(each.amount or 0 for each in everything) == sorted(each.amount or 0 for each in recount)
    for name, kind, by_side in of_size(meetings):
        theirs = [each for each in meetings if GROUPS[each.supplier_id] == name]
        for side, found in zip(SIDES, by_side, strict=True):
            rows = [
                each.answers[side]
                for each in theirs
                if side in each.answers and (each.answers[side].currency, each.answers[side].horizon) == kind
            ]
            assert found.number == len(rows)
            assert found.amount in {None, sum(each.amount or 0 for each in rows)}
            if found.amount is not None:
                assert len({each.teller for each in rows}) >= LEAST
    assert sum(reasons(meetings, Side.BUYER).values()) == sum(
        each.answers[Side.BUYER].no_interest is not None for each in meetings if Side.BUYER in each.answers
    )
    assert meet_again(meetings) <= len(meetings)


@given(
    st.lists(st.integers(0, 6), max_size=14),
    st.lists(st.lists(st.integers(0, 3), min_size=14, max_size=14), min_size=1, max_size=3),
)
def test_what_is_not_told_follows_from_no_total_and_no_other_breakdown(
    companies: list[int], groups_of: list[list[int]]
) -> None:
    tellers = dict(enumerate(companies))
    families = [
        [frozenset(place for place in tellers if groups[place] == group) for group in range(4)] for groups in groups_of
    ]
    hidden = hidden_parts(families, tellers)
    told = [part for family, out in zip(families, hidden, strict=True)
            for place, part in enumerate(family) if part and place not in out]  # fmt: skip
    whole = frozenset(tellers)
    for part in told:
        assert len({tellers[place] for place in part}) >= LEAST
        for other in [*told, whole]:
            between = {tellers[place] for place in other - part} if part < other else set()
            assert not between or other is whole or len(between) >= LEAST
    for family, out in zip(families, hidden, strict=True):
        missed = [place for place in out if family[place]]
        assert not any(family[place] and place not in out for place in range(4)) or len(missed) != 1


def test_another_breakdown_gives_nothing_away() -> None:
    """Eight of fourteen companies are in León, and all seven small ones: León less small would tell of one."""
    families = [[frozenset(range(7)), frozenset(range(7, 14))], [frozenset(range(8)), frozenset(range(8, 14))]]
    assert hidden_parts(families, {each: each for each in range(14)}) == [{0, 1}, frozenset()]
    assert hidden_parts(families[:1], {each: each for each in range(14)}) == [frozenset()]


def test_currencies_horizons_and_sides_are_never_added() -> None:
    meetings = [met(each, buyer=an(each), supplier=an(each, 7)) for each in range(4)]
    meetings += [met(0, buyer=an(9, 100, currency=Currency.USD, horizon=Horizon.LATER))]
    rows = grouped(meetings, [Breakdown(["Todos"], lambda _each: ["Todos"])])[0]
    assert [(kind, [each.number for each in both]) for _name, kind, both in rows] == [
        ((Currency.MXN, Horizon.SIX), [4, 4]),
        ((Currency.USD, Horizon.LATER), [1, 0]),
    ]
    assert all(each.amount is None for _name, _kind, both in rows for each in both)


def test_five_companies_tell_a_sum_and_one_company_five_times_does_not() -> None:
    assert sum_of([an(each) for each in range(LEAST)]).amount == 10 * LEAST
    assert sum_of([an(1) for _each in range(LEAST)]).amount is None


def test_orders_are_told_by_side_currency_and_round() -> None:
    def award(teller: int, **values: object) -> Award:
        whole = {"side": Side.BUYER, "asking": Asking.DAYS_90, "amount": 4, "currency": Currency.USD}
        return Award(teller=teller, supplier_id=1, **{**whole, **values})  # type: ignore[arg-type]

    awards = [award(each) for each in range(5)] + [award(6, side=Side.SUPPLIER), award(7, asking=Asking.DAYS_30)]
    found = awarded(awards, Side.BUYER, Currency.USD, Asking.DAYS_90)
    assert (found.number, found.amount) == (5, 20)
    few = awarded(awards, Side.SUPPLIER, Currency.USD, Asking.DAYS_90)
    assert (few.number, few.amount) == (1, None)
    assert awarded(awards, Side.BUYER, Currency.MXN, Asking.DAYS_90).number == 0


def test_a_meeting_is_held_when_a_side_says_so() -> None:
    yes, no = an(1, None), an(1, None, held=False)
    assert [met(1, **each).held for each in ({}, {"buyer": no}, {"buyer": no, "supplier": yes})] == [False, False, True]
    assert (percent(1, 3), percent(1, 0)) == (33, None)


def test_what_the_desk_saw_counts_before_anybody_answers() -> None:
    seen, silent = replace(met(1), seen=True), met(1)
    missed, denied = replace(met(1, buyer=an(1)), absent=Absent.SUPPLIER), met(1, buyer=an(1, None, held=False))
    assert [each.held for each in (seen, silent, missed, denied)] == [True, False, False, False]
    assert [each.known for each in (seen, silent, missed, denied)] == [True, False, True, True]


def test_the_scarce_comes_first() -> None:
    def wanted(name: str, buyers: int, suppliers: int) -> Wanted:
        return Wanted(name=name, requirements=buyers, buyers=buyers, suppliers=suppliers)

    found = scarce_first([wanted("Corte", 2, 9), wanted("Forja", 11, 1), wanted("Hule", 1, 0), wanted("Vidrio", 3, 0)])
    assert [each.name for each in found] == ["Vidrio", "Hule", "Forja", "Corte"]


def test_how_many_meetings_fit() -> None:
    plan = Plan(buyers=12, slots=19, spare=2, days=2, suppliers=60, wanted=108)
    assert (plan.capacity, plan.each_supplier) == (408, Decimal("6.8"))
    assert [plan.tables(margin) for margin in (0, 10, 20)] == [4, 4, 4]
    assert Plan(buyers=250, slots=20, spare=0, days=1, suppliers=0, wanted=2000).tables(15) == 115
    none = Plan(buyers=2, slots=2, spare=3, days=1, suppliers=0, wanted=5)
    assert (none.capacity, none.each_supplier, none.tables(0)) == (0, None, None)
