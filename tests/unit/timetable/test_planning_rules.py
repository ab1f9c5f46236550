"""The rules that the engine's problem cannot express: a person with two parts, quotas that differ per day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.scheduling.problem import Place, Priority
from forum.timetable.rules import AwayFact, BuyerFact, Facts, Plan, SlotFact, TableFact, WishFact, plan_of
from forum.timetable.rules.violations import plan_violations

NINE = datetime(2026, 9, 9, 15, tzinfo=UTC)
NOW = NINE - timedelta(days=9)
HALL, ELSEWHERE = 1, 2
ANA, LUIS = 11, 12


def slot(id: int, *, day: int = 0, minutes: int | None = None, hall: int = HALL) -> SlotFact:
    starts_at = NINE + timedelta(days=day, minutes=25 * id if minutes is None else minutes)
    return SlotFact(
        id=id,
        hall_id=hall,
        day=starts_at.date(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=20),
        blocked=False,
    )


def buyer(id: int, person_id: int, *, table_id: int, hours: frozenset[int]) -> BuyerFact:
    return BuyerFact(id=id, person_id=person_id, table_id=table_id, present=True, hours=hours)


def wish(request_id: int, buyer_id: int, person_id: int, *, company_id: int = 7) -> WishFact:
    return WishFact(
        buyer_id=buyer_id,
        company_id=company_id,
        person_id=person_id,
        priority=Priority.MUTUAL,
        score=50,
        process=None,
        request_id=request_id,
    )


def facts(slots: list[SlotFact], buyers: list[BuyerFact], wishes: list[WishFact], *, spare: int = 0) -> Facts:
    return Facts(
        edition_id=1,
        time_zone="America/Mexico_City",
        cap=8,
        spare=spare,
        slots=tuple(slots),
        tables=(TableFact(id=1, hall_id=HALL), TableFact(id=2, hall_id=HALL), TableFact(id=3, hall_id=ELSEWHERE)),
        buyers=tuple(buyers),
        wishes=tuple(wishes),
        small=frozenset(),
    )


def both_sides(slots: list[SlotFact], table_id: int = 2) -> Facts:
    """Ana is a buyer at table 1 and represents a company that wants to meet Luis."""
    every = frozenset(each.id for each in slots)
    return facts(
        slots,
        [buyer(1, ANA, table_id=1, hours=every), buyer(2, LUIS, table_id=table_id, hours=every)],
        [wish(1, 1, 99), wish(2, 2, ANA, company_id=8)],
    )


def plan_for_facts(known: Facts, *, narrowed: bool = False) -> Plan:
    return plan_of(known, replan=False, now=NOW, narrowed=narrowed)


def test_a_person_on_two_sides_is_not_in_two_places_at_once() -> None:
    plan = plan_for_facts(both_sides([slot(0), slot(1)]))
    at_once = {"r1": Place(slot=0, table="1"), "r2": Place(slot=0, table="2")}
    apart = {"r1": Place(slot=0, table="1"), "r2": Place(slot=1, table="2")}
    assert plan_violations(plan, at_once) == ["b1 and s8-11 are one person, in slots 0 and 0 at one time"]
    assert plan_violations(plan, apart) == []


def test_a_person_is_not_in_overlapping_slots_of_two_halls() -> None:
    plan = plan_for_facts(both_sides([slot(0), slot(1, minutes=10, hall=ELSEWHERE)], table_id=3))
    meetings = {"r1": Place(slot=0, table="1"), "r2": Place(slot=1, table="3")}
    assert plan_violations(plan, meetings) == ["b1 and s8-11 are one person, in slots 0 and 1 at one time"]


def test_who_cannot_come_is_not_available() -> None:
    """The representative at nine, the buyer at a quarter past ten; who said nothing has every slot."""
    known = facts(
        [slot(n) for n in range(4)],
        [buyer(1, ANA, table_id=1, hours=frozenset(range(4)))],
        [wish(1, 1, 99), wish(2, 1, 98, company_id=8)],
    )
    away = (
        AwayFact(person_id=99, starts_at=NINE, ends_at=NINE + timedelta(minutes=26)),
        AwayFact(person_id=ANA, starts_at=NINE + timedelta(minutes=80), ends_at=NINE + timedelta(minutes=90)),
    )
    people = {each.id: each.available for each in plan_for_facts(replace(known, away=away)).problem.participants}
    assert people == {"b1": {0, 1, 2}, "s7-99": {2, 3}, "s8-98": None}


def test_the_minutes_between_halls_are_handed_over_where_there_are_several() -> None:
    one, two = both_sides([slot(0)]), both_sides([slot(0), slot(0, hall=ELSEWHERE)], table_id=3)
    assert plan_for_facts(replace(one, walking=12)).problem.walking == 0
    assert plan_for_facts(replace(two, walking=12)).problem.walking == 12


def test_a_person_on_two_sides_has_time_to_walk() -> None:
    slots = [slot(0), slot(1), slot(2), slot(3, minutes=0, hall=ELSEWHERE), slot(4, minutes=25, hall=ELSEWHERE)]
    plan = plan_for_facts(replace(both_sides([*slots, slot(5, minutes=50, hall=ELSEWHERE)], table_id=3), walking=12))
    too_near = {"r1": Place(slot=0, table="1"), "r2": Place(slot=1, table="3")}
    apart = {"r1": Place(slot=0, table="1"), "r2": Place(slot=2, table="3")}
    assert plan_violations(plan, too_near) == ["b1 and s8-11 are one person, who cannot walk from slot 0 to slot 1"]
    assert plan_violations(plan, apart) == []


def test_a_shorter_day_has_a_smaller_quota() -> None:
    slots = [*(slot(n) for n in range(4)), slot(4, day=1), slot(5, day=1)]
    known = facts(
        slots,
        [buyer(1, ANA, table_id=1, hours=frozenset(range(6)))],
        [wish(n, 1, 90 + n, company_id=n) for n in (1, 2)],
        spare=1,
    )
    too_full = {"r1": Place(slot=4, table="1"), "r2": Place(slot=5, table="1")}
    assert plan_violations(plan_for_facts(known), too_full) == ["b1 has 2 meetings on day 1, at most 1 are allowed"]
    narrowed = next(each for each in plan_for_facts(known, narrowed=True).problem.participants if each.id == "b1")
    assert (narrowed.most_per_day, narrowed.available) == (3, {0, 1, 2, 3, 4})


@given(st.integers(1, 12), st.integers(1, 5), st.integers(1, 5), st.sets(st.integers(0, 11)))
def test_divided_hours_are_disjoint_and_complete(n: int, bought: int, sold: int, at: set[int]) -> None:
    slots = [slot(each) for each in range(n)]
    hours = frozenset(each for each in at if each < n)
    known = facts(
        slots,
        [buyer(1, ANA, table_id=1, hours=hours), buyer(2, LUIS, table_id=2, hours=frozenset(range(n)))],
        [
            *(wish(each, 1, 200 + each, company_id=each) for each in range(bought)),
            *(wish(100 + each, 2, ANA, company_id=50) for each in range(sold)),
        ],
    )
    plan = plan_of(known, replan=False, now=NOW)
    theirs = [each.available or frozenset() for each in plan.problem.participants if plan.people[each.id] == ANA]
    assert not theirs[0] & theirs[1]
    assert theirs[0] | theirs[1] == set(range(n))
    assert theirs[0] <= hours


@given(st.integers(2, 12), st.integers(1, 5), st.integers(1, 5), st.integers(0, 40), st.sets(st.integers(0, 11)))
def test_divided_hours_leave_time_to_walk(n: int, bought: int, sold: int, walking: int, away: set[int]) -> None:
    """Whatever of their hours the two parts of a person use, there is time to change halls between them."""
    slots = [
        *(slot(each) for each in range(n)),
        *(slot(50 + each, minutes=25 * each, hall=ELSEWHERE) for each in range(n)),
    ]
    known = facts(
        slots,
        [
            buyer(1, ANA, table_id=1, hours=frozenset(range(n))),
            buyer(2, LUIS, table_id=3, hours=frozenset(range(50, 50 + n))),
        ],
        [
            *(wish(each, 1, 200 + each, company_id=each) for each in range(bought)),
            *(wish(100 + each, 2, ANA, company_id=50) for each in range(sold)),
        ],
    )
    times = [NINE + timedelta(minutes=25 * each) for each in away]
    gone = tuple(AwayFact(person_id=ANA, starts_at=each, ends_at=each + timedelta(minutes=5)) for each in times)
    plan = plan_of(replace(known, walking=walking, away=gone), replan=False, now=NOW)
    one, other = [each.available or frozenset() for each in plan.problem.participants if plan.people[each.id] == ANA]
    assert not (one | other) & away
    assert bool(one | other) == (len(away & set(range(n))) < n)
    for slot_number in one:
        assert not other & {slot_number, *plan.clock.beside(slot_number, walking=walking)}


def test_a_request_prefers_the_slot_it_asks_for_while_there_is_such_a_slot() -> None:
    many = [slot(1), slot(2), slot(3)]
    asks = [replace(wish(number, 1, 90 + number), preferred_slot_id=slot_id) for number, slot_id in ((1, 2), (2, 99))]
    known = facts(many, [buyer(1, ANA, table_id=1, hours=frozenset({1, 2, 3}))], [*asks, wish(3, 1, 93)])
    assert [each.preferred for each in plan_for_facts(known).problem.wishes] == [1, None, None]
