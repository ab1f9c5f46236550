"""Whom a delegation names for its places: added, replaced, removed by its manager, confirmed by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.accounts.service import get_or_create_person
from forum.core.database import atomic, locked, refusing, session
from forum.core.errors import NotFound, Refusal
from forum.core.names import PersonName
from forum.delegations.enums import DelegationStep
from forum.delegations.errors import AlreadyNamed, DelegateHasEntered, GuestsRefused
from forum.delegations.models import Delegate, Delegation
from forum.delegations.queries import delegate_of, find_naming
from forum.delegations.rules import ensure_may_name
from forum.delegations.service.delegations import note_step
from forum.privacy.enums import Purpose
from forum.privacy.service import record_consents
from forum.registration.enums import Canceller
from forum.registration.models import Registration
from forum.registration.rules import OVER
from forum.registration.service import cancel, has_entered
from forum.registration.service.delegates import register_in_block


@dataclass(frozen=True, slots=True)
class Guest:
    """What a manager gives of a person: name and address, nothing else."""

    name: PersonName
    email: str


def name_person(delegation_id: int, *, guest: Guest, now: datetime) -> Delegate:
    """Give somebody one of the places: they are registered and mailed who gave their data.

    Raises:
        DelegationNotOpen, NamesClosed: names are not changed any more.
        AlreadyNamed: they have one of these places.
        BlockFull, AttendsElsewhere, CancelledByDesk: what `register_in_block` refuses.
    """
    with atomic():
        return _name(_locked(delegation_id, now=now), guest, now=now)


def name_people(delegation_id: int, *, guests: Iterable[tuple[int, Guest]], now: datetime) -> dict[int, Refusal]:
    """Name all of a list, or nobody: returns why each of those who cannot be is refused, by the line of the list."""
    refused: dict[int, Refusal] = {}
    try:
        with atomic():
            _locked(delegation_id, now=now)
            for line, guest in guests:
                try:
                    name_person(delegation_id, guest=guest, now=now)
                except Refusal as refusal:
                    refused[line] = refusal
            if refused:
                raise GuestsRefused
    except GuestsRefused:
        return refused
    return refused


def replace_delegate(delegation_id: int, delegate_id: int, *, guest: Guest, now: datetime) -> Delegate:
    """Let somebody else come on the place of a person, who is told.

    Raises:
        NotFound: the delegation has not named them, or has removed them.
        DelegateHasEntered: they have entered with it.
        And what `name_person` refuses.
    """
    with atomic():
        delegation = _locked(delegation_id, now=now)
        _remove(delegation, delegate_id, now=now)
        return _name(delegation, guest, now=now)


def remove_delegate(delegation_id: int, delegate_id: int, *, now: datetime) -> None:
    """Take the place of a person back: their registration is cancelled, and they are told.

    Raises:
        DelegationNotOpen, NamesClosed, NotFound, DelegateHasEntered: as `replace_delegate`.
    """
    with atomic():
        _remove(_locked(delegation_id, now=now), delegate_id, now=now)


def _locked(delegation_id: int, *, now: datetime) -> Delegation:
    delegation = locked(Delegation, delegation_id)
    ensure_may_name(delegation.status, delegation.changes_until, now=now)
    return delegation


def _name(delegation: Delegation, guest: Guest, *, now: datetime) -> Delegate:
    person = get_or_create_person(guest.email, name=guest.name, language=delegation.language, now=now)
    registration = register_in_block(
        delegation.block_id or 0,
        edition_id=delegation.edition_id,
        person_id=person.id,
        organisation=delegation.organisation,
        named_by=delegation.manager_name,
        now=now,
    )
    delegate = Delegate(
        delegation_id=delegation.id,
        registration_id=registration.id,
        name=guest.name.full,
        email=guest.email,
        named_at=now,
    )
    with refusing("uq_delegate_registration_id_now", AlreadyNamed()):
        session().add(delegate)
    note_step(delegation, DelegationStep.NAMED, by=None, now=now)
    return delegate


def _remove(delegation: Delegation, delegate_id: int, *, now: datetime) -> None:
    delegate = delegate_of(delegation.id, delegate_id)
    registration = locked(Registration, delegate.registration_id)
    if has_entered(registration.id):
        raise DelegateHasEntered
    delegate.removed_at = now
    note_step(delegation, DelegationStep.REMOVED, by=None, now=now)
    session().flush()
    if registration.status not in OVER and registration.block_id == delegation.block_id:
        cancel(registration.id, by=None, now=now, reason=delegation.organisation, canceller=Canceller.COMPANY)


def confirm_delegate(registration_id: int, *, notice_id: int, now: datetime) -> None:
    """Record that a person who was named read the privacy notice, and comes.

    Raises:
        NotFound: no delegation has named them.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        found = find_naming(registration_id)
        if found is None:
            raise NotFound
        if found[0].confirmed_at is None:
            found[0].confirmed_at = now
            record_consents(registration.person_id, notice_id, {Purpose.EVENT: True}, now)


def forget_delegate(registration_id: int, *, now: datetime) -> None:
    """Take a person off the list of their delegation: their registration ended."""
    named = select(Delegate).where(Delegate.registration_id == registration_id, Delegate.removed_at.is_(None))
    with atomic() as current:
        for delegate in current.scalars(named):
            delegate.removed_at = now
