"""The places of a category: scarce, so taken by a guarded UPDATE, and handed on as soon as one is free."""

from datetime import datetime

from sqlalchemy import bindparam, or_, select, update

from forum.core.database import atomic, session
from forum.core.history import record
from forum.core.signals import announce
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.notices import notify_again
from forum.registration.rules import status_with_place
from forum.registration.signals import RegistrationApproved

QUIETLY = {"synchronize_session": False}
_TAKE = (
    update(Category)
    .where(Category.id == bindparam("category"), or_(Category.quota.is_(None), Category.places_taken < Category.quota))
    .values(places_taken=Category.places_taken + 1)
)


def lock_categories(*category_ids: int) -> None:
    """Hold these categories until the change ends, always in the same order: nobody waits for each other."""
    rows = select(Category.id).where(Category.id.in_(category_ids)).order_by(Category.id)
    session().execute(rows.with_for_update(key_share=True))


def take_place(category_id: int) -> bool:
    """Count one more person in the category, unless its quota is reached; whether there was a place."""
    taken = session().execute(_TAKE, {"category": category_id}, execution_options=QUIETLY)
    return taken.rowcount == 1  # type: ignore[attr-defined, no-any-return]


def free_place(category_id: int, *, now: datetime) -> None:
    """Give a place back; whoever waits longest gets it at once."""
    _give_back(category_id)
    promote_waiting(category_id, now=now)


def promote_waiting(category_id: int, *, now: datetime) -> int:
    """Give free places to the waiting list, first come first served; how many were promoted.

    A category that needs approval promotes to PENDING: somebody still says yes.
    """
    promoted = 0
    with atomic():
        while take_place(category_id):
            registration = _first_waiting(category_id)
            if registration is None:
                _give_back(category_id)
                break
            _promote(registration, now=now)
            promoted += 1
    return promoted


def _first_waiting(category_id: int) -> Registration | None:
    query = (
        select(Registration)
        .where(Registration.category_id == category_id, Registration.status == RegistrationStatus.WAITLISTED)
        .order_by(Registration.created_at, Registration.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return session().scalars(query).one_or_none()


def _give_back(category_id: int) -> None:
    give_back = update(Category).where(Category.id == category_id).values(places_taken=Category.places_taken - 1)
    session().execute(give_back, execution_options=QUIETLY)


def _promote(registration: Registration, *, now: datetime) -> None:
    category = session().get_one(Category, registration.category_id)
    become(registration, status_with_place(needs_approval=category.needs_approval), by=None, now=now)
    approved = registration.status is RegistrationStatus.APPROVED
    notify_again("promoted" if approved else "received", registration, now=now)


def become(
    registration: Registration, status: RegistrationStatus, *, by: int | None, now: datetime, reason: str = ""
) -> None:
    """Give a registration its new status, write down who and why, and announce an approval."""
    registration.status, registration.changed_at = status, now
    event = RegistrationEvent(registration_id=registration.id, status=status, reason=reason.strip())
    record(event, by=by, now=now)
    session().flush()
    if status is RegistrationStatus.APPROVED:
        announce_approval(registration, now=now)


def announce_approval(registration: Registration, *, now: datetime) -> None:
    """Tell the domains above that this person may come."""
    announce(
        RegistrationApproved(
            registration_id=registration.id,
            edition_id=registration.edition_id,
            person_id=registration.person_id,
            at=now,
        )
    )
