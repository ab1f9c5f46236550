"""Places offered for a time to who waits: taken, declined, lapsed; and by the desk offered, extended and withdrawn.

The place is taken from the moment it is offered, so that nobody else gets it. Whatever ends an offer holds the lock of
its registration: of two, the first one counts.
"""

from datetime import datetime

from sqlalchemy import select

from forum.core.database import atomic, locked, locked_all, session
from forum.editions.models import Category
from forum.editions.queries import first_opening, get_edition
from forum.registration.enums import PlaceStep, RegistrationStatus
from forum.registration.errors import CategoryFull, ForumBegun, NotPossibleNow, PlaceNotOffered
from forum.registration.models import Registration
from forum.registration.notices import notify, notify_status
from forum.registration.rules import status_with_place
from forum.registration.rules.offers import (
    ensure_extension,
    ensure_offerable,
    ensure_offered,
    has_passed,
    is_offered,
)
from forum.registration.service.blocks import take_for
from forum.registration.service.places import (
    change_status,
    free_place,
    offer_end_of,
    open_offer,
    promote_waiting,
    record_offer,
)

KEEP_PLACE_OFFERS = "registration.keep_place_offers"
AT_ONCE = 200
"""Offers that one run ends before it looks again: each is a change of its own."""


def accept_offer(registration_id: int, *, now: datetime) -> None:
    """Take the place that is offered: the registration is approved, or pending where the category needs approval.

    Raises:
        PlaceNotOffered, PlaceOfferLapsed: it is not offered any more.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_offered(registration.offered_until, now=now)
        category = session().get_one(Category, registration.category_id)
        status = status_with_place(needs_approval=category.needs_approval)
        change_status(registration, status, by=registration.person_id, now=now, offer=PlaceStep.ACCEPTED)
        notify_status(registration, now=now)


def decline_offer(registration_id: int, *, now: datetime) -> None:
    """Leave the place to the next one; the person stays on the list, and is offered no other by itself.

    Raises:
        PlaceNotOffered, PlaceOfferLapsed: it is not offered any more.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_offered(registration.offered_until, now=now)
        _let_pass(registration, PlaceStep.DECLINED, by=registration.person_id, now=now)


def ask_again(registration_id: int, *, now: datetime) -> None:
    """Want a place again after one was not taken: at the end of the list.

    Raises:
        NotPossibleNow: the registration has not let a place pass, or waits no more.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        passed = has_passed(registration.offered_until, registration.passed_at, now=now)
        if registration.status is not RegistrationStatus.WAITLISTED or not passed:
            raise NotPossibleNow
        if registration.offered_until is not None:
            _let_pass(registration, PlaceStep.LAPSED, by=None, now=now)
        registration.passed_at, registration.waiting_since = None, now
        record_offer(registration, PlaceStep.ASKED, by=registration.person_id, now=now)
        promote_waiting(registration.category_id, now=now)


def offer_place(registration_id: int, *, instead_of: int | None, by: int, now: datetime) -> None:
    """Offer a place to somebody out of their turn: a free one, or that which is offered to somebody else.

    Raises:
        NotOnPlaceList, PlaceAlreadyOffered: they do not wait, or have an offer.
        PlaceNotOffered: nothing of the same category is offered to the other one any more.
        CategoryFull: no place is free.
        ForumBegun: the event has begun.
    """
    with atomic():
        rows = {each.id: each for each in locked_all(Registration, {registration_id, instead_of or registration_id})}
        registration = rows[registration_id]
        ensure_offerable(registration.status, registration.offered_until)
        category = session().get_one(Category, registration.category_id)
        end = offer_end_of(category, now=now)
        if end is None:
            raise ForumBegun
        if instead_of is not None:
            other = rows[instead_of]
            reserved = other.block_id is not None  # for a group, which is not the desk's to give away here
            if other.category_id != category.id or other.offered_until is None or reserved:
                raise PlaceNotOffered
            _withdraw(other, by=by, now=now)
        elif not take_for(registration, category.id):
            raise CategoryFull(category=category.name_es)
        open_offer(registration, until=end, by=by, now=now)


def extend_offer(registration_id: int, *, until: datetime, by: int, now: datetime) -> None:
    """Let an offer end at another moment, and mail its person which.

    Raises:
        PlaceNotOffered, PlaceOfferLapsed: the place is not offered any more.
        PlaceOfferOutside: the moment has passed, or the event has begun by then.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_offered(registration.offered_until, now=now)
        starts_at = first_opening(get_edition(registration.edition_id))
        ensure_extension(until, now=now, starts_at=starts_at)
        registration.offered_until = until
        record_offer(registration, PlaceStep.EXTENDED, until=until, by=by, now=now)
        notify("place_offered", registration, now=now, extended=True)


def withdraw_offer(registration_id: int, *, by: int, now: datetime) -> None:
    """Take an offer back: the next one is offered the place, its person keeps their turn and is mailed.

    Raises:
        PlaceNotOffered, PlaceOfferLapsed: the place is not offered any more.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_offered(registration.offered_until, now=now)
        _withdraw(registration, by=by, now=now)
        _free(registration, now=now)


def end_lapsed_offers(*, now: datetime) -> int:
    """End the offers whose time has passed, and offer each place to the next. Returns how many ended."""
    due = (
        select(Registration.id)
        .where(Registration.offered_until <= now)
        .order_by(Registration.offered_until, Registration.id)
        .limit(AT_ONCE)
    )
    return sum(_end_lapsed(registration_id, now=now) for registration_id in session().scalars(due).all())


def _end_lapsed(registration_id: int, *, now: datetime) -> bool:
    with atomic():
        registration = locked(Registration, registration_id)
        if registration.offered_until is None or is_offered(registration.offered_until, now=now):
            return False
        _let_pass(registration, PlaceStep.LAPSED, by=None, now=now)
        return True


def _let_pass(registration: Registration, step: PlaceStep, *, by: int | None, now: datetime) -> None:
    """End an offer that was not taken; the place goes to the next one."""
    registration.offered_until, registration.passed_at = None, now
    record_offer(registration, step, by=by, now=now)
    if step is PlaceStep.LAPSED:
        notify("place_lapsed", registration, now=now)
    _free(registration, now=now)


def _free(registration: Registration, *, now: datetime) -> None:
    block_id, registration.block_id = registration.block_id, None
    free_place(registration.category_id, block_id=block_id, now=now, besides=registration.id)


def _withdraw(registration: Registration, *, by: int, now: datetime) -> None:
    registration.offered_until = None
    record_offer(registration, PlaceStep.WITHDRAWN, by=by, now=now)
    notify("place_withdrawn", registration, now=now)
