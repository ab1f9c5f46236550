"""When the people of a delegation may be named and changed: plain values only."""

from datetime import datetime

from forum.delegations.enums import DelegationStatus
from forum.delegations.errors import DelegationDecided, DelegationNotOpen, DelegationUntilPast, NamesClosed

MOST_PLACES = 500


def may_name(status: DelegationStatus, changes_until: datetime | None, *, now: datetime) -> bool:
    """Whether people may be named, replaced and removed now."""
    return status is DelegationStatus.OPEN and changes_until is not None and now < changes_until


def ensure_may_name(status: DelegationStatus, changes_until: datetime | None, *, now: datetime) -> None:
    """Refuse to change who comes once the delegation is closed or its day has passed.

    Raises:
        DelegationNotOpen: it is not open.
        NamesClosed: the day has passed.
    """
    if status is not DelegationStatus.OPEN:
        raise DelegationNotOpen
    if not may_name(status, changes_until, now=now):
        raise NamesClosed


def ensure_status(status: DelegationStatus, wanted: DelegationStatus) -> None:
    """Refuse a step of the organiser on a delegation that stands otherwise by now.

    Raises:
        DelegationDecided: it does.
    """
    if status is not wanted:
        raise DelegationDecided


def ensure_ahead(changes_until: datetime, *, now: datetime) -> None:
    """Refuse a last moment that has passed.

    Raises:
        DelegationUntilPast: it has.
    """
    if changes_until <= now:
        raise DelegationUntilPast
