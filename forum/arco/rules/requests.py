"""When a request has to be answered and carried out, and what may be done with it (LFPDPPP 2025)."""

import enum
from datetime import date

from forum.arco.enums import ArcoStatus, Identity
from forum.arco.errors import (
    DeadlineExtended,
    DeadlinePassed,
    IdentityUnproved,
    NothingLeftToDo,
    NothingToCarryOut,
    ReceivedLater,
    RequestAnswered,
)
from forum.arco.rules.days import business_days_after

ANSWER_DAYS = 20
EXECUTION_DAYS = 15
SOON_DAYS = 5


class Urgency(enum.StrEnum):
    """How near a date is: passed, within five business days, later; or nothing is left to do."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NONE = "none"


def answer_due(received_on: date) -> date:
    """Until when a request has to be answered."""
    return business_days_after(received_on, ANSWER_DAYS)


def execution_due(answered_on: date) -> date:
    """Until when what was granted has to be carried out."""
    return business_days_after(answered_on, EXECUTION_DAYS)


def extended(due: date, status: ArcoStatus) -> date:
    """The date after it was extended: once, by the same number of days."""
    return business_days_after(due, ANSWER_DAYS if status is ArcoStatus.RECEIVED else EXECUTION_DAYS)


def urgency(due: date | None, *, today: date) -> Urgency:
    """How near a date is."""
    if due is None:
        return Urgency.NONE
    if due < today:
        return Urgency.OVERDUE
    return Urgency.SOON if due <= business_days_after(today, SOON_DAYS) else Urgency.LATER


def ensure_received(received_on: date, *, today: date) -> None:
    """Refuse a request that is said to have come later than today.

    Raises:
        ReceivedLater: it is.
    """
    if received_on > today:
        raise ReceivedLater


def ensure_extendable(due: date | None, *, is_extended: bool, today: date) -> None:
    """Refuse to extend a date twice, or after it has passed.

    Raises:
        NothingLeftToDo: the request is over.
        DeadlineExtended: it was extended.
        DeadlinePassed: it has passed.
    """
    if due is None:
        raise NothingLeftToDo
    if is_extended:
        raise DeadlineExtended
    if due < today:
        raise DeadlinePassed


def ensure_answerable(status: ArcoStatus, identity: Identity, *, granted: bool) -> None:
    """Refuse a second answer, and to grant what somebody asks who has not proved who they are.

    Raises:
        RequestAnswered: it has an answer.
        IdentityUnproved: it would be granted to nobody knows whom.
    """
    if status is not ArcoStatus.RECEIVED:
        raise RequestAnswered
    if granted and identity is Identity.UNPROVED:
        raise IdentityUnproved


def ensure_granted(status: ArcoStatus) -> None:
    """Refuse to carry out what was not granted, or was carried out.

    Raises:
        NothingToCarryOut: it was not, or is done.
    """
    if status is not ArcoStatus.GRANTED:
        raise NothingToCarryOut


def ensure_proved(identity: Identity) -> None:
    """Refuse to hand out data to somebody who has not proved who they are.

    Raises:
        IdentityUnproved: they have not.
    """
    if identity is Identity.UNPROVED:
        raise IdentityUnproved
