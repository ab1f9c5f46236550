"""People whom a delegation names for its places: registered, or moved into one of them."""

from datetime import datetime

from sqlalchemy import select

from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.registration.enums import RegistrationStatus
from forum.registration.errors import AttendsElsewhere, BlockFull
from forum.registration.models import PlaceBlock, Registration, RegistrationEvent
from forum.registration.notices import notify
from forum.registration.rules import OVER, ensure_not_refused
from forum.registration.service.blocks import move_into_block
from forum.registration.service.places import (
    add_approved,
    announce_approval,
    change_status,
    put_in_category,
    take_in_block,
)


def register_in_block(
    block_id: int, *, edition_id: int, person_id: int, organisation: str, named_by: str, now: datetime
) -> Registration:
    """Register a person on one of the places of a block, approved, and mail them who gave their data.

    Somebody who is registered in the category has one of these places from now on; theirs is free for others.

    Raises:
        BlockFull: all places are taken.
        AttendsElsewhere: the person is registered in another category.
        CancelledByDesk: the desk cancelled or rejected the person.
    """
    with atomic():
        query = select(Registration.id).where(
            Registration.person_id == person_id, Registration.edition_id == edition_id
        )
        registration_id = session().scalar(query)
        block = session().get_one(PlaceBlock, block_id)
        if registration_id is None:
            registration = _new(block, edition_id, person_id, now=now)
        else:
            registration = locked(Registration, registration_id)
            _take_over(registration, block, now=now)
        registration.organisation = registration.organisation or organisation
        session().flush()
        notify("named", registration, now=now, organisation=organisation, named_by=named_by)
        return registration


def _new(block: PlaceBlock, edition_id: int, person_id: int, *, now: datetime) -> Registration:
    if not take_in_block(block.id):
        raise BlockFull
    registration = add_approved(
        person_id, edition_id=edition_id, category_id=block.category_id, block_id=block.id, now=now
    )
    event = RegistrationEvent(registration_id=registration.id, status=registration.status, reason=block.name)
    record(event, by=None, now=now)
    announce_approval(registration, now=now)
    return registration


def _take_over(registration: Registration, block: PlaceBlock, *, now: datetime) -> None:
    is_over = registration.status in OVER
    if is_over:
        ensure_not_refused(registration.status, registration.canceller, same_kind=True)
        put_in_category(registration, block.category_id, now=now)
    elif registration.category_id != block.category_id:
        raise AttendsElsewhere
    move_into_block(registration, block, now=now)
    registration.place_kept_at = None
    if registration.status is not RegistrationStatus.APPROVED:
        change_status(registration, RegistrationStatus.APPROVED, by=None, now=now, reason=block.name)
