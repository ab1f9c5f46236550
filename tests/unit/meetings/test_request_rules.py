"""When a request may be sent and answered, and the time left."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.core.errors import Refusal
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
from forum.meetings.rules.requests import (
    Deadlines,
    RequestFacts,
    TimeUnit,
    ensure_answerable,
    ensure_changeable,
    ensure_declined,
    ensure_may_ask,
    expiry,
    is_window_open,
    may_ask_again,
    state_of,
    status_now,
    time_left,
)

OPEN = datetime(2026, 8, 19, tzinfo=UTC)
CLOSE = datetime(2026, 9, 2, tzinfo=UTC)
FREEZE = datetime(2026, 9, 7, tzinfo=UTC)
ENDS = datetime(2026, 9, 10, tzinfo=UTC)
DEADLINES = Deadlines(opens_at=OPEN, closes_at=CLOSE, freeze_at=FREEZE)
SECOND = timedelta(seconds=1)


def facts(**changes: object) -> RequestFacts:
    values: dict[str, object] = {
        "supplier": SupplierStatus.APPROVED,
        "requirement": RequirementStatus.PUBLISHED,
        "is_own_company": False,
        "is_duplicate": False,
        "is_declined": False,
        "open_requests": 4,
        "open_cap": 5,
        "meetings": 7,
        "meetings_cap": 8,
        "free_slots": 1,
    }
    return RequestFacts(**{**values, **changes})  # type: ignore[arg-type]


def test_a_company_within_every_limit_may_ask() -> None:
    ensure_may_ask(facts(), deadlines=DEADLINES, now=OPEN)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"supplier": SupplierStatus.PENDING}, SupplierNotApproved),
        ({"supplier": SupplierStatus.REJECTED}, SupplierNotApproved),
        ({"supplier": SupplierStatus.SUSPENDED}, SupplierNotApproved),
        ({"requirement": RequirementStatus.DRAFT}, RequirementNotOpen),
        ({"requirement": RequirementStatus.CLOSED}, RequirementNotOpen),
        ({"is_own_company": True}, OwnCompany),
        ({"is_duplicate": True}, DuplicateRequest),
        ({"is_declined": True}, DeclineStands),
        ({"open_requests": 5}, OpenRequestsReached),
        ({"meetings": 8}, MeetingsReached),
        ({"free_slots": 0}, BuyerFull),
    ],
)
def test_who_may_not_ask(changes: dict[str, object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        ensure_may_ask(facts(**changes), deadlines=DEADLINES, now=OPEN)


def test_a_company_that_meets_the_buyer_may_ask_beyond_the_hours_that_are_left() -> None:
    ensure_may_ask(facts(meetings=8, free_slots=0, meets_buyer=True), deadlines=DEADLINES, now=OPEN)
    with pytest.raises(OpenRequestsReached):
        ensure_may_ask(facts(open_requests=5, meets_buyer=True), deadlines=DEADLINES, now=OPEN)


@pytest.mark.parametrize(
    ("now", "expected"), [(OPEN - SECOND, False), (OPEN, True), (CLOSE - SECOND, True), (CLOSE, False)]
)
def test_the_window(now: datetime, expected: bool) -> None:
    assert is_window_open(DEADLINES, now=now) is expected
    if not expected:
        with pytest.raises(WindowClosed):
            ensure_may_ask(facts(), deadlines=DEADLINES, now=now)


def test_a_request_lives_72_hours_or_until_the_window_closes() -> None:
    assert expiry(OPEN, hours=72, closes_at=CLOSE) == OPEN + timedelta(hours=72)
    assert expiry(CLOSE - timedelta(hours=1), hours=72, closes_at=CLOSE) == CLOSE


@pytest.mark.parametrize(
    ("status", "now", "expected"),
    [
        (RequestStatus.SENT, CLOSE - SECOND, RequestStatus.SENT),
        (RequestStatus.SENT, CLOSE, RequestStatus.EXPIRED),
        (RequestStatus.ACCEPTED, CLOSE, RequestStatus.ACCEPTED),
        (RequestStatus.DECLINED, CLOSE, RequestStatus.DECLINED),
        (RequestStatus.WITHDRAWN, CLOSE, RequestStatus.WITHDRAWN),
    ],
)
def test_a_request_nobody_answered_has_expired(status: RequestStatus, now: datetime, expected: RequestStatus) -> None:
    assert status_now(status, CLOSE, now=now) is expected


S, M = RequestStatus, MeetingStatus


@pytest.mark.parametrize(
    ("status", "meeting", "now", "expected"),
    [
        (S.SENT, None, CLOSE - SECOND, RequestState.SENT),
        (S.SENT, None, CLOSE, RequestState.EXPIRED),
        (S.EXPIRED, None, OPEN, RequestState.EXPIRED),
        (S.ACCEPTED, None, CLOSE, RequestState.UNSCHEDULED),
        (S.ACCEPTED, M.SCHEDULED, CLOSE, RequestState.ACCEPTED),
        (S.ACCEPTED, M.CANCELLED, CLOSE, RequestState.CANCELLED),
        (S.SCHEDULED, M.SCHEDULED, CLOSE, RequestState.SCHEDULED),
        (S.SCHEDULED, M.CANCELLED, CLOSE, RequestState.CANCELLED),
        (S.DECLINED, None, CLOSE, RequestState.DECLINED),
        (S.REOPENED, None, CLOSE, RequestState.REOPENED),
        (S.WITHDRAWN, None, CLOSE, RequestState.WITHDRAWN),
    ],
)
def test_how_a_request_stands(status: S, meeting: M | None, now: datetime, expected: RequestState) -> None:
    assert state_of(status, CLOSE, meeting, now=now) is expected


@pytest.mark.parametrize("state", RequestState)
def test_what_may_follow(state: RequestState) -> None:
    ended = {RequestState.CANCELLED, RequestState.MISSED}
    over = {*ended, RequestState.REOPENED, RequestState.EXPIRED, RequestState.WITHDRAWN}
    assert may_ask_again(state) is (state in over)
    if state in {RequestState.SENT, RequestState.UNSCHEDULED}:
        ensure_answerable(state)
    else:
        with pytest.raises(RequestExpired if state is RequestState.EXPIRED else AlreadyAnswered):
            ensure_answerable(state)


def test_only_a_decline_for_an_open_requirement_is_taken_back() -> None:
    ensure_declined(RequestStatus.DECLINED, RequirementStatus.PUBLISHED)
    for status in set(RequestStatus) - {RequestStatus.DECLINED}:
        with pytest.raises(NotDeclined):
            ensure_declined(status, RequirementStatus.PUBLISHED)
    with pytest.raises(RequirementNotOpen):
        ensure_declined(RequestStatus.DECLINED, RequirementStatus.CLOSED)


@pytest.mark.parametrize("side", Side)
def test_a_meeting_that_ended_changes_no_more(side: Side) -> None:
    late = Deadlines(opens_at=OPEN, closes_at=CLOSE, freeze_at=ENDS + timedelta(days=1))
    ensure_changeable(MeetingStatus.SCHEDULED, ENDS, deadlines=late, side=side, now=ENDS - SECOND)
    with pytest.raises(MeetingOver):
        ensure_changeable(MeetingStatus.SCHEDULED, ENDS, deadlines=late, side=side, now=ENDS)


def test_after_the_freeze_only_staff_changes_a_meeting() -> None:
    for side in Side:
        ensure_changeable(MeetingStatus.SCHEDULED, ENDS, deadlines=DEADLINES, side=side, now=FREEZE - SECOND)
    ensure_changeable(MeetingStatus.SCHEDULED, ENDS, deadlines=DEADLINES, side=Side.ORGANISER, now=FREEZE)
    for side in (Side.BUYER, Side.SUPPLIER):
        with pytest.raises(AgendaFrozen):
            ensure_changeable(MeetingStatus.SCHEDULED, ENDS, deadlines=DEADLINES, side=side, now=FREEZE)
    with pytest.raises(NotScheduled):
        ensure_changeable(MeetingStatus.CANCELLED, ENDS, deadlines=DEADLINES, side=Side.ORGANISER, now=OPEN)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (timedelta(days=3), (TimeUnit.DAYS, 3)),
        (timedelta(days=2), (TimeUnit.DAYS, 2)),
        (timedelta(days=2) - SECOND, (TimeUnit.HOURS, 47)),
        (timedelta(hours=1), (TimeUnit.HOURS, 1)),
        (timedelta(minutes=59, seconds=59), (TimeUnit.MINUTES, 59)),
        (timedelta(seconds=3), (TimeUnit.MINUTES, 1)),
        (timedelta(0), (TimeUnit.OVER, 0)),
        (timedelta(days=-1), (TimeUnit.OVER, 0)),
    ],
)
def test_the_time_left_in_words(left: timedelta, expected: tuple[TimeUnit, int]) -> None:
    assert time_left(OPEN + left, now=OPEN) == expected
