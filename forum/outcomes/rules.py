"""What an answer must say, until when it is taken, who is asked when, and which meetings are held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.editions.rules import end_of_day
from forum.matchmaking.enums import Currency, Side
from forum.outcomes.enums import Asking, Horizon, Milestone, NextStep, NoInterest
from forum.outcomes.errors import (
    AmountMissing,
    AnswersClosed,
    HorizonMissing,
    InterestMissing,
    MeetingNotHeld,
    MeetingNotOver,
    NotFollowed,
    ReasonMissing,
    StepMissing,
)

OPEN_DAYS = 210
SIDES = (Side.BUYER, Side.SUPPLIER)
NO_INTEREST_UNTIL = 2
"""Who gives no more than this does not want to go on, and is asked why."""
AFTER_THE_LAST = timedelta(minutes=15)
REMINDED_AFTER = timedelta(days=2)
ROUNDS: Mapping[Asking, int] = {Asking.DAYS_30: 30, Asking.DAYS_90: 90, Asking.DAYS_180: 180}
ASKED_FROM, ASKED_UNTIL = time(10), time(20)
ASKED_WITHIN = timedelta(days=10)
EVENING_FROM, EVENING_UNTIL = time(17), time(21)
"""When people read what awaits them the next day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What one side says of a meeting; what it is not asked is None.

    interest: 1 to 5. amount: whole units of `currency`, expected within `horizon`. words: why there is no interest.
    """

    held: bool
    interest: int | None = None
    next_step: NextStep | None = None
    amount: int | None = None
    currency: Currency | None = None
    horizon: Horizon | None = None
    no_interest: NoInterest | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """What became of a meeting: what was reached, and the amount of the order where there is one."""

    milestones: frozenset[Milestone] = frozenset()
    amount: int | None = None
    currency: Currency | None = None


def is_interested(interest: int | None) -> bool:
    """Whether who gave this wants to go on."""
    return interest is not None and interest > NO_INTEREST_UNTIL


def complete(said: Said) -> Said:
    """The answer without what is not asked of who says it; an amount takes its currency and horizon along.

    Raises:
        InterestMissing, StepMissing, ReasonMissing, HorizonMissing: the first of these that is not said.
    """
    if not said.held:
        return Said(held=False)
    if said.interest is None:
        raise InterestMissing
    if not is_interested(said.interest):
        if said.no_interest is None:
            raise ReasonMissing
        return Said(held=True, interest=said.interest, no_interest=said.no_interest, words=said.words)
    if said.next_step is None:
        raise StepMissing
    told = replace(said, no_interest=None, words="")
    if told.amount is None:
        return replace(told, currency=None, horizon=None)
    if told.horizon is None:
        raise HorizonMissing
    return replace(told, currency=told.currency or Currency.MXN)


def complete_follow_up(reached: Reached) -> Reached:
    """The same of what became of it: an order has an amount, and an amount is that of an order.

    Raises:
        AmountMissing: one is there without the other.
    """
    if (Milestone.AWARD in reached.milestones) != (reached.amount is not None):
        raise AmountMissing
    return reached if reached.amount is not None else replace(reached, currency=None)


def closes_at(ends_on: date, *, zone: str) -> datetime:
    """Until when answers are taken and changed; then the figures of the edition stand."""
    return end_of_day(ends_on, zone) + timedelta(days=OPEN_DAYS)


def ensure_answerable(*, is_scheduled: bool, slot_ends_at: datetime, ends_on: date, zone: str, now: datetime) -> None:
    """Refuse an answer before the slot ends, for a cancelled meeting, or long after the forum.

    Raises:
        MeetingNotHeld, MeetingNotOver, AnswersClosed: the first of these that holds.
    """
    if not is_scheduled:
        raise MeetingNotHeld
    if slot_ends_at > now:
        raise MeetingNotOver
    if now >= closes_at(ends_on, zone=zone):
        raise AnswersClosed


def current_round(ends_on: date, *, zone: str, now: datetime) -> Asking | None:
    """What is asked now of what became of the meetings; None before the first 30 days, and when all is closed."""
    over = end_of_day(ends_on, zone)
    if now >= over + timedelta(days=OPEN_DAYS):
        return None
    begun = [asking for asking, days in ROUNDS.items() if now >= over + timedelta(days=days)]
    return begun[-1] if begun else None


def ensure_followed(ends_on: date, *, zone: str, now: datetime) -> Asking:
    """What is asked now of what became of the meetings.

    Raises:
        NotFollowed: nothing is asked yet, or no longer.
    """
    asking = current_round(ends_on, zone=zone, now=now)
    if asking is None:
        raise NotFollowed
    return asking


def is_held(said: Iterable[bool], *, seen: bool = False) -> bool:
    """Whether a meeting was held: the floor desk saw both, or either side says so. The one place that decides it."""
    return seen or any(said)


def by_day(zone: str, now: datetime) -> bool:
    """Whether it is an hour at which people are written to."""
    return ASKED_FROM <= now.astimezone(ZoneInfo(zone)).time() < ASKED_UNTIL


def in_the_evening(zone: str, now: datetime) -> bool:
    """Whether it is the hour at which people are told of the next day."""
    return EVENING_FROM <= now.astimezone(ZoneInfo(zone)).time() < EVENING_UNTIL


def later_askings(ends_on: date, *, zone: str, now: datetime) -> list[Asking]:
    """The mails after the forum that are due now: the reminder, and what became of it."""
    if not by_day(zone, now):
        return []
    over = end_of_day(ends_on, zone)
    moments = {Asking.REMINDER: over + REMINDED_AFTER - timedelta(days=1)}
    moments |= {asking: over + timedelta(days=days) for asking, days in ROUNDS.items()}
    return [asking for asking, moment in moments.items() if moment <= now < moment + ASKED_WITHIN]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """A meeting that is over, or is to come on the same day, of one person on one side; whether they answered."""

    person_id: int
    meeting_id: int
    starts_at: datetime
    ends_at: datetime
    answered: bool


def due_of_day(meetings: Iterable[Unanswered], *, now: datetime) -> dict[int, list[Unanswered]]:
    """Whom to ask on a day: those whose last meeting of it is over, with the meetings they have not answered."""
    of_person: dict[int, list[Unanswered]] = {}
    for each in meetings:
        of_person.setdefault(each.person_id, []).append(each)
    due = {
        person_id: [each for each in theirs if not each.answered]
        for person_id, theirs in of_person.items()
        if max(each.ends_at for each in theirs) + AFTER_THE_LAST <= now
    }
    return {person_id: theirs for person_id, theirs in due.items() if theirs}
