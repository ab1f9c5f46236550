"""Decisions on a registration: approval, rejection, cancellation, another category."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from forum.companies.service import release_ally_code
from forum.core.database import atomic, locked, one, session
from forum.core.signals import announce
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.editions.queries import category_in, get_edition, limited_days
from forum.editions.rules import to_local
from forum.registration.enums import Canceller, RegistrationStatus
from forum.registration.errors import CategoryFull, HasEntered, NoPlaceToReturn, NotPossibleNow
from forum.registration.models import Registration
from forum.registration.notices import notify, notify_status
from forum.registration.rules import (
    OVER,
    Step,
    ensure_not_over,
    ensure_open,
    ensure_own_cancellation,
    ensure_reason,
    ensure_step,
    first_status,
    holds_place,
)
from forum.registration.service.blocks import take_for
from forum.registration.service.places import (
    change_status,
    free_place,
    has_entered,
    lock_categories,
    put_in_category,
    record_move,
    take_place,
)
from forum.registration.service.rights import end_set_aside
from forum.registration.signals import RegistrationCancelled, RegistrationReturning


def approve(registration_id: int, *, by: int | None, now: datetime) -> None:
    """Approve a registration, whatever its status before: what it held then is taken again.

    Raises:
        NotPossibleNow: it is approved already.
        CategoryFull: it holds no place and there is none left.
    """
    with atomic():
        registration = _locked_to_return(registration_id, Step.APPROVE, now=now)
        waited = registration.status is RegistrationStatus.WAITLISTED
        if not registration.has_place:
            _take_or_refuse(registration, registration.category_id)
        registration.place_kept_at = None
        change_status(registration, RegistrationStatus.APPROVED, by=by, now=now)
        notify("promoted" if waited else "confirmed", registration, now=now)


def _locked_to_return(registration_id: int, step: Step, *, now: datetime) -> Registration:
    """A registration to be made valid, locked after what else it takes again: the lock of a stand comes first."""
    status = session().scalar(select(Registration.status).where(Registration.id == registration_id))
    if status in OVER:
        ensure_step(step, status)
        announce(RegistrationReturning(registration_id=registration_id, at=now))
    registration = locked(Registration, registration_id)
    ensure_step(step, registration.status)
    if registration.status is not status or registration.merged_into_id is not None:
        raise NotPossibleNow
    return registration


def decide_on(registration_id: int, decide: Callable[[], None], *, edition_id: int) -> None:
    """One of the decisions of this module on a registration of the edition, which is locked first.

    Raises:
        NotFound: the edition has no such registration; as the decision.
    """
    with atomic():
        locked(Registration, registration_id, edition_id=edition_id)
        decide()


def reject(registration_id: int, *, reason: str, by: int, now: datetime) -> None:
    """Reject a registration and mail the reason; the place goes to who has waited longest.

    Raises:
        RegistrationReasonMissing: no reason is given.
        NotPossibleNow: it is rejected or cancelled already.
    """
    ensure_reason(reason)
    _end(registration_id, Step.REJECT, RegistrationStatus.REJECTED, reason=reason, by=by, now=now)


def cancel(
    registration_id: int,
    *,
    by: int | None,
    now: datetime,
    reason: str = "",
    canceller: Canceller = Canceller.DESK,
) -> None:
    """Cancel a registration, for the desk or a company; the place goes to who has waited longest.

    The place of somebody who has entered stays taken (see `has_entered`).

    Raises:
        NotPossibleNow: it is cancelled or rejected already.
    """
    status = RegistrationStatus.CANCELLED
    _end(registration_id, Step.CANCEL, status, reason=reason, by=by, now=now, canceller=canceller)


def cancel_own(registration_id: int, *, now: datetime) -> None:
    """Cancel a registration for its person, who may return while registration is open.

    Raises:
        HasEntered: they have entered: the place is used, and only the desk ends the registration.
        ForumOver: the last day has passed.
        NotPossibleNow: it is cancelled or rejected already.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        edition = get_edition(registration.edition_id)
        ensure_not_over(ends_on=edition.ends_on, today=to_local(now, edition.time_zone).date())
        if has_entered(registration_id):
            raise HasEntered
        cancel(registration_id, by=registration.person_id, now=now, canceller=Canceller.PERSON)


