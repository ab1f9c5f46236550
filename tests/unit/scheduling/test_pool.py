"""Pool tables in two halls: their assignment, and that walking times between the halls are kept."""

from forum.scheduling.check import verify
from forum.scheduling.problem import Problem, Reason, Slot, Status, Table, Timetable
from forum.scheduling.solver import solve
from tests.builders.scheduling.by_hand import ONE_HALL, at, buyer, problem, supplier, wish

HALLS = (Table(id="1", hall="A"), Table(id="2", hall="A"), Table(id="3", hall="B"))
PEOPLE = (*(buyer(f"b{number}") for number in range(1, 5)), *(supplier(f"s{number}") for number in range(1, 5)))


def solved(asked: Problem) -> Timetable:
    found = solve(asked, seconds=0.5)
    assert (verify(asked, found), found.status) == ([], Status.OPTIMAL)
    return found


def test_a_published_table_in_another_hall_does_not_violate_walking_time() -> None:
    people = (buyer("b1"), buyer("b2", "1"), supplier("s1"))
    asked = problem(
        *(wish("b1-s1", slots=frozenset({0})), wish("b2-s1", slots=frozenset({1}))),
        **{"tables": HALLS, "participants": people, "slots": ONE_HALL[:2], "published": at(b1_s1="0/3"), "walking": 5},
    )
    assert dict(solved(asked).meetings) == at(b1_s1="0/2", b2_s1="1/1")


def test_a_pinned_meeting_in_another_hall_counts_for_walking_time() -> None:
    slots = (Slot(day=0, starts=540, ends=560, hall="B"), Slot(day=0, starts=560, ends=580, hall="A"))
    asked = problem(
        *(wish("b1-s1", pinned=0), wish("b2-s1")),
        **{"tables": HALLS, "participants": PEOPLE, "slots": slots, "walking": 5},
    )
    found = solved(asked)
    assert (dict(found.meetings), found.left_out[0].reason) == (at(b1_s1="0/3"), Reason.WALKING)


def test_pinned_meetings_may_use_the_tables_of_both_halls() -> None:
    pins = [wish(f"b{number}-s{number}", pinned=0) for number in (1, 2, 3)]
    asked = problem(
        *(*pins, wish("b4-s4", slots=frozenset({0}))),
        **{"tables": HALLS, "participants": PEOPLE, "slots": ONE_HALL[:1], "walking": 5},
    )
    found = solved(asked)
    assert {place.table for place in found.meetings.values()} == {"1", "2", "3"}
    assert [(each.wish, each.reason) for each in found.left_out] == [("b4-s4", Reason.TABLES_FULL)]


def test_a_buyer_stays_at_one_table_and_keeps_the_published_one() -> None:
    asked = problem(
        *(wish("b1-s1"), wish("b1-s2"), wish("b1-s3"), wish("b2-s4")),
        **{"tables": HALLS, "participants": PEOPLE, "slots": ONE_HALL[:3], "published": at(b1_s1="0/2", b2_s4="0/1")},
    )
    found = solved(asked)
    assert {found.meetings[name].table for name in ("b1-s1", "b1-s2", "b1-s3")} == {"2"}
    assert (found.cost.moved, found.cost.walks) == (0, 0)
