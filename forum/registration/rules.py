"""How a registration may change, and what it becomes: plain values in, answers and refusals out."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forum.companies.enums import Sector
from forum.editions.enums import CategoryKind
from forum.privacy.enums import Purpose
from forum.registration.enums import RegistrationStatus
from forum.registration.errors import NotPossibleNow, ReasonMissing, RegistrationNotOpen, RegistrationOver

HOLDING = frozenset({RegistrationStatus.PENDING, RegistrationStatus.APPROVED})

VOLUNTARY = (Purpose.NEWS, Purpose.ALLIES, Purpose.DIRECTORY)

# Which badge a person with several parts in the forum wears: the first of these that they are.
PRECEDENCE = (
    CategoryKind.STAFF,
    CategoryKind.SPEAKER,
    CategoryKind.BUYER,
    CategoryKind.EXHIBITOR,
    CategoryKind.SUPPLIER,
    CategoryKind.PRESS,
    CategoryKind.VISITOR,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Applicant:
    """What the public form says of a person.

    `email` is lower-case, `phone` as stored (E.164), `consents` the voluntary purposes ticked, `notice_id` the
    version of the privacy notice they were shown.
    """

    given_names: str
    first_surname: str
    second_surname: str | None
    email: str
    phone: str
    organisation: str
    position: str
    sector: Sector
    ally_code: str | None
    consents: frozenset[Purpose]
    notice_id: int
    language: str


class Step(enum.StrEnum):
    """What may be done with a registration."""

    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"
    REINSTATE = "reinstate"
    MOVE = "move"


_S = RegistrationStatus
FROM: Mapping[Step, frozenset[RegistrationStatus]] = {
    Step.APPROVE: frozenset({_S.PENDING, _S.WAITLISTED, _S.REJECTED, _S.CANCELLED}),
    Step.REJECT: frozenset({_S.PENDING, _S.WAITLISTED, _S.APPROVED}),
    Step.CANCEL: frozenset({_S.PENDING, _S.WAITLISTED, _S.APPROVED}),
    Step.REINSTATE: frozenset({_S.CANCELLED}),
    Step.MOVE: frozenset({_S.PENDING, _S.WAITLISTED, _S.APPROVED}),
}


def may_step(step: Step, status: RegistrationStatus) -> bool:
    """Whether this may be done with a registration of that status."""
    return status in FROM[step]


def ensure_step(step: Step, status: RegistrationStatus) -> None:
    """Refuse what cannot follow the present status.

    Raises:
        NotPossibleNow: the registration has moved on.
    """
    if not may_step(step, status):
        raise NotPossibleNow


def ensure_reason(reason: str) -> None:
    """Refuse a no without its why.

    Raises:
        ReasonMissing: the text is empty.
    """
    if not reason.strip():
        raise ReasonMissing


def holds_place(status: RegistrationStatus) -> bool:
    """Whether a registration of this status counts against its category's quota."""
    return status in HOLDING


def status_with_place(*, needs_approval: bool) -> RegistrationStatus:
    """What a registration becomes once it holds a place."""
    return RegistrationStatus.PENDING if needs_approval else RegistrationStatus.APPROVED


def first_status(*, placed: bool, needs_approval: bool) -> RegistrationStatus:
    """What a new registration is: without a place on the waiting list, with one approved or waiting for a yes."""
    return status_with_place(needs_approval=needs_approval) if placed else RegistrationStatus.WAITLISTED


def outranks(kind: CategoryKind, other: CategoryKind) -> bool:
    """Whether somebody who is both wears the badge of the first (a supplier who also speaks: speaker)."""
    return PRECEDENCE.index(kind) < PRECEDENCE.index(other)


def ensure_open(*, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """Refuse a registration outside the window; it opens at its first moment and is closed at its last.

    Raises:
        RegistrationNotOpen: before it.
        RegistrationOver: after it.
    """
    if now < opens_at:
        raise RegistrationNotOpen
    if now >= closes_at:
        raise RegistrationOver
