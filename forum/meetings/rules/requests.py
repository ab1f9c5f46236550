"""When a request may be sent, how long it lives, and when it may still be answered."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.errors import (
    AgendaFrozen,
    AlreadyAnswered,
    BuyerFull,
    DuplicateRequest,
    MeetingsReached,
    NotScheduled,
    OpenRequestsReached,
    OwnCompany,
    RequestExpired,
    RequirementNotOpen,
    SupplierNotApproved,
    WindowClosed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The moments of an edition that bound requests and changes."""

    opens_at: datetime
    closes_at: datetime
    freeze_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What holds when a supplier wants to send a request, read under the lock of the supplier.

    `already` tells of an open request or a scheduled meeting of the company for the same requirement; `free_slots`
    counts the slots the buyer could still give.
    """

    supplier: SupplierStatus
    requirement: RequirementStatus
    own_company: bool
    already: bool
    open_requests: int
    open_cap: int
    meetings: int
    meetings_cap: int
    free_slots: int


class TimeUnit(enum.StrEnum):
    """The unit in which the time left is told."""

    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    OVER = "over"


def is_window_open(windows: Windows, *, now: datetime) -> bool:
    """Whether requests are taken now."""
    return windows.opens_at <= now < windows.closes_at


def ensure_may_ask(wish: Wish, *, windows: Windows, now: datetime) -> None:
    """A company may send this request now.

    Raises:
        WindowClosed, SupplierNotApproved, RequirementNotOpen, OwnCompany, DuplicateRequest, OpenRequestsReached,
        MeetingsReached, BuyerFull: the first of these that holds.
    """
    if not is_window_open(windows, now=now):
        raise WindowClosed
    if wish.supplier is not SupplierStatus.APPROVED:
        raise SupplierNotApproved
    _ensure_requirement_takes(wish)
    _ensure_quota_left(wish)


def _ensure_requirement_takes(wish: Wish) -> None:
    if wish.requirement is not RequirementStatus.PUBLISHED:
        raise RequirementNotOpen
    if wish.own_company:
        raise OwnCompany
    if wish.already:
        raise DuplicateRequest


def _ensure_quota_left(wish: Wish) -> None:
    if wish.open_requests >= wish.open_cap:
        raise OpenRequestsReached(cap=wish.open_cap)
    if wish.meetings >= wish.meetings_cap:
        raise MeetingsReached(cap=wish.meetings_cap)
    if wish.free_slots <= 0:
        raise BuyerFull


def expiry(sent_at: datetime, *, hours: int, closes_at: datetime) -> datetime:
    """When a request expires: after so many hours, or with the window, whichever is first."""
    return min(sent_at + timedelta(hours=hours), closes_at)


def status_now(status: RequestStatus, expires_at: datetime, *, now: datetime) -> RequestStatus:
    """Where a request stands now: one that nobody answered in time has expired, whether or not it is marked yet."""
    if status is RequestStatus.SENT and now >= expires_at:
        return RequestStatus.EXPIRED
    return status


def ensure_answerable(status: RequestStatus, expires_at: datetime, *, now: datetime) -> None:
    """A request still waits for an answer.

    Raises:
        AlreadyAnswered: accepted, declined or withdrawn before.
        RequestExpired: its time is over.
    """
    current = status_now(status, expires_at, now=now)
    if current is RequestStatus.EXPIRED:
        raise RequestExpired
    if current is not RequestStatus.SENT:
        raise AlreadyAnswered


def ensure_not_frozen(windows: Windows, *, side: Side, now: datetime) -> None:
    """The agenda may still change by this side: after the freeze only the organiser's staff.

    Raises:
        AgendaFrozen: it is too late for buyers and suppliers.
    """
    if side is not Side.ORGANISER and now >= windows.freeze_at:
        raise AgendaFrozen


def ensure_changeable(status: MeetingStatus, *, windows: Windows, side: Side, now: datetime) -> None:
    """A meeting may be moved or cancelled by this side.

    Raises:
        NotScheduled: it is cancelled.
        AgendaFrozen: it is too late for buyers and suppliers.
    """
    if status is not MeetingStatus.SCHEDULED:
        raise NotScheduled
    ensure_not_frozen(windows, side=side, now=now)


def time_left(until: datetime, *, now: datetime) -> tuple[TimeUnit, int]:
    """The time left in the largest unit that says something: 3 days, 5 hours, 20 minutes, or over."""
    left = until - now
    if left <= timedelta(0):
        return TimeUnit.OVER, 0
    if left >= timedelta(days=2):
        return TimeUnit.DAYS, left.days
    if left >= timedelta(hours=1):
        return TimeUnit.HOURS, int(left.total_seconds() // 3600)
    return TimeUnit.MINUTES, max(1, int(left.total_seconds() // 60))
