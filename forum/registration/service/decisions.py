"""Decisions on a registration: approval, rejection, cancellation, another category."""

from collections.abc import Iterable
from datetime import datetime

from forum.companies.service import release_ally_code
from forum.core.database import atomic, locked, session
from forum.core.errors import Refusal
from forum.core.history import record
from forum.core.signals import announce
from forum.editions.models import Category
from forum.editions.queries import category_in
from forum.registration.enums import RegistrationStatus
from forum.registration.errors import CategoryFull
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.notices import notify, notify_status
from forum.registration.rules import Step, ensure_reason, ensure_step, first_status, holds_place
from forum.registration.service.places import change_status, free_place, lock_categories, take_place
from forum.registration.signals import RegistrationCancelled


def approve(registration_id: int, *, by: int | None, now: datetime) -> None:
    """Approve a registration, whatever its status before.

    Raises:
        NotPossibleNow: it is approved already.
        CategoryFull: it holds no place and there is none left.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_step(Step.APPROVE, registration.status)
        waited = registration.status is RegistrationStatus.WAITLISTED
        if not holds_place(registration.status):
            _take_or_refuse(registration.category_id)
        change_status(registration, RegistrationStatus.APPROVED, by=by, now=now)
        notify("promoted" if waited else "confirmed", registration, now=now)


def approve_many(registration_ids: Iterable[int], *, edition_id: int, by: int, now: datetime) -> tuple[int, int]:
    """Approve each of these in a transaction of its own. Returns how many were approved, and how many refused."""
    approved = refused = 0
    for registration_id in registration_ids:
        try:
            with atomic():
                locked(Registration, registration_id, edition_id=edition_id)
                approve(registration_id, by=by, now=now)
            approved += 1
        except Refusal:
            refused += 1
    return approved, refused


def reject(registration_id: int, *, reason: str, by: int, now: datetime) -> None:
    """Reject a registration and mail the reason; the place goes to who has waited longest.

    Raises:
        RegistrationReasonMissing: no reason is given.
        NotPossibleNow: it is rejected or cancelled already.
    """
    ensure_reason(reason)
    _end(registration_id, Step.REJECT, RegistrationStatus.REJECTED, reason=reason, by=by, now=now)


def cancel(registration_id: int, *, by: int | None, now: datetime, reason: str = "") -> None:
    """Cancel a registration, for its person or for the desk; the place goes to who has waited longest.

    Raises:
        NotPossibleNow: it is cancelled or rejected already.
    """
    _end(registration_id, Step.CANCEL, RegistrationStatus.CANCELLED, reason=reason, by=by, now=now)


def _end(
    registration_id: int, step: Step, status: RegistrationStatus, *, reason: str, by: int | None, now: datetime
) -> None:
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_step(step, registration.status)
        before = registration.status
        change_status(registration, status, by=by, now=now, reason=reason)
        notify_status(registration, now=now, reason=reason)
        if registration.ally_code_id is not None:
            release_ally_code(registration.ally_code_id)
            registration.ally_code_id = None
        if before is RegistrationStatus.APPROVED:
            announce(
                RegistrationCancelled(
                    registration_id=registration.id,
                    edition_id=registration.edition_id,
                    person_id=registration.person_id,
                    at=now,
                )
            )
        if holds_place(before):
            free_place(registration.category_id, now=now)


def reinstate(registration_id: int, *, by: int | None, now: datetime) -> None:
    """Register somebody again who had cancelled: approved, pending or on the waiting list.

    Raises:
        NotPossibleNow: it is not cancelled.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_step(Step.REINSTATE, registration.status)
        category = session().get_one(Category, registration.category_id)
        status = first_status(placed=take_place(category.id), needs_approval=category.needs_approval)
        change_status(registration, status, by=by, now=now)
        notify_status(registration, now=now)


def change_category(registration_id: int, *, category_id: int, by: int, now: datetime) -> None:
    """Move a registration to another category of its edition; one on the waiting list gets a place there.

    Raises:
        NotFound: the edition has no such category.
        NotPossibleNow: the registration is rejected or cancelled.
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
        _take_or_refuse(category_id)
        registration.category_id = category_id
        if before is RegistrationStatus.WAITLISTED:
            status = first_status(placed=True, needs_approval=category.needs_approval)
            change_status(registration, status, by=by, now=now)
            notify_status(registration, now=now)
        else:
            _record_move(registration, category.name_es, by=by, now=now)
            free_place(left, now=now)


def _record_move(registration: Registration, category_name: str, *, by: int, now: datetime) -> None:
    registration.changed_at = now
    event = RegistrationEvent(registration_id=registration.id, status=registration.status, reason=f"→ {category_name}")
    record(event, by=by, now=now)
    session().flush()


def _take_or_refuse(category_id: int) -> None:
    if not take_place(category_id):
        category = session().get_one(Category, category_id)
        raise CategoryFull(category=category.name_es)
