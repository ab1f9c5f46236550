"""Answers to requests and invitations, and how they end without one. Only an acceptance with a slot takes one."""

from collections.abc import Collection, Sequence
from datetime import datetime

from forum.core.database import atomic
from forum.core.i18n import N_
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.meetings.enums import DeclineReason, RequestState, RequestStatus
from forum.meetings.errors import AlreadyAnswered
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.notices import acted, notify_meeting, notify_request
from forum.meetings.queries.invitations import addressees_of, is_unnamed
from forum.meetings.queries.requests import EAGER, list_overdue_ids
from forum.meetings.rules.answers import (
    answering_side,
    ensure_declinable,
    ensure_withdrawable,
    other_side,
    withdrawing_side,
)
from forum.meetings.rules.requests import ensure_declined, ensure_endable
from forum.meetings.service.accompanying import bring_joined
from forum.meetings.service.scheduling import schedule
from forum.meetings.service.seating import ensure_participants, lock_sides
from forum.meetings.service.steps import (
    Acting,
    begin_acceptance,
    close,
    expire,
    is_plain,
    locked_request,
    record_step,
    staff_acts_for,
    state_now,
)

BATCH = 200
NO_HOUR_YET = N_("Sin hora todavía: la fija el comité organizador.")


def accept_request(
    request_id: int, *, slot_id: int, side: Side = Side.BUYER, person_id: int | None = None, by: int, now: datetime
) -> Meeting:
    """Accept a request, also one accepted without a slot: the meeting takes table and people in the same change.

    A supplier says who comes (`person_id`) and registers them so. A counter is accepted with the slot it proposes. The
    staff (`Side.ORGANISER`) answers for the side whose turn it is, which is told then too, also after the freeze.

    Raises:
        AlreadyAnswered, RequestExpired, AgendaFrozen: it is too late. NotYourTurn: the other side answers.
        ProposalChanged: another slot was proposed.
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        NotAMember, NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind: this person does not come.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, MeetingsReached, BuyerDayFull: the slot is
            not free.
    """
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER, coming=person_id)
        edition, ours = begin_acceptance(request, person_id, slot_id=slot_id, side=side, by=by, now=now)
        whose = staff_acts_for(side, ours)
        meeting = schedule(request, slot_id=slot_id, edition=edition, side=side, acts_for=whose, by=by, now=now)
        close(request, RequestStatus.ACCEPTED, by=by, now=now, acts_for=whose)
        message = "request_accepted" if is_plain(request) else "proposal_accepted"
        more = acted(request, side=side, ours=ours, by=by)
        notify_meeting(message, meeting, edition, by_side=ours, now=now, **more)
        bring_joined(meeting, request.companions, edition, side=side, by=by, now=now)
        _tell_whose(request, edition, side=side, ours=ours, by=by, now=now)
        return meeting


def accept_without_slot(
    request_id: int, *, side: Side = Side.BUYER, person_id: int | None = None, by: int, now: datetime
) -> None:
    """Accept a request and leave the slot to the organiser: it takes none, and planning knows that both sides want it.

    Raises:
        AlreadyAnswered, RequestExpired, AgendaFrozen: it is too late. NotYourTurn: the other side answers.
        ProposalChanged: a slot was proposed.
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        NotAMember, NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind: this person does not come.
    """
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER, coming=person_id)
        if request.status is RequestStatus.ACCEPTED:
            raise AlreadyAnswered
        edition, ours = begin_acceptance(request, person_id, slot_id=None, side=side, by=by, now=now)
        ensure_participants(request.buyer, request.company, request.person)
        whose = staff_acts_for(side, ours)
        close(request, RequestStatus.ACCEPTED, by=by, now=now, note=NO_HOUR_YET, acts_for=whose)
        message = "request_agreed" if is_plain(request) else "proposal_agreed"
        more = acted(request, side=side, ours=ours, by=by)
        notify_request(message, request, edition, to=other_side(ours), now=now, **more)
        _tell_whose(request, edition, side=side, ours=ours, by=by, now=now)


def _tell_whose(
    request: MeetingRequest, edition: Edition, *, side: Side, ours: Side, by: int | None, now: datetime
) -> None:
    """Tell the side for which the staff answered."""
    if side is Side.ORGANISER:
        more = acted(request, side=side, ours=ours, by=by)
        notify_request("answered_for_you", request, edition, to=ours, now=now, **more)


def decline_request(
    request_id: int, *, reason: DeclineReason, note: str, side: Side = Side.BUYER, by: int | None, now: datetime
) -> None:
    """Decline a request, with a reason the other side receives.

    A company that a buyer declined may not ask again until it is reopened, a buyer that a company declined may not
    invite it again.

    Raises:
        AlreadyAnswered, RequestExpired: it is too late. NotYourTurn: the other side answers.
        ReasonMissing: the reason is OTHER and there is no note.
    """
    if reason is DeclineReason.OTHER and not note.strip():
        raise ReasonMissing
    with atomic():
        request = locked_request(request_id)
        state = state_now(request, now=now)
        ours = answering_side(state, request.awaiting) if side is Side.ORGANISER else side
        ensure_declinable(state, request.awaiting, side=ours)
        acting = Acting(side=side, ours=ours, by=by)
        _decline(request, reason=reason, note=note.strip(), acting=acting, now=now)
        _tell_whose(request, get_edition(request.edition_id), side=side, ours=ours, by=by, now=now)


