"""Why a place of the board is empty: the rules that would refuse a meeting there, asked of the rules of seats."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.core.errors import Refusal
from forum.meetings.enums import EmptyWhy, RequestState
from forum.meetings.errors import (
    BuyerDayFull,
    MeetingsReached,
    NotAtTable,
    SeatTaken,
    SlotBlocked,
    SlotPassed,
    TableTaken,
)
from forum.meetings.errors.engagements import PersonEngaged, WalkTooShort
from forum.meetings.rules.seats import SeatFacts, ensure_seatable

_OF_PLACE: dict[type[Refusal], EmptyWhy] = {
    SlotPassed: EmptyWhy.PASSED,
    SlotBlocked: EmptyWhy.BLOCKED,
    TableTaken: EmptyWhy.TABLE,
}
_OF_BUYER: dict[type[Refusal], EmptyWhy] = {
    SeatTaken: EmptyWhy.BUYER_BUSY,
    NotAtTable: EmptyWhy.BUYER_HOURS,
    PersonEngaged: EmptyWhy.BUYER_AWAY,
    WalkTooShort: EmptyWhy.BUYER_FAR,
    BuyerDayFull: EmptyWhy.BUYER_FULL,
}
_OF_SUPPLIER: dict[type[Refusal], EmptyWhy] = {
    SeatTaken: EmptyWhy.BUSY,
    PersonEngaged: EmptyWhy.AWAY,
    WalkTooShort: EmptyWhy.FAR,
    MeetingsReached: EmptyWhy.QUOTA,
}
_REFUSALS = (
    BuyerDayFull, MeetingsReached, NotAtTable, PersonEngaged, SeatTaken, SlotBlocked, SlotPassed, TableTaken,
    WalkTooShort,
)  # fmt: skip
BEYOND = frozenset({EmptyWhy.BUYER_HOURS, EmptyWhy.BUYER_AWAY, EmptyWhy.BUYER_FAR, EmptyWhy.BUYER_FULL})
"""What the staff may go beyond."""
BOOKABLE = {RequestState.SENT, RequestState.WAITLISTED, RequestState.UNSCHEDULED}
OVER = {
    RequestState.DECLINED: EmptyWhy.DECLINED,
    RequestState.EXPIRED: EmptyWhy.EXPIRED,
    RequestState.WITHDRAWN: EmptyWhy.EXPIRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hope:
    """A request that has no meeting and might be met in a place: how it stands, `BOOKABLE` or `OVER`.

    `facts`: what would decide; None: the two meet already. `buyer_why`: why the buyer could give nobody the place.
    """

    request_id: int
    state: RequestState
    waits_since: datetime | None
    is_approved: bool
    facts: SeatFacts | None
    buyer_why: EmptyWhy | None


def why_of_buyer(facts: SeatFacts, *, now: datetime) -> EmptyWhy | None:
    """Why a buyer, of whom alone these facts are, could give nobody this place."""
    return _asked(facts, {**_OF_PLACE, **_OF_BUYER}, now=now, by_staff=False)


def why_not(hope: Hope, *, now: datetime) -> EmptyWhy | None:
    """Why a request is not met in this place; None if it could be, where need be beyond the limits of the buyer."""
    if hope.state not in BOOKABLE:
        return OVER[hope.state]
    if not hope.is_approved:
        return EmptyWhy.NOT_APPROVED
    if hope.facts is None:
        return EmptyWhy.MEETS
    if hope.buyer_why is not None and hope.buyer_why not in BEYOND:
        return hope.buyer_why
    by_staff = hope.buyer_why is not None
    return _asked(hope.facts, {**_OF_PLACE, **_OF_BUYER, **_OF_SUPPLIER}, now=now, by_staff=by_staff)


def _asked(
    facts: SeatFacts, words: Mapping[type[Refusal], EmptyWhy], *, now: datetime, by_staff: bool
) -> EmptyWhy | None:
    try:
        ensure_seatable(facts, now=now, by_staff=by_staff)
    except _REFUSALS as refusal:
        return words[type(refusal)]
    return None


def sorted_out(hopes: Iterable[Hope], *, now: datetime) -> tuple[Sequence[Hope], Mapping[EmptyWhy, int]]:
    """Those that could be met there, who waits longest first, and how many could not, by reason."""
    could, counts = [], Counter[EmptyWhy]()
    for hope in hopes:
        why = why_not(hope, now=now)
        if why is None:
            could.append(hope)
        else:
            counts[why] += 1
    order = {RequestState.UNSCHEDULED: 0, RequestState.WAITLISTED: 1, RequestState.SENT: 2}
    could.sort(key=lambda each: (each.waits_since is None, each.waits_since or now, order[each.state], each.request_id))
    return could, {why: counts[why] for why in EmptyWhy if counts[why]}
