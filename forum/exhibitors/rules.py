"""Applications and their steps, stands and their plan, staff badges: decisions on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.errors import (
    ApplicationsClosed,
    NotPossibleNow,
    ReasonMissing,
    StaffNotYet,
    StaffQuotaFull,
    StandFixed,
    StandOffPlan,
)

DRAFT, SUBMITTED, APPROVED = ExhibitorStatus.DRAFT, ExhibitorStatus.SUBMITTED, ExhibitorStatus.APPROVED
REJECTED, WITHDRAWN = ExhibitorStatus.REJECTED, ExhibitorStatus.WITHDRAWN

STEPS: dict[ExhibitorStatus, frozenset[ExhibitorStatus]] = {
    DRAFT: frozenset({SUBMITTED, WITHDRAWN}),
    SUBMITTED: frozenset({APPROVED, REJECTED, WITHDRAWN}),
    APPROVED: frozenset({REJECTED, WITHDRAWN}),
    REJECTED: frozenset({SUBMITTED}),
    WITHDRAWN: frozenset({SUBMITTED}),
}
LARGEST_CM = 99_900
AISLE_CM = 300
LARGEST_RANGE = 200


def may_become(status: ExhibitorStatus, target: ExhibitorStatus) -> bool:
    """Whether an application in one status can go to another in one step."""
    return target in STEPS[status]


def ensure_may_become(status: ExhibitorStatus, target: ExhibitorStatus) -> None:
    """Refuse a step that is not in the table.

    Raises:
        NotPossibleNow: the application stands elsewhere.
    """
    if not may_become(status, target):
        raise NotPossibleNow


def is_stand_held(status: ExhibitorStatus) -> bool:
    """Whether an application in this status keeps its stand from others."""
    return status in {SUBMITTED, APPROVED}


def ensure_stand_changeable(status: ExhibitorStatus) -> None:
    """Refuse a company's change of stand unless it is submitted and not answered yet.

    Raises:
        StandFixed: it is approved: the organiser moves it.
        NotPossibleNow: there is no stand to change.
    """
    if status is APPROVED:
        raise StandFixed
    if status is not SUBMITTED:
        raise NotPossibleNow


def ensure_open(closes_at: datetime, *, now: datetime) -> None:
    """Refuse applications once the registration window is over.

    Raises:
        ApplicationsClosed: from the closing moment on.
    """
    if now >= closes_at:
        raise ApplicationsClosed


def ensure_reason(reason: str) -> str:
    """The reason without outer spaces.

    Raises:
        ReasonMissing: it says nothing.
    """
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def ensure_staff_room(status: ExhibitorStatus, *, quota: int, taken: int) -> None:
    """Refuse one more staff badge where there is no stand for it or no place left.

    Raises:
        StaffNotYet: the exhibitor is not approved.
        StaffQuotaFull: the quota is used.
    """
    if status is not APPROVED:
        raise StaffNotYet
    if taken >= quota:
        raise StaffQuotaFull(quota=quota)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A rectangle of the plan, in centimetres from its upper left corner."""

    code: str
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int


def stand_range(
    prefix: str, *, first: int, how_many: int, width_cm: int, depth_cm: int, per_row: int, top_cm: int
) -> list[Place]:
    """A block of numbered stands in rows of `per_row`, from `top_cm` down: pairs of rows back to back, then an aisle.

    Raises:
        StandOffPlan: the block is empty, too large, or leaves the plan.
    """
    if not (0 < how_many <= LARGEST_RANGE and per_row > 0 and width_cm > 0 and depth_cm > 0):
        raise StandOffPlan
    digits = max(2, len(str(first + how_many - 1)))
    places = []
    for n in range(how_many):
        row, column = divmod(n, per_row)
        y = top_cm + row * depth_cm + (row // 2) * AISLE_CM
        places.append(
            Place(
                code=f"{prefix}{first + n:0{digits}d}",
                x_cm=column * width_cm,
                y_cm=y,
                width_cm=width_cm,
                depth_cm=depth_cm,
            )
        )
    for place in places:
        ensure_on_plan(place)
    return places


def ensure_on_plan(place: Place) -> None:
    """Refuse a rectangle without area or beyond the plan.

    Raises:
        StandOffPlan: so it is.
    """
    fits = place.x_cm >= 0 and place.y_cm >= 0 and place.width_cm > 0 and place.depth_cm > 0
    if not fits or place.x_cm + place.width_cm > LARGEST_CM or place.y_cm + place.depth_cm > LARGEST_CM:
        raise StandOffPlan


def plan_size(places: Iterable[tuple[int, int, int, int]]) -> tuple[int, int]:
    """Width and depth, in centimetres, of the plan that holds all (x, y, width, depth)."""
    corners = [(x + width, y + depth) for x, y, width, depth in places]
    return max((x for x, _ in corners), default=0), max((y for _, y in corners), default=0)
