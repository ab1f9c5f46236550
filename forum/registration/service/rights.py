"""The rights by which one person attends: the highest is their registration, those below are set aside for it.

A visitor becomes staff of a stand and the representative of a supplier: three rights, one badge. Whoever ends one of
them, ends that one alone.
"""

from datetime import datetime

from sqlalchemy import delete, select, update

from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.core.signals import announce
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.registration.enums import Canceller, RegistrationStatus
from forum.registration.models import Registration, RegistrationEvent, SetAsideRight
from forum.registration.notices import notify
from forum.registration.rules import OVER, PRECEDENCE, holds_place
from forum.registration.service.places import (
    change_status,
    free_place,
    has_entered,
    lock_categories,
    promote_waiting,
    put_in_category,
    take_place,
)
from forum.registration.signals import RegistrationCancelled

QUIETLY = {"synchronize_session": False}


def set_aside(registration: Registration, kind: CategoryKind, *, now: datetime) -> None:
    """Keep what a locked registration is now, of this kind, before a higher right comes over it."""
    forget_right(registration.id, kind)
    right = SetAsideRight(
        registration_id=registration.id,
        kind=kind,
        category_id=registration.category_id,
        status=registration.status,
        canceller=registration.canceller,
        waiting_since=registration.waiting_since,
        company_id=registration.company_id,
        organisation=registration.organisation,
        position=registration.position,
        set_aside_at=now,
    )
    session().add(right)
    session().flush()


def keep_below(
    registration: Registration, category: Category, *, company_id: int | None, organisation: str, position: str,
    now: datetime,
) -> None:  # fmt: skip
    """Keep a right that a locked registration outranks from the start: it counts once the higher one has ended."""
    forget_right(registration.id, category.kind)
    right = SetAsideRight(
        registration_id=registration.id,
        kind=category.kind,
        category_id=category.id,
        status=RegistrationStatus.APPROVED,
        company_id=company_id,
        organisation=organisation,
        position=position,
        set_aside_at=now,
    )
    session().add(right)
    session().flush()


def forget_right(registration_id: int, kind: CategoryKind | None = None) -> None:
    """Forget what is set aside of a kind, or all of it."""
    gone = delete(SetAsideRight).where(SetAsideRight.registration_id == registration_id)
    session().execute(gone if kind is None else gone.where(SetAsideRight.kind == kind), execution_options=QUIETLY)


def end_set_aside(registration_id: int, status: RegistrationStatus, canceller: Canceller | None) -> None:
    """End what is set aside with the registration itself: who cancels does not attend by any right."""
    valid = update(SetAsideRight).where(
        SetAsideRight.registration_id == registration_id, SetAsideRight.status.not_in(OVER)
    )
    session().execute(valid.values(status=status, canceller=canceller), execution_options=QUIETLY)


def end_right(registration_id: int, kind: CategoryKind, *, by: int | None, now: datetime) -> bool:
    """End one right of a person; where it was their highest, the next one is their registration again.

    A place that somebody else has taken meanwhile puts a visitor on the waiting list, and ends what has no such list.
    The person is mailed what happened.

    Returns whether anything is left; where nothing is, the caller cancels the registration.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        has = session().get_one(Category, registration.category_id).kind
        if has is not kind:
            forget_right(registration_id, kind)
            return True
        right = _highest(registration_id)
        if right is None or registration.status in OVER:
            return registration.status in OVER
        return _restore(registration, right, by=by, now=now)


def name_right(registration_id: int, kind: CategoryKind, *, company_id: int, organisation: str) -> None:
    """Let a right of a locked registration stand by another company, whether it counts now or is set aside."""
    registration = locked(Registration, registration_id)
    if session().get_one(Category, registration.category_id).kind is kind:
        registration.company_id, registration.organisation = company_id, organisation
        return
    below = update(SetAsideRight).where(SetAsideRight.registration_id == registration_id, SetAsideRight.kind == kind)
    values = {"company_id": company_id, "organisation": organisation}
    session().execute(below.values(values), execution_options=QUIETLY)


def _highest(registration_id: int) -> SetAsideRight | None:
    """The right that counts next: one that is valid before one that is over, then the higher kind."""
    rights = session().scalars(select(SetAsideRight).where(SetAsideRight.registration_id == registration_id)).all()
    return min(rights, key=lambda right: (right.status in OVER, PRECEDENCE.index(right.kind)), default=None)


def _restore(registration: Registration, right: SetAsideRight, *, by: int | None, now: datetime) -> bool:
    """Let a right stand again; False where it holds no place and the person has entered, whose place stays taken."""
    left, company = registration.category_id, registration.organisation
    had_place, block_id = registration.has_place, registration.block_id
    lock_categories(left, right.category_id)
    status, canceller = right.status, right.canceller
    if holds_place(status) and not take_place(right.category_id):
        status, canceller = _without_place(right.kind)
    if not holds_place(status) and has_entered(registration.id):
        return False
    put_in_category(registration, right.category_id, now=now)
    registration.company_id = right.company_id
    registration.organisation, registration.position = right.organisation, right.position
    _set_status(registration, status, right, canceller=canceller, by=by, now=now)
    session().delete(right)
    session().flush()
    notify("restored", registration, now=now, reason=company)
    if had_place:
        registration.block_id = None
        free_place(left, block_id=block_id, now=now)
    if status is RegistrationStatus.WAITLISTED:
        promote_waiting(registration.category_id, now=now)
    return True


def _without_place(kind: CategoryKind) -> tuple[RegistrationStatus, Canceller | None]:
    """How a right stands whose place is gone: visitors wait, the others have no list, and the desk takes them back."""
    if kind is CategoryKind.VISITOR:
        return RegistrationStatus.WAITLISTED, None
    return RegistrationStatus.CANCELLED, Canceller.DESK


def _set_status(
    registration: Registration,
    status: RegistrationStatus,
    right: SetAsideRight,
    *,
    canceller: Canceller | None,
    by: int | None,
    now: datetime,
) -> None:
    """The status it has again; a badge stays valid where it is approved, and is void where it is not."""
    category = session().get_one(Category, right.category_id)
    if status is registration.status is RegistrationStatus.APPROVED:
        registration.changed_at = now
        note = f"→ {category.name_es}"
        record(RegistrationEvent(registration_id=registration.id, status=status, reason=note), by=by, now=now)
        return
    change_status(registration, status, by=by, now=now, reason=f"→ {category.name_es}", canceller=canceller)
    if status is RegistrationStatus.WAITLISTED and right.waiting_since is not None:
        registration.waiting_since = right.waiting_since
    announce(
        RegistrationCancelled(
            registration_id=registration.id,
            edition_id=registration.edition_id,
            person_id=registration.person_id,
            at=now,
        )
    )
