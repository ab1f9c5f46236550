"""Whose turn it is: who may invite, answer, counter, edit and withdraw, and why who may decline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.meetings.enums import DeclineReason, RequestChange, RequestState
from forum.meetings.errors import RequirementNotOpen, SupplierLeft, WindowClosed
from forum.meetings.errors.answers import (
    AlreadyAccepted,
    AlreadyBetween,
    InvitationDeclined,
    InvitationsReached,
    InvitesOwnCompany,
    NothingProposed,
    NothingToTakeBack,
    NotYourRequest,
    NotYourTurn,
    ProposalChanged,
)
from forum.meetings.rules.requests import (
    Deadlines,
    ensure_answerable,
    ensure_endable,
    is_window_open,
    may_ask_again,
)

BUYERS_REASONS = (
    DeclineReason.HAS_SUPPLIER,
    DeclineReason.NO_CERTIFICATE,
    DeclineReason.NO_CAPACITY,
    DeclineReason.NOT_THE_PROCESS,
    DeclineReason.AGENDA_FULL,
    DeclineReason.REQUIREMENT_CLOSED,
    DeclineReason.OTHER,
)
SUPPLIERS_REASONS = (
    DeclineReason.NOBODY_FREE,
    DeclineReason.NO_CAPACITY,
    DeclineReason.NOT_THE_PROCESS,
    DeclineReason.NOT_OUR_BUSINESS,
    DeclineReason.OTHER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationFacts:
    """What decides whether a buyer may invite a company, read while the company is locked.

    No quota of the company is among them: an invitation counts for it only once it is a meeting, as the buyer's wish is
    nothing the company used up. `is_duplicate`: there is an open request or invitation, an accepted one without a
    meeting, or a scheduled meeting of both for the requirement. `is_declined`: the company declined the latest one.
    `open_invitations`: the buyer's that wait for the company's answer, of which there may be `cap`.
    """

    company: str
    supplier: SupplierStatus | None
    requirement: RequirementStatus
    is_own_company: bool
    is_duplicate: bool
    is_declined: bool
    open_invitations: int
    cap: int


def ensure_may_invite(facts: InvitationFacts, *, deadlines: Deadlines, now: datetime) -> None:
    """Refuse an invitation that a buyer may not send now.

    Raises:
        WindowClosed, RequirementNotOpen, InvitesOwnCompany, SupplierLeft, AlreadyBetween, InvitationDeclined,
            InvitationsReached: the first of these that holds.
    """
    if not is_window_open(deadlines, now=now):
        raise WindowClosed
    if facts.requirement is not RequirementStatus.PUBLISHED:
        raise RequirementNotOpen
    if facts.is_own_company:
        raise InvitesOwnCompany
    if facts.supplier is not SupplierStatus.APPROVED:
        raise SupplierLeft(company=facts.company)
    if facts.is_duplicate:
        raise AlreadyBetween
    if facts.is_declined:
        raise InvitationDeclined
    if facts.open_invitations >= facts.cap:
        raise InvitationsReached(cap=facts.cap)


def other_side(side: Side) -> Side:
    """The side across the table."""
    return Side.SUPPLIER if side is Side.BUYER else Side.BUYER


def awaited_first(wished_by: Side) -> Side:
    """Whose answer a request waits for when it is sent; what the organiser asks for waits for the buyer."""
    return Side.SUPPLIER if wished_by is Side.BUYER else Side.BUYER


def leaves_free(state: RequestState, awaiting: Side, *, side: Side) -> bool:
    """Whether a request that stands so leaves this side free to ask for a meeting about the same requirement.

    What a side declined binds the other one alone.
    """
    return may_ask_again(state) or (state is RequestState.DECLINED and awaiting is side)


def answering_side(state: RequestState, awaiting: Side) -> Side:
    """Whose answer a request waits for. One accepted without a meeting, or on the waiting list, waits for the buyer."""
    return Side.BUYER if state in {RequestState.UNSCHEDULED, RequestState.WAITLISTED} else awaiting


def ensure_turn(state: RequestState, awaiting: Side, *, side: Side) -> None:
    """Refuse an answer from the side that waits for one. An accepted request without a meeting is the buyer's.

    Raises:
        AlreadyAnswered, RequestExpired: it is too late.
        NotYourTurn: the answer is due from the other side.
    """
    ensure_answerable(state)
    if side is not answering_side(state, awaiting):
        raise NotYourTurn


def ensure_declinable(state: RequestState, awaiting: Side, *, side: Side) -> None:
    """Refuse a decline from the side that waits for an answer. What is on the waiting list is the buyer's to decline.

    Raises:
        AlreadyAnswered, RequestExpired: it is too late.
        NotYourTurn: the answer is due from the other side.
    """
    ensure_endable(state)
    if side is not answering_side(state, awaiting):
        raise NotYourTurn


def ensure_withdrawable(state: RequestState, wished_by: Side, *, side: Side) -> None:
    """Refuse to withdraw what the other side asked for.

    An accepted request without a meeting is its company's, and so is its place on the waiting list.

    Raises:
        AlreadyAnswered, RequestExpired: it is too late.
        NotYourRequest: the other side asked for it.
    """
    ensure_endable(state)
    if side is not withdrawing_side(state, wished_by):
        raise NotYourRequest


def withdrawing_side(state: RequestState, wished_by: Side) -> Side:
    """The side that may withdraw a request: who asked for it; the company once it is accepted or waits for a place."""
    is_companys = state in {RequestState.UNSCHEDULED, RequestState.WAITLISTED}
    return Side.SUPPLIER if is_companys else other_side(awaited_first(wished_by))


def ensure_editable(state: RequestState, awaiting: Side, *, side: Side) -> None:
    """Refuse to edit what is answered, or what the other side wrote.

    Raises:
        AlreadyAnswered, RequestExpired, AlreadyAccepted: it is too late.
        NotYourRequest: the other side wrote it.
    """
    ensure_answerable(state)
    if state is not RequestState.SENT:
        raise AlreadyAccepted
    if side is awaiting:
        raise NotYourRequest


def ensure_takes_back(state: RequestState, awaiting: Side, *, is_countered: bool, side: Side) -> None:
    """Refuse to take back a counter that is answered, that the other side made, or that nobody made.

    Raises:
        AlreadyAnswered, RequestExpired, AlreadyAccepted, OnWaitingList: it is too late.
        NotYourRequest: the other side made it.
        NothingToTakeBack: there is no counter.
    """
    ensure_editable(state, awaiting, side=side)
    if not is_countered:
        raise NothingToTakeBack


def standing_counter(changes: Sequence[RequestChange | None]) -> int | None:
    """Which of the changes of a request, the last first, is the counter that stands now; None: there is none.

    A counter that was taken back stands no more, and what it had answered stands again.
    """
    taken_back = 0
    for at, change in enumerate(changes):
        if change is RequestChange.TAKEN_BACK:
            taken_back += 1
        elif change is RequestChange.COUNTERED and taken_back:
            taken_back -= 1
        elif change is RequestChange.COUNTERED:
            return at
    return None


def ensure_proposed(slot_id: int | None, *, proposed: int | None, is_countered: bool) -> None:
    """Refuse to accept a counter with another slot than the one it proposes; where it names none, any
    free one does, or none.

    Raises:
        ProposalChanged: the proposal is another one.
    """
    if is_countered and proposed is not None and slot_id != proposed:
        raise ProposalChanged


def ensure_news(*, slot_changes: bool, person_changes: bool) -> None:
    """Refuse a counter that proposes what was asked for.

    Raises:
        NothingProposed: neither the slot nor the person is another one.
    """
    if not slot_changes and not person_changes:
        raise NothingProposed
