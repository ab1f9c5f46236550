"""A place of a category that is offered for a time to somebody on its waiting list."""

from datetime import datetime, timedelta

from forum.registration.enums import RegistrationStatus
from forum.registration.errors import (
    BlockTooSmall,
    NotOnPlaceList,
    PlaceAlreadyOffered,
    PlaceNotOffered,
    PlaceOfferLapsed,
    PlaceOfferOutside,
)


def offer_end(*, hours: int, starts_at: datetime, now: datetime) -> datetime | None:
    """Until when a place is offered from now on: some hours, and never beyond the start of the event.

    None once the event has begun: there is no time left to wait for an answer.
    """
    return min(now + timedelta(hours=hours), starts_at) if now < starts_at else None


def is_offered(offered_until: datetime | None, *, now: datetime) -> bool:
    """Whether a place is held for somebody now; at the last moment of its offer it is not any more."""
    return offered_until is not None and now < offered_until


def has_passed(offered_until: datetime | None, passed_at: datetime | None, *, now: datetime) -> bool:
    """Whether somebody did not take a place, also where the change that records it has still to come."""
    return passed_at is not None or (offered_until is not None and not is_offered(offered_until, now=now))


def ensure_offered(offered_until: datetime | None, *, now: datetime) -> None:
    """Refuse to take, decline, withdraw or extend what is not offered.

    Raises:
        PlaceNotOffered: no place is.
        PlaceOfferLapsed: it was, until a moment that has passed.
    """
    if offered_until is None:
        raise PlaceNotOffered
    if not is_offered(offered_until, now=now):
        raise PlaceOfferLapsed


def ensure_offerable(status: RegistrationStatus, offered_until: datetime | None) -> None:
    """Refuse to offer a place to somebody who does not wait, or has an offer.

    Raises:
        NotOnPlaceList: they are not on the waiting list.
        PlaceAlreadyOffered: a place is offered to them.
    """
    if status is not RegistrationStatus.WAITLISTED:
        raise NotOnPlaceList
    if offered_until is not None:
        raise PlaceAlreadyOffered


def ensure_extension(until: datetime, *, now: datetime, starts_at: datetime) -> None:
    """Refuse an end that has passed, or that lies beyond the start of the event.

    Raises:
        PlaceOfferOutside: it does.
    """
    if not now < until <= starts_at:
        raise PlaceOfferOutside


def ensure_block_size(places: int) -> None:
    """Refuse to reserve nothing.

    Raises:
        BlockTooSmall: less than one place.
    """
    if places < 1:
        raise BlockTooSmall
