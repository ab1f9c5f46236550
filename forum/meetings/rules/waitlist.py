"""A buyer's waiting list: who may join it, who is offered a slot next, and how long an offer is open.

A waiting request has no deadline: it ends with the forum. It takes no slot, and counts as no open request of its
company. An offer may be taken after requests close and after the freeze; then only the staff and the program make any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.matchmaking.enums import Side
from forum.meetings.enums import Obstacle, OfferStatus, RequestState
from forum.meetings.errors import AlreadyAnswered, MeetingsReached, RequestExpired, WindowClosed
from forum.meetings.errors.answers import NotYourTurn
from forum.meetings.errors.waitlist import OfferLapsed, OfferOver, OnWaitingList, PlaceLeft
from forum.meetings.rules.requests import (
    Deadlines,
    RequestFacts,
    ensure_in_good_standing,
    ensure_requirement_open,
    is_window_open,
)

LEAST = timedelta(minutes=5)
"""The program offers no slot that begins sooner: nobody would read of it in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request that waits, with what decides whether a slot can be offered to it.

    `person_ids`: who could come for the company. `meetings`: how many it has. `has_offer`: one is open.
    `passed`: the slots it was offered before and did not take, and when it was offered them last.
    """

    request_id: int
    company_id: int
    person_ids: frozenset[int]
    is_approved: bool
    meetings: int
    has_offer: bool
    passed: Mapping[int, datetime]

    def had(self, slot_id: int, *, since: datetime) -> bool:
        """Whether it was offered this slot since then, and did not take it."""
        offered_at = self.passed.get(slot_id)
        return offered_at is not None and offered_at >= since


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Who waits for a buyer, in order of joining, and the slots the buyer could give, with who is free at each."""

    waiting: Sequence[Waiting]
    free: Mapping[int, frozenset[int]]
    meetings_cap: int

    def find(self, request_id: int) -> Waiting | None:
        """The one of this request; None where it does not wait."""
        return next((each for each in self.waiting if each.request_id == request_id), None)


def find_obstacle(waiting: Waiting, line: Line, slot_id: int) -> Obstacle | None:
    """Why this slot, which the buyer could give, cannot be offered to somebody who waits; None if it can."""
    if not waiting.is_approved:
        return Obstacle.NOT_APPROVED
    if waiting.meetings >= line.meetings_cap:
        return Obstacle.MEETINGS_REACHED
    if not waiting.person_ids & line.free.get(slot_id, frozenset()):
        return Obstacle.NOBODY_FREE
    if waiting.has_offer:
        return Obstacle.HAS_OFFER
    return None


def find_next(line: Line, slot_id: int, *, since: datetime) -> Waiting | None:
    """The first in order who could come in this slot, and was not offered it since it became free."""
    could = (each for each in line.waiting if not each.had(slot_id, since=since))
    return next((each for each in could if find_obstacle(each, line, slot_id) is None), None)


def may_come_later(line: Line, slot_id: int, *, since: datetime) -> bool:
    """Whether somebody could still take this slot if they did not have another offer open."""
    could = (each for each in line.waiting if not each.had(slot_id, since=since))
    return any(find_obstacle(each, line, slot_id) is Obstacle.HAS_OFFER for each in could)


def offer_end(now: datetime, starts_at: datetime, *, minutes: int) -> datetime:
    """Until when an offer is open: N minutes, and never longer than until its slot begins."""
    return min(now + timedelta(minutes=minutes), starts_at)


def offer_now(status: OfferStatus, ends_at: datetime, *, now: datetime) -> OfferStatus:
    """The status of an offer now: one not answered in time has lapsed, even while it is still stored as open."""
    if status is OfferStatus.OPEN and now >= ends_at:
        return OfferStatus.LAPSED
    return status


def ensure_offer_open(status: OfferStatus, ends_at: datetime, *, now: datetime) -> None:
    """Refuse an answer to an offer that is not open any more.

    Raises:
        OfferLapsed: it was not answered in time. OfferOver: it was answered or ended otherwise.
    """
    current = offer_now(status, ends_at, now=now)
    if current is OfferStatus.LAPSED:
        raise OfferLapsed
    if current is not OfferStatus.OPEN:
        raise OfferOver


def may_join(state: RequestState, awaiting: Side, *, is_waiting: bool) -> bool:
    """Whether a request may join the list: it waits for the buyer, or is accepted and has no meeting yet."""
    return not is_waiting and (
        state is RequestState.UNSCHEDULED or (state is RequestState.SENT and awaiting is Side.BUYER)
    )


def ensure_may_join(state: RequestState, awaiting: Side, *, is_waiting: bool) -> None:
    """Refuse a request that cannot join the list.

    Raises:
        OnWaitingList: it waits already. RequestExpired, AlreadyAnswered: it is too late.
        NotYourTurn: the company has still to answer it.
    """
    if is_waiting:
        raise OnWaitingList
    if state is RequestState.EXPIRED:
        raise RequestExpired
    if state not in {RequestState.SENT, RequestState.UNSCHEDULED}:
        raise AlreadyAnswered
    if not may_join(state, awaiting, is_waiting=is_waiting):
        raise NotYourTurn


def ensure_no_place(*, free_slots: int, meetings: int, meetings_cap: int) -> None:
    """Refuse to let a company wait where it has no need to, or could take no place.

    Raises:
        PlaceLeft: some slot is free for both. MeetingsReached: the company has as many meetings as it may.
    """
    if meetings >= meetings_cap:
        raise MeetingsReached(cap=meetings_cap)
    if free_slots > 0:
        raise PlaceLeft


def ensure_may_wait(facts: RequestFacts, *, deadlines: Deadlines, now: datetime) -> None:
    """Refuse a company that asks to be put on the list of a buyer with whom it has no request.

    Raises:
        WindowClosed, SupplierNotApproved, RequestsStopped, RequirementNotOpen, OwnCompany, DuplicateRequest,
        DeclineStands, MeetingsReached, PlaceLeft: the first of these that holds.
    """
    if not is_window_open(deadlines, now=now):
        raise WindowClosed
    ensure_in_good_standing(facts)
    ensure_requirement_open(facts)
    ensure_no_place(free_slots=facts.free_slots, meetings=facts.meetings, meetings_cap=facts.meetings_cap)
