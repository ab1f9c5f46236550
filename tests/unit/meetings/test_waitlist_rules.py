"""Who is offered a slot next, how long an offer is open, and who may join a waiting list."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.core.errors import Refusal
from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.meetings.enums import Obstacle, OfferStatus, RequestState, RequestStatus
from forum.meetings.errors import (
    AlreadyAnswered,
    MeetingsReached,
    RequestExpired,
    SupplierNotApproved,
    WindowClosed,
)
from forum.meetings.errors.answers import NotYourTurn
from forum.meetings.errors.waitlist import OfferLapsed, OfferOver, OnWaitingList, PlaceLeft
from forum.meetings.rules.answers import answering_side, ensure_declinable, ensure_withdrawable
from forum.meetings.rules.requests import Deadlines, RequestFacts, ensure_answerable, ensure_endable, state_of
from forum.meetings.rules.waitlist import (
    Line,
    Waiting,
    ensure_may_join,
    ensure_may_wait,
    ensure_offer_open,
    find_next,
    find_obstacle,
    may_come_later,
    offer_end,
    offer_now,
)

NOW = datetime(2026, 11, 28, 16, tzinfo=UTC)
SLOT, OTHER = 7, 8


def waiting(number: int, **values: object) -> Waiting:
    defaults: dict[str, object] = {
        "request_id": number, "company_id": number, "person_ids": frozenset({number}), "is_approved": True,
        "meetings": 0, "has_offer": False, "passed": {},
    }  # fmt: skip
    return Waiting(**{**defaults, **values})  # type: ignore[arg-type]


def line(*many: Waiting, free: frozenset[int] = frozenset({1, 2, 3})) -> Line:
    return Line(waiting=many, free={SLOT: free}, meetings_cap=8)


def chosen(of: Line) -> int | None:
    found = find_next(of, SLOT, since=NOW)
    return None if found is None else found.request_id


def test_the_first_in_order_who_could_come_is_next() -> None:
    assert chosen(line(waiting(1), waiting(2))) == 1
    assert chosen(line(waiting(2), waiting(1))) == 2
    assert chosen(line(waiting(1), waiting(2), free=frozenset({2}))) == 2
    assert chosen(line()) is None


@pytest.mark.parametrize(
    ("values", "obstacle"),
    [
        ({"is_approved": False}, Obstacle.NOT_APPROVED),
        ({"meetings": 8}, Obstacle.MEETINGS_REACHED),
        ({"person_ids": frozenset({9})}, Obstacle.NOBODY_FREE),
        ({"person_ids": frozenset()}, Obstacle.NOBODY_FREE),
        ({"has_offer": True}, Obstacle.HAS_OFFER),
        ({}, None),
    ],
)
def test_who_cannot_take_it_is_passed_over(values: dict[str, object], obstacle: Obstacle | None) -> None:
    first = waiting(1, **values)
    assert find_obstacle(first, line(first), SLOT) is obstacle
    assert chosen(line(first, waiting(2))) == (1 if obstacle is None else 2)


def test_a_colleague_may_come_instead() -> None:
    assert chosen(line(waiting(1, person_ids=frozenset({9, 3})))) == 1


def test_who_let_it_go_is_not_asked_again_for_the_same_place() -> None:
    before, after = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
    assert chosen(line(waiting(1, passed={SLOT: after}), waiting(2))) == 2
    assert chosen(line(waiting(1, passed={SLOT: before}), waiting(2))) == 1, "it became free again since"
    assert chosen(line(waiting(1, passed={OTHER: after}), waiting(2))) == 1


def test_a_place_is_kept_for_who_has_another_offer_open() -> None:
    busy = waiting(1, has_offer=True)
    assert may_come_later(line(busy), SLOT, since=NOW)
    assert not may_come_later(line(waiting(1, has_offer=True, passed={SLOT: NOW})), SLOT, since=NOW)
    assert not may_come_later(line(waiting(1, meetings=8)), SLOT, since=NOW)


def test_an_offer_ends_with_its_minutes_or_when_the_slot_begins() -> None:
    assert offer_end(NOW, NOW + timedelta(days=1), minutes=120) == NOW + timedelta(hours=2)
    assert offer_end(NOW, NOW + timedelta(minutes=7), minutes=10) == NOW + timedelta(minutes=7)


def test_an_overdue_offer_has_lapsed_even_while_it_is_stored_as_open() -> None:
    assert offer_now(OfferStatus.OPEN, NOW, now=NOW - timedelta(seconds=1)) is OfferStatus.OPEN
    assert offer_now(OfferStatus.OPEN, NOW, now=NOW) is OfferStatus.LAPSED
    assert offer_now(OfferStatus.TAKEN, NOW, now=NOW) is OfferStatus.TAKEN
    ensure_offer_open(OfferStatus.OPEN, NOW, now=NOW - timedelta(seconds=1))
    with pytest.raises(OfferLapsed):
        ensure_offer_open(OfferStatus.OPEN, NOW, now=NOW)
    for status in set(OfferStatus) - {OfferStatus.OPEN, OfferStatus.LAPSED}:
        with pytest.raises(OfferOver):
            ensure_offer_open(status, NOW + timedelta(hours=1), now=NOW)


def test_what_waits_for_the_buyer_or_is_accepted_without_a_slot_may_join() -> None:
    ensure_may_join(RequestState.SENT, Side.BUYER, is_waiting=False)
    ensure_may_join(RequestState.UNSCHEDULED, Side.SUPPLIER, is_waiting=False)
    for state, awaiting, is_waiting, refusal in (
        (RequestState.SENT, Side.SUPPLIER, False, NotYourTurn),
        (RequestState.UNSCHEDULED, Side.BUYER, True, OnWaitingList),
        (RequestState.WAITLISTED, Side.BUYER, True, OnWaitingList),
        (RequestState.EXPIRED, Side.BUYER, False, RequestExpired),
        (RequestState.ACCEPTED, Side.BUYER, False, AlreadyAnswered),
        (RequestState.DECLINED, Side.BUYER, False, AlreadyAnswered),
    ):
        with pytest.raises(refusal):
            ensure_may_join(state, awaiting, is_waiting=is_waiting)


def facts(**values: object) -> RequestFacts:
    defaults: dict[str, object] = {
        "supplier": SupplierStatus.APPROVED, "requirement": RequirementStatus.PUBLISHED, "is_own_company": False,
        "is_duplicate": False, "is_declined": False, "open_requests": 5, "open_cap": 5, "meetings": 0,
        "meetings_cap": 8, "free_slots": 0,
    }  # fmt: skip
    return RequestFacts(**{**defaults, **values})  # type: ignore[arg-type]


DEADLINES = Deadlines(opens_at=NOW - timedelta(days=1), closes_at=NOW + timedelta(days=1), freeze_at=NOW)


@pytest.mark.parametrize(
    ("values", "now", "refusal"),
    [
        ({}, NOW, None),  # its open requests are all used up: waiting is none
        ({"free_slots": 1}, NOW, PlaceLeft),
        ({"meetings": 8}, NOW, MeetingsReached),
        ({"supplier": SupplierStatus.PENDING}, NOW, SupplierNotApproved),
        ({}, NOW + timedelta(days=1), WindowClosed),
    ],
)
def test_a_company_waits_where_no_place_is_left(
    values: dict[str, object], now: datetime, refusal: type[Refusal] | None
) -> None:
    if refusal is None:
        ensure_may_wait(facts(**values), deadlines=DEADLINES, now=now)
        return
    with pytest.raises(refusal):
        ensure_may_wait(facts(**values), deadlines=DEADLINES, now=now)


def test_a_waiting_request_has_no_deadline_and_is_ended_by_either_side() -> None:
    state = state_of(RequestStatus.WAITLISTED, NOW - timedelta(days=9), None, now=NOW)
    assert state is RequestState.WAITLISTED
    ensure_endable(state)
    with pytest.raises(OnWaitingList):
        ensure_answerable(state)
    ensure_declinable(state, Side.BUYER, side=Side.BUYER)
    with pytest.raises(NotYourTurn):
        ensure_declinable(state, Side.BUYER, side=Side.SUPPLIER)
    ensure_withdrawable(state, Side.BUYER, side=Side.SUPPLIER)


@pytest.mark.parametrize(
    ("state", "answers"),
    [
        (RequestState.SENT, Side.SUPPLIER),
        (RequestState.UNSCHEDULED, Side.BUYER),
        (RequestState.WAITLISTED, Side.BUYER),
    ],
)
def test_what_has_no_slot_waits_for_the_buyer_whoever_was_asked(state: RequestState, answers: Side) -> None:
    assert answering_side(state, Side.SUPPLIER) is answers