def _decline(request: MeetingRequest, *, reason: DeclineReason, note: str, acting: Acting, now: datetime) -> None:
    side, ours, by = acting.side, acting.ours, acting.by
    request.decline_reason, request.decline_note, request.awaiting = reason, note, ours
    close(request, RequestStatus.DECLINED, by=by, now=now, note=note, acts_for=staff_acts_for(side, ours))
    message = "request_declined" if is_plain(request) else "proposal_declined"
    more = acted(request, side=side, ours=ours, by=by)
    notify_request(message, request, get_edition(request.edition_id), to=other_side(ours), now=now, **more)


def reopen_request(request_id: int, *, side: Side = Side.BUYER, by: int, now: datetime) -> None:
    """Take a buyer's decline back: the company may ask for the meeting again, and planning may use its new request.

    The staff (`Side.ORGANISER`) does it for the buyer.

    Raises:
        NotDeclined, RequirementNotOpen: there is no decline of the buyer in its way, or more than that.
    """
    with atomic():
        request = locked_request(request_id)
        ensure_declined(request.status, request.requirement.status, declined_by=request.awaiting)
        request.status = RequestStatus.REOPENED
        record_step(request, by=by, now=now, acts_for=staff_acts_for(side, Side.BUYER))
        more = acted(request, side=side, ours=Side.BUYER, by=by)
        edition = get_edition(request.edition_id)
        notify_request("request_reopened", request, edition, to=Side.SUPPLIER, now=now, **more)


def withdraw_request(request_id: int, *, side: Side = Side.SUPPLIER, by: int | None, now: datetime) -> None:
    """Withdraw what this side asked for and is open; the company also what is accepted or waits, without a meeting yet.

    The staff (`Side.ORGANISER`) does it for the side that asked, which is told then too.

    Raises:
        AlreadyAnswered, RequestExpired: it is too late.
        NotYourRequest: the other side asked for it.
    """
    with atomic():
        request = locked_request(request_id)
        state = state_now(request, now=now)
        ours = withdrawing_side(state, request.wished_by) if side is Side.ORGANISER else side
        ensure_withdrawable(state, request.wished_by, side=ours)
        acting = Acting(side=side, ours=ours, by=by)
        _withdraw(request, acting=acting, now=now)
        if side is Side.ORGANISER:
            more = acted(request, side=side, ours=ours, by=by)
            edition = get_edition(request.edition_id)
            notify_request("withdrawn_for_you", request, edition, to=ours, now=now, **more)


def _withdraw(request: MeetingRequest, *, acting: Acting, now: datetime) -> None:
    """End a locked request that this side asked for; the other side is told."""
    side, ours, by = acting.side, acting.ours, acting.by
    close(request, RequestStatus.WITHDRAWN, by=by, now=now, acts_for=staff_acts_for(side, ours))
    message = "request_withdrawn" if is_plain(request) else "proposal_withdrawn"
    more = acted(request, side=side, ours=ours, by=by)
    notify_request(message, request, get_edition(request.edition_id), to=other_side(ours), now=now, **more)


def give_up(request_id: int, *, by: int | None, now: datetime) -> None:
    """End a request to which somebody was to come who will not; an invitation goes to a colleague of theirs.

    Raises:
        AlreadyAnswered, RequestExpired: it has ended already.
    """
    with atomic():
        request = locked_request(request_id)
        state = state_now(request, now=now)
        ensure_endable(state)
        if request.wished_by is not Side.BUYER or state is not RequestState.SENT:
            _withdraw(request, acting=Acting(side=Side.SUPPLIER, ours=Side.SUPPLIER, by=by), now=now)
            return
        others = [person for person in addressees_of(request) if person.id != request.person_id]
        if others and is_unnamed(request):
            request.person = others[0]
        else:
            acting = Acting(side=Side.SUPPLIER, ours=Side.SUPPLIER, by=by)
            _decline(request, reason=DeclineReason.NOBODY_FREE, note="", acting=acting, now=now)


def expire_requests(*, now: datetime, limit: int = BATCH) -> int:
    """Store overdue requests as expired and notify who waited for an answer; returns their number.

    May run again, and several times at once.
    """
    expired = 0
    for request_id in list_overdue_ids(now=now, limit=limit):
        with atomic():
            request = locked_request(request_id)
            if request.status is RequestStatus.SENT and request.expires_at <= now:
                expire(request, get_edition(request.edition_id), now=now)
                expired += 1
    return expired


def close_all(ids: Sequence[int], *, states: Collection[RequestState], by: int | None, now: datetime) -> None:
    """End those of these requests that still stand so, as their buyer closes what they are about.

    The buyer declines what they were asked, and withdraws what they invited to.
    """
    acting = Acting(side=Side.BUYER, ours=Side.BUYER, by=by)
    for request_id in ids:
        with atomic():
            request = locked_request(request_id)
            state = state_now(request, now=now)
            if state not in states:
                continue  # somebody answered it meanwhile
            if request.wished_by is Side.BUYER and state is RequestState.SENT:
                _withdraw(request, acting=acting, now=now)
            else:
                _decline(request, reason=DeclineReason.REQUIREMENT_CLOSED, note="", acting=acting, now=now)