def _end(
    registration_id: int,
    step: Step,
    status: RegistrationStatus,
    *,
    reason: str,
    by: int | None,
    now: datetime,
    canceller: Canceller | None = None,
) -> None:
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_step(step, registration.status)
        before, offered, block_id = registration.status, registration.offered_until is not None, registration.block_id
        change_status(registration, status, by=by, now=now, reason=reason, canceller=canceller)
        end_set_aside(registration.id, status, canceller)
        notify_status(registration, now=now, reason=reason)
        if registration.ally_code_id is not None:
            release_ally_code(registration.ally_code_id)
            registration.ally_code_id = None
        if offered:
            registration.block_id = None
            free_place(registration.category_id, block_id=block_id, now=now)
        if not holds_place(before):
            return
        announce(
            RegistrationCancelled(
                registration_id=registration.id,
                edition_id=registration.edition_id,
                person_id=registration.person_id,
                at=now,
            )
        )
        if has_entered(registration.id):
            registration.place_kept_at = now
        else:
            registration.block_id = None
            free_place(registration.category_id, block_id=block_id, now=now)


def reinstate(registration_id: int, *, now: datetime) -> None:
    """Register somebody again who had cancelled by themselves: approved, pending or on the waiting list.

    Every scarce thing is taken again: a place of the category, and by the domains above what else the person held (a
    staff place of a stand). There is a waiting list for visitors only.

    Raises:
        NotPossibleNow: it is not cancelled.
        CancelledByOthers: the desk or their company cancelled it.
        RegistrationNotOpen, RegistrationOver: outside the window.
        NoPlaceToReturn: a category without waiting list is full.
    """
    with atomic():
        found = one(select(Registration).where(Registration.id == registration_id))
        ensure_own_cancellation(found.status, found.canceller)
        edition = get_edition(found.edition_id)
        ensure_open(opens_at=edition.registration_opens_at, closes_at=edition.registration_closes_at, now=now)
        registration = _locked_to_return(registration_id, Step.REINSTATE, now=now)
        ensure_own_cancellation(registration.status, registration.canceller)
        category = session().get_one(Category, registration.category_id)
        status = first_status(placed=take_place(category.id), needs_approval=category.needs_approval)
        if status is RegistrationStatus.WAITLISTED and category.kind is not CategoryKind.VISITOR:
            raise NoPlaceToReturn
        change_status(registration, status, by=registration.person_id, now=now)
        notify_status(registration, now=now)


def change_category(registration_id: int, *, category_id: int, by: int, now: datetime) -> None:
    """Move a registration to another category of its edition; one on the waiting list gets a place there.

    One that is over takes its place with it if it kept one, and else none: it gets one when it is approved. Whoever
    attends, or may yet, is mailed the new category and the days on which it enters.

    Raises:
        NotFound: the edition has no such category.
        CategoryFull: the other category has no place left.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_step(Step.MOVE, registration.status)
        category = category_in(registration.edition_id, category_id)
        left, before = registration.category_id, registration.status
        if left == category_id:
            return
        lock_categories(left, category_id)
        had_place, block_id = registration.has_place, registration.block_id
        if had_place or before is RegistrationStatus.WAITLISTED:
            _take_or_refuse(registration, category_id)
        put_in_category(registration, category_id, now=now)
        if before is RegistrationStatus.WAITLISTED:
            status = first_status(placed=True, needs_approval=category.needs_approval)
            change_status(registration, status, by=by, now=now)
            notify_status(registration, now=now)
        else:
            was = session().get_one(Category, left)
            record_move(registration, category.name_es, by=by, now=now)
            if before not in OVER:
                _notify_move(registration, was, now=now)
        if had_place:
            free_place(left, block_id=block_id, now=now)


def _notify_move(registration: Registration, was: Category, *, now: datetime) -> None:
    days = limited_days(registration.edition_id).get(registration.category_id)
    notify("moved", registration, now=now, was_es=was.name_es, was_en=was.name_en, days=days)


def _take_or_refuse(registration: Registration, category_id: int) -> None:
    if not take_for(registration, category_id):
        category = session().get_one(Category, category_id)
        raise CategoryFull(category=category.name_es)
