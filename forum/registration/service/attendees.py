"""Registrations made without the public form: staff of a stand, buyers, suppliers."""

from datetime import datetime

from sqlalchemy import select

from forum.core.database import atomic, session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.errors import CategoryFull, NoCategoryOfKind
from forum.registration.models import Registration
from forum.registration.notices import notify
from forum.registration.rules import ensure_not_refused, outranks
from forum.registration.service.places import (
    add_approved,
    announce_approval,
    change_status,
    free_place,
    lock_categories,
    put_in_category,
    record_move,
    take_place,
)
from forum.registration.service.rights import forget_right, keep_below, set_aside


def register_attendee(
    edition_id: int,
    *,
    person_id: int,
    kind: CategoryKind,
    company_id: int | None,
    organisation: str,
    position: str,
    by: int | None,
    now: datetime,
) -> Registration:
    """Register a person in the edition's category of this kind, approved at once, and mail them their link.

    A second call changes nothing. A registration the person has already moves to this kind where that outranks its
    own (a visitor becomes a buyer), and is approved if it was not. The lower right is set aside for later (`rights`).

    Raises:
        CancelledByDesk: the desk has cancelled or rejected the person.
        NoCategoryOfKind: the edition has no such category.
        CategoryFull: the quota of the category is reached.
    """
    with atomic():
        category = _category_of(edition_id, kind)
        found = _registration_of(edition_id, person_id)
        if found is None:
            registration = _new(category, person_id, now)
        elif not _changes(found[0], found[1], kind):
            if found[1] is not kind:
                keep_below(
                    found[0], category, company_id=company_id, organisation=organisation, position=position, now=now
                )
            return found[0]
        else:
            registration = found[0]
            _take_right(registration, found[1], category, by=by, now=now)
        registration.company_id = company_id
        registration.organisation, registration.position = organisation, position
        session().flush()
        notify("confirmed", registration, now=now)
        return registration


def _take_right(
    registration: Registration, had: CategoryKind, category: Category, *, by: int | None, now: datetime
) -> None:
    """Move a registration to a kind that outranks its own, which is set aside; or approve it in its own."""
    ensure_not_refused(registration.status, registration.canceller, same_kind=had is category.kind)
    if had is not category.kind:
        set_aside(registration, had, now=now)
    forget_right(registration.id, category.kind)
    _move(registration, category, by=by, now=now)


def _category_of(edition_id: int, kind: CategoryKind) -> Category:
    query = (
        select(Category)
        .where(Category.edition_id == edition_id, Category.kind == kind)
        .order_by(Category.position, Category.id)
        .limit(1)
    )
    category = session().scalars(query).one_or_none()
    if category is None:
        raise NoCategoryOfKind
    return category


def _registration_of(edition_id: int, person_id: int) -> tuple[Registration, CategoryKind] | None:
    """The registration of a person with the kind of its category, locked before its category is looked up."""
    registration_id = lock_registration_of(person_id, edition_id=edition_id)
    if registration_id is None:
        return None
    query = (
        select(Registration, Category.kind)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.id == registration_id)
        .execution_options(populate_existing=True)
    )
    return session().execute(query).one()._tuple()


def lock_registration_of(person_id: int, *, edition_id: int) -> int | None:
    """Lock a person's registration in an edition, before what hangs on it; returns its id, None where there is none."""
    query = select(Registration.id).where(Registration.person_id == person_id, Registration.edition_id == edition_id)
    return session().scalar(query.with_for_update())


def _changes(registration: Registration, has: CategoryKind, kind: CategoryKind) -> bool:
    return registration.status is not RegistrationStatus.APPROVED or outranks(kind, has)


def _new(category: Category, person_id: int, now: datetime) -> Registration:
    if not take_place(category.id):
        raise CategoryFull(category=category.name_es)
    registration = add_approved(person_id, edition_id=category.edition_id, category_id=category.id, now=now)
    announce_approval(registration, now=now)
    return registration


def _move(registration: Registration, category: Category, *, by: int | None, now: datetime) -> None:
    """Approve the registration in this category; the place it held in another is freed."""
    was, left = registration.category_id, registration.category_id if registration.has_place else None
    block_id = registration.block_id
    if left != category.id:
        lock_categories(registration.category_id, category.id)
        if not take_place(category.id):
            raise CategoryFull(category=category.name_es)
        registration.block_id = None
        if left is not None:
            free_place(left, block_id=block_id, now=now)
    put_in_category(registration, category.id, now=now)
    registration.place_kept_at = None
    if registration.status is not RegistrationStatus.APPROVED:
        change_status(registration, RegistrationStatus.APPROVED, by=by, now=now)
    elif was != category.id:
        record_move(registration, category.name_es, by=by, now=now)
