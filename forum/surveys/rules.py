"""When a survey is answered and asked, by whom as what, and what its answers come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from forum.editions.enums import CategoryKind
from forum.editions.rules import end_of_day
from forum.surveys.enums import SurveyRole

OPEN_DAYS = 60
ASKED_WITHIN = timedelta(days=14)
ASKED_FROM, ASKED_UNTIL = time(10), time(20)
LEAST = 5
"""With fewer answers nothing but their number is told, so that nobody is known by what they said."""
PROMOTERS, DETRACTORS = 9, 6

ROLES: Mapping[CategoryKind, SurveyRole] = {
    CategoryKind.BUYER: SurveyRole.BUYER,
    CategoryKind.SUPPLIER: SurveyRole.SUPPLIER,
    CategoryKind.EXHIBITOR: SurveyRole.EXHIBITOR,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """How many people of a role gave the same marks."""

    role: SurveyRole
    recommend: int
    quality: int
    organisation: int
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """What the answers of a role come to: their number, recommendation (-100 to 100) and mean marks (1 to 5)."""

    answers: int
    recommendation: int | None = None
    quality: Decimal | None = None
    organisation: Decimal | None = None


def role_of(kind: CategoryKind) -> SurveyRole:
    """As what somebody of a category is asked."""
    return ROLES.get(kind, SurveyRole.ATTENDEE)


def over_at(ends_on: date, *, zone: str) -> datetime:
    """When an edition is over: at the end of its last day, at the venue."""
    return end_of_day(ends_on, zone)


def is_open(ends_on: date, *, zone: str, now: datetime) -> bool:
    """Whether the survey of an edition is answered now."""
    over = over_at(ends_on, zone=zone)
    return over <= now < over + timedelta(days=OPEN_DAYS)


def is_due(ends_on: date, *, zone: str, now: datetime) -> bool:
    """Whether people are asked by mail now: from the day after the forum, by day, and not weeks later."""
    here = now.astimezone(ZoneInfo(zone))
    first = over_at(ends_on, zone=zone)
    return first <= now < first + ASKED_WITHIN and ASKED_FROM <= here.time() < ASKED_UNTIL


def summary_of(answers: Iterable[Answered]) -> Summary:
    """What these answers come to; with fewer than `LEAST` their number alone."""
    rows = list(answers)
    total = sum(each.number for each in rows)
    if total < LEAST:
        return Summary(answers=total)
    promoters = sum(each.number for each in rows if each.recommend >= PROMOTERS)
    detractors = sum(each.number for each in rows if each.recommend <= DETRACTORS)
    return Summary(
        answers=total,
        recommendation=round(100 * (promoters - detractors) / total),
        quality=_mean(sum(each.quality * each.number for each in rows), total),
        organisation=_mean(sum(each.organisation * each.number for each in rows), total),
    )


def _mean(marks: int, total: int) -> Decimal:
    return (Decimal(marks) / total).quantize(Decimal("0.1"))
