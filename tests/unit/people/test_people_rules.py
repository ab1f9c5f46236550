"""Who may be registered twice, and whether two registrations may be made one."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.editions.enums import CategoryKind
from forum.people.enums import Likeness, MergedField
from forum.people.errors import OtherOutranks, OtherStands
from forum.people.rules import (
    MOST_ALIKE,
    Place,
    Registered,
    Seat,
    collisions,
    compared,
    ensure_stays,
    likely_pairs,
)
from forum.registration.enums import RegistrationStatus as S

NOON = datetime(2026, 11, 28, 18, tzinfo=UTC)


def somebody(id: int, **values: str | None) -> Registered:
    defaults: dict[str, str | None] = {"name": "eva luna", "organisation": "", "email": None, "phone": None}
    return Registered(registration_id=id, **{**defaults, **values})  # type: ignore[arg-type]


PAIRS = [
    ({"email": "eva@gmail.com"}, {"email": "e.va+foro@googlemail.com", "name": "otra"}, (Likeness.MAILBOX,)),
    ({"phone": "+524771234567"}, {"phone": "+524771234567", "name": "eva luna rios"}, (Likeness.PHONE,)),
    ({"phone": "+524771234567"}, {"phone": "+524771234567", "name": "raul paz"}, None),
    ({"organisation": "forjas"}, {"organisation": "forjas", "name": "luna eva"}, (Likeness.ORGANISATION,)),
    ({"organisation": "forjas"}, {"organisation": "moldes"}, None),
    ({"organisation": ""}, {"organisation": ""}, None),
    (
        {"phone": "+524771234567", "organisation": "forjas"},
        {"phone": "+524771234567", "organisation": "forjas"},
        (Likeness.PHONE, Likeness.ORGANISATION),
    ),
]


@pytest.mark.parametrize(("first", "second", "why"), PAIRS)
def test_who_may_be_one(first: dict[str, str], second: dict[str, str], why: tuple[Likeness, ...] | None) -> None:
    found = likely_pairs([somebody(1, **first), somebody(2, **second)])
    assert [(pair.first_id, pair.second_id, pair.why) for pair in found] == ([] if why is None else [(1, 2, why)])


def test_a_switchboard_makes_no_pairs() -> None:
    assert likely_pairs(somebody(id, phone="+524771234567") for id in range(MOST_ALIKE + 1)) == []


STATUSES = st.sampled_from(list(S))
KINDS = st.sampled_from(list(CategoryKind))


def place(status: S, kind: CategoryKind) -> Place:
    return Place(edition="Foro", status=status, kind=kind, category=kind.value)


def may_stay(kept: Place, merged: Place) -> bool:
    try:
        ensure_stays(kept, merged)
    except (OtherStands, OtherOutranks):
        return False
    return True


@given(STATUSES, KINDS, STATUSES, KINDS)
def test_of_two_registrations_one_may_stay(one: S, kind: CategoryKind, other: S, other_kind: CategoryKind) -> None:
    first, second = place(one, kind), place(other, other_kind)
    assert may_stay(first, second) or may_stay(second, first)


def test_the_approved_one_stays_and_the_stronger_category() -> None:
    visitor, pending = place(S.APPROVED, CategoryKind.VISITOR), place(S.PENDING, CategoryKind.BUYER)
    buyer = place(S.APPROVED, CategoryKind.BUYER)
    assert (may_stay(visitor, pending), may_stay(pending, visitor)) == (True, False)
    assert (may_stay(buyer, visitor), may_stay(visitor, buyer)) == (True, False)


Spans = list[tuple[int, int]]
MINUTES = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=6)


def seats(spans: Spans) -> list[Seat]:
    number = count(1)
    return [
        Seat(next(number), NOON + timedelta(minutes=start), NOON + timedelta(minutes=start + long))
        for start, long in spans
    ]


@given(MINUTES, MINUTES)
def test_they_collide_where_some_minute_is_taken_twice(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    taken = {minute for start, long in one for minute in range(start, start + long)}
    also = {minute for start, long in other for minute in range(start, start + long)}
    assert bool(collisions(seats(one), seats(other))) == bool(taken & also)
    assert collisions(seats(one), seats(other)) == collisions(seats(other), seats(one))


def test_the_one_that_stays_keeps_its_own_and_takes_what_it_lacks() -> None:
    empty = {field.value: "" for field in MergedField}
    told = compared({**empty, "name": "Eva", "phone": ""}, {**empty, "name": "Ewa", "phone": "1", "password": "1"})
    assert told[MergedField.NAME] == ("Eva", "Ewa", "Eva")
    assert told[MergedField.PHONE] == ("", "1", "1")
    assert told[MergedField.PASSWORD] == ("", "1", "")
