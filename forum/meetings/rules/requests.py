"""How a request stands, when one may be sent and answered, and when a meeting may still change.

A buyer's invitation counts against no quota of the supplier until it is accepted: then its meeting counts as any other.
"""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.meetings.enums import MeetingStatus, RequestState, RequestStatus
from forum.meetings.errors import (
    AgendaFrozen,
    AlreadyAnswered,
    BuyerFull,
    DeclineStands,
    DuplicateRequest,
    MeetingOver,
    MeetingsReached,
    NotDeclined,
    NotScheduled,
    OpenRequestsReached,
    OwnCompany,
    RequestExpired,
    RequirementNotOpen,
    SupplierNotApproved,
    WindowClosed,
)
from forum.meetings.errors.floor import AlreadyHeld, AlreadyMissed, RequestsStopped
from forum.meetings.errors.waitlist import OnWaitingList
from forum.meetings.rules.life import are_requests_stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """When requests are taken, and from when only staff changes the agenda (`freeze_at`)."""

    opens_at: datetime
    closes_at: datetime
    freeze_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What decides whether a supplier may send a request, read while its company is locked.

    `open_requests`: what the company asked for and is open, never what buyers invited it to.

    `is_duplicate`: the company has an open request, an accepted one without a meeting, or a scheduled meeting for the
    same requirement. `is_declined`: the buyer declined its latest request for it. `free_slots`: the number of slots the
    buyer could still give. `meets_buyer`: the two have a meeting ahead. `absences`: the meetings to which it did not
    come, and with how many it asks for no more.
    """

    supplier: SupplierStatus
    requirement: RequirementStatus
    is_own_company: bool
    is_duplicate: bool
    is_declined: bool
    open_requests: int
    open_cap: int
    meetings: int
    meetings_cap: int
    free_slots: int
    meets_buyer: bool = False
    absences: int = 0
    absences_cap: int = 0


class TimeUnit(enum.StrEnum):
    """The unit of the time left."""

    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    OVER = "over"


def is_window_open(deadlines: Deadlines, *, now: datetime) -> bool:
    """Whether requests are taken now."""
    return deadlines.opens_at <= now < deadlines.closes_at


def is_early(supplier: SupplierStatus | None, deadlines: Deadlines, *, now: datetime) -> bool:
    """Whether a request may be written now and is sent later: its company waits for approval, or requests for opening.

    Nothing is early that will never be sent: after the window, or of a company that is rejected or suspended.
    """
    if now >= deadlines.closes_at:
        return False
    is_waiting = supplier in {SupplierStatus.PENDING, SupplierStatus.CHANGES}
    return is_waiting or (supplier is SupplierStatus.APPROVED and now < deadlines.opens_at)


def ensure_early(supplier: SupplierStatus | None, deadlines: Deadlines, *, now: datetime) -> None:
    """Refuse to keep a request that would never be sent, or can be sent at once.

    Raises:
        WindowClosed: requests are not taken any more.
        SupplierNotApproved: the company has not applied, or is rejected or suspended; or it is approved.
    """
    if now >= deadlines.closes_at:
        raise WindowClosed
    if not is_early(supplier, deadlines, now=now):
        raise SupplierNotApproved


def ensure_may_ask(facts: RequestFacts, *, deadlines: Deadlines, now: datetime) -> None:
    """Refuse a request that a company may not send now.

    Raises:
        WindowClosed, SupplierNotApproved, RequestsStopped, RequirementNotOpen, OwnCompany, DuplicateRequest,
        DeclineStands, OpenRequestsReached, MeetingsReached, BuyerFull: the first of these that holds.
    """
    if not is_window_open(deadlines, now=now):
        raise WindowClosed
    ensure_in_good_standing(facts)
    ensure_requirement_open(facts)
    _ensure_quota_left(facts)


def ensure_in_good_standing(facts: RequestFacts) -> None:
    """Refuse a company that may ask for nothing, whatever it asks for.

    Raises:
        SupplierNotApproved: it does not take part. RequestsStopped: it did not come to its meetings.
    """
    if facts.supplier is not SupplierStatus.APPROVED:
        raise SupplierNotApproved
    if are_requests_stopped(facts.absences, facts.absences_cap):
        raise RequestsStopped(count=facts.absences)


def ensure_requirement_open(facts: RequestFacts) -> None:
    """Refuse a request for a requirement that the company may not ask for, however many it may still send.

    Raises:
        RequirementNotOpen, OwnCompany, DuplicateRequest, DeclineStands: the first of these that holds.
    """
    if facts.requirement is not RequirementStatus.PUBLISHED:
        raise RequirementNotOpen
    if facts.is_own_company:
        raise OwnCompany
    if facts.is_duplicate:
        raise DuplicateRequest
    if facts.is_declined:
        raise DeclineStands


def _ensure_quota_left(facts: RequestFacts) -> None:
    if facts.open_requests >= facts.open_cap:
        raise OpenRequestsReached(cap=facts.open_cap)
    if facts.meets_buyer:  # it may be talked about there, which takes neither a slot nor another meeting
        return
    if facts.meetings >= facts.meetings_cap:
        raise MeetingsReached(cap=facts.meetings_cap)
    if facts.free_slots <= 0:
        raise BuyerFull


def expiry(sent_at: datetime, *, hours: int, closes_at: datetime) -> datetime:
    """When a request expires: after N hours or when the window closes, whichever comes first."""
    return min(sent_at + timedelta(hours=hours), closes_at)


def status_now(status: RequestStatus, expires_at: datetime, *, now: datetime) -> RequestStatus:
    """The status of a request now: one not answered in time has expired, even while it is still stored as sent."""
    if status is RequestStatus.SENT and now >= expires_at:
        return RequestStatus.EXPIRED
    return status


_ENDED = {MeetingStatus.CANCELLED: RequestState.CANCELLED, MeetingStatus.MISSED: RequestState.MISSED}
"""How a request stands whose meeting did not take place."""


def state_of(
    status: RequestStatus, expires_at: datetime, meeting: MeetingStatus | None, *, now: datetime
) -> RequestState:
    """How a request stands now; `meeting`: the status of the latest meeting made of it, None without one."""
    current = status_now(status, expires_at, now=now)
    if current in {RequestStatus.ACCEPTED, RequestStatus.SCHEDULED}:
        if meeting is None:
            return RequestState.UNSCHEDULED
        if meeting in _ENDED:
            return _ENDED[meeting]
    return RequestState(current)


def may_ask_again(state: RequestState) -> bool:
    """Whether a request that stands so leaves the company free to send another for the same requirement."""
    return state in _OVER


_OVER = {
    RequestState.CANCELLED,
    RequestState.MISSED,
    RequestState.REOPENED,
    RequestState.EXPIRED,
    RequestState.WITHDRAWN,
}


def ensure_answerable(state: RequestState) -> None:
    """Refuse to answer a request that is neither open nor accepted without a meeting yet.

    Raises:
        AlreadyAnswered: it has a meeting or had one, or was declined or withdrawn.
        RequestExpired: it was not answered in time.
        OnWaitingList: it waits for a place, and is answered by offering one.
    """
    if state is RequestState.EXPIRED:
        raise RequestExpired
    if state is RequestState.WAITLISTED:
        raise OnWaitingList
    if state not in {RequestState.SENT, RequestState.UNSCHEDULED}:
        raise AlreadyAnswered


def ensure_endable(state: RequestState) -> None:
    """Refuse to end a request that is neither open, nor on the waiting list, nor accepted without a meeting yet.

    Raises:
        AlreadyAnswered, RequestExpired: it has ended, or has a meeting.
    """
    if state is not RequestState.WAITLISTED:
        ensure_answerable(state)


def ensure_declined(status: RequestStatus, requirement: RequirementStatus, *, declined_by: Side = Side.BUYER) -> None:
    """Refuse to let a company ask again where no decline of its buyer stands in its way.

    Raises:
        NotDeclined: the request is not declined, or the company itself declined it.
        RequirementNotOpen: the requirement takes no requests any more.
    """
    if status is not RequestStatus.DECLINED or declined_by is not Side.BUYER:
        raise NotDeclined
    if requirement is not RequirementStatus.PUBLISHED:
        raise RequirementNotOpen


def ensure_not_frozen(deadlines: Deadlines, *, side: Side, now: datetime) -> None:
    """Refuse a change of the agenda after the freeze, except by the organiser.

    Raises:
        AgendaFrozen: the agenda is frozen for buyers and suppliers.
    """
    if side is not Side.ORGANISER and now >= deadlines.freeze_at:
        raise AgendaFrozen


def ensure_changeable(
    status: MeetingStatus, ends_at: datetime, *, deadlines: Deadlines, side: Side, now: datetime, is_held: bool = False
) -> None:
    """Refuse to move or cancel a meeting that this side may not change.

    Raises:
        NotScheduled: the meeting is cancelled. AlreadyMissed, AlreadyHeld: it was missed, or is held.
        MeetingOver: it has ended.
        AgendaFrozen: the agenda is frozen for buyers and suppliers.
    """
    if status is MeetingStatus.MISSED:
        raise AlreadyMissed
    if status is not MeetingStatus.SCHEDULED:
        raise NotScheduled
    if is_held:
        raise AlreadyHeld
    if ends_at <= now:
        raise MeetingOver
    ensure_not_frozen(deadlines, side=side, now=now)


def time_left(until: datetime, *, now: datetime) -> tuple[TimeUnit, int]:
    """The time left: days from two days on, hours from one hour on, else minutes; or over."""
    left = until - now
    if left <= timedelta(0):
        return TimeUnit.OVER, 0
    if left >= timedelta(days=2):
        return TimeUnit.DAYS, left.days
    if left >= timedelta(hours=1):
        return TimeUnit.HOURS, int(left.total_seconds() // 3600)
    return TimeUnit.MINUTES, max(1, int(left.total_seconds() // 60))
