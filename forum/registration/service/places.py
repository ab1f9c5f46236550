"""The places of a category: taken by a guarded UPDATE, and given or offered to the waiting list as soon as one is free.

A place that is offered is taken: whoever it is offered to holds it until they answer or its time has passed.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, or_, select, update

from forum.companies.models import AllyCode
from forum.core.database import atomic, refusing, session
from forum.core.history import record
from forum.core.signals import announce
from forum.core.tokens import new_token
from forum.editions.models import Category
from forum.editions.queries import first_opening, get_edition
from forum.registration.enums import Canceller, PlaceStep, RegistrationStatus
from forum.registration.errors import HasEntered, SamePersonAtOnce
from forum.registration.models import PlaceBlock, Registration, RegistrationEvent
from forum.registration.notices import notify, notify_status
from forum.registration.rules import status_with_place
from forum.registration.rules.offers import offer_end
from forum.registration.signals import CategoryChanging, PlaceFreeing, RegistrationApproved

QUIETLY = {"synchronize_session": False}
_TAKE = (
    update(Category)
    .where(Category.id == bindparam("category"), or_(Category.quota.is_(None), Category.places_taken < Category.quota))
    .values(places_taken=Category.places_taken + 1)
)


def lock_categories(*category_ids: int) -> None:
    """Lock these categories until the change ends, always in the same order: two changes never wait for each other."""
    rows = select(Category.id).where(Category.id.in_(category_ids)).order_by(Category.id)
    session().execute(rows.with_for_update(key_share=True))


def take_place(category_id: int) -> bool:
    """Take a place of the category, unless its quota is reached. Returns whether there was one."""
    taken = session().execute(_TAKE, {"category": category_id}, execution_options=QUIETLY)
    return taken.rowcount == 1  # type: ignore[attr-defined, no-any-return]


def take_in_block(block_id: int) -> bool:
    """Take one of the places reserved for a group, unless all are taken or released. Returns whether there was one."""
    free = (PlaceBlock.released_at.is_(None), PlaceBlock.taken < PlaceBlock.places)
    take = update(PlaceBlock).where(PlaceBlock.id == block_id, *free).values(taken=PlaceBlock.taken + 1)
    return session().execute(take, execution_options=QUIETLY).rowcount == 1  # type: ignore[attr-defined, no-any-return]


def give_back_in_block(block_id: int) -> bool:
    """Give a place back to its group. Returns whether it still has places: else its category gets it."""
    held = update(PlaceBlock).where(PlaceBlock.id == block_id, PlaceBlock.released_at.is_(None))
    back = session().execute(held.values(taken=PlaceBlock.taken - 1), execution_options=QUIETLY)
    return back.rowcount == 1  # type: ignore[attr-defined, no-any-return]


def free_place(category_id: int, *, block_id: int | None, now: datetime, besides: int | None = None) -> None:
    """Free a place; whoever has waited longest gets it at once, or is offered it (see below).

    `block_id`: of the group for which it is reserved, whose next one gets it.
    """
    if block_id is not None and give_back_in_block(block_id):
        block = session().get_one(PlaceBlock, block_id, populate_existing=True)
        promote_in_block(block, now=now, besides=besides)
        return
    give_back(category_id, 1)
    promote_waiting(category_id, now=now, besides=besides)


def has_entered(registration_id: int) -> bool:
    """Whether the person has entered the forum, so that their place is used.

    The quota of a category counts people of the whole edition. Exits are not read, so whoever has entered may still be
    inside: a place they gave back would let two people in on one. It stays taken, whoever ends the registration.
    """
    try:
        announce(PlaceFreeing(registration_id=registration_id))
    except HasEntered:
        return True
    return False


def promote_waiting(category_id: int, *, now: datetime, besides: int | None = None) -> int:
    """Give the free places of the category to its waiting list, first come first served. Returns how many were given.

    In a category that needs approval the registration becomes PENDING. A category that offers its places offers them
    instead, until the event begins. `besides`: who has just had an offer withdrawn.
    """
    promoted = 0
    with atomic():
        while take_place(category_id):
            found = _first_waiting(category_id, besides)
            if found is None:
                give_back(category_id, 1)
                break
            _give_or_offer(*found, now=now)
            promoted += 1
    return promoted


def promote_in_block(block: PlaceBlock, *, now: datetime, besides: int | None = None) -> None:
    """Give the free places of a group to those of it who wait, as `promote_waiting` does."""
    if block.ally_id is None:
        return
    codes = select(AllyCode.id).where(AllyCode.ally_id == block.ally_id)
    if block.ally_code_id is not None:
        codes = codes.where(AllyCode.id == block.ally_code_id)
    with atomic():
        while take_in_block(block.id):
            found = _first_waiting(block.category_id, besides, Registration.ally_code_id.in_(codes))
            if found is None:
                give_back_in_block(block.id)
                break
            found[0].block_id = block.id
            _give_or_offer(*found, now=now)
        session().refresh(block)


def _give_or_offer(registration: Registration, category: Category, *, now: datetime) -> None:
    end = offer_end_of(category, now=now) if category.offers_places else None
    if end is None:
        _promote(registration, now=now)
    else:
        open_offer(registration, until=end, by=None, now=now)


def _first_waiting(
    category_id: int, besides: int | None, *conditions: ColumnElement[bool]
) -> tuple[Registration, Category] | None:
    """Who is next: nobody with an offer; who let one pass comes last, and never where places are offered."""
    passed = Registration.passed_at.is_not(None)
    query = (
        select(Registration, Category)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.category_id == category_id,
            Registration.status == RegistrationStatus.WAITLISTED,
            Registration.offered_until.is_(None),
            or_(~passed, ~Category.offers_places),
            *conditions,
        )
        .order_by(passed, Registration.waiting_since, Registration.id)
        .limit(1)
        .with_for_update(of=Registration, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if besides is not None:
        query = query.where(Registration.id != besides)
    row = session().execute(query).one_or_none()
    return None if row is None else row._tuple()


def offer_end_of(category: Category, *, now: datetime) -> datetime | None:
    """Until when a place of this category is offered from now on; None once the event has begun."""
    starts_at = first_opening(get_edition(category.edition_id))
    return offer_end(hours=category.offer_hours, starts_at=starts_at, now=now)


def open_offer(registration: Registration, *, until: datetime, by: int | None, now: datetime) -> None:
    """Hold a place that is taken already for a locked registration that waits, and mail its person until when."""
    registration.offered_until, registration.passed_at = until, None
    record_offer(registration, PlaceStep.OFFERED, until=until, by=by, now=now)
    notify("place_offered", registration, now=now)


def record_offer(
    registration: Registration, step: PlaceStep, *, by: int | None, now: datetime, until: datetime | None = None
) -> None:
    """Record what happened to a place that is offered to a registration."""
    registration.changed_at = now
    event = RegistrationEvent(registration_id=registration.id, status=registration.status, offer=step, until=until)
    record(event, by=by, now=now)
    session().flush()


def give_back(category_id: int, places: int) -> None:
    """Give places back to a category."""
    back = update(Category).where(Category.id == category_id).values(places_taken=Category.places_taken - places)
    session().execute(back, execution_options=QUIETLY)


def _promote(registration: Registration, *, now: datetime) -> None:
    category = session().get_one(Category, registration.category_id)
    change_status(registration, status_with_place(needs_approval=category.needs_approval), by=None, now=now)
    if registration.status is RegistrationStatus.APPROVED:
        notify("promoted", registration, now=now)
    else:
        notify_status(registration, now=now)


def change_status(
    registration: Registration,
    status: RegistrationStatus,
    *,
    by: int | None,
    now: datetime,
    reason: str = "",
    canceller: Canceller | None = None,
    offer: PlaceStep | None = None,
) -> None:
    """Set the status of a registration, record who changed it and why, and announce an approval.

    A place that was offered to it is no longer: it is the registration's, or the caller's to free.
    """
    registration.offered_until = registration.passed_at = None
    registration.status, registration.changed_at, registration.canceller = status, now, canceller
    registration.waiting_since = now if status is RegistrationStatus.WAITLISTED else None
    event = RegistrationEvent(registration_id=registration.id, status=status, reason=reason.strip(), offer=offer)
    record(event, by=by, now=now)
    session().flush()
    if status is RegistrationStatus.APPROVED:
        announce_approval(registration, now=now)


def add_approved(
    person_id: int, *, edition_id: int, category_id: int, block_id: int | None = None, now: datetime
) -> Registration:
    """Add the approved registration of a person on a place that was taken before; the caller announces it.

    Raises:
        SamePersonAtOnce: they were registered in this edition at the same time.
    """
    registration = Registration(
        edition_id=edition_id,
        person_id=person_id,
        category_id=category_id,
        block_id=block_id,
        status=RegistrationStatus.APPROVED,
        link_nonce=new_token(),
        created_at=now,
        changed_at=now,
    )
    with refusing("uq_registration_edition_id_person_id", SamePersonAtOnce()):
        session().add(registration)
    return registration


def announce_approval(registration: Registration, *, now: datetime) -> None:
    """Announce to the domains above that this person may attend."""
    announce(
        RegistrationApproved(
            registration_id=registration.id,
            edition_id=registration.edition_id,
            person_id=registration.person_id,
            at=now,
        )
    )


def put_in_category(registration: Registration, category_id: int, *, now: datetime) -> None:
    """Let a registration be in a category; places, status and history are the caller's."""
    if registration.category_id != category_id:
        announce(CategoryChanging(registration_id=registration.id, category_id=category_id, at=now))
        registration.category_id = category_id


def record_move(registration: Registration, category_name: str, *, by: int | None, now: datetime) -> None:
    """Record that a registration is in another category, its status as before."""
    registration.changed_at = now
    event = RegistrationEvent(registration_id=registration.id, status=registration.status, reason=f"→ {category_name}")
    record(event, by=by, now=now)
    session().flush()
