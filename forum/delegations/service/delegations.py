"""Delegations asked for, made, decided on, changed and closed."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.core.limits import may_mail
from forum.core.tokens import new_token
from forum.delegations.enums import DelegationStatus, DelegationStep
from forum.delegations.models import Delegation, DelegationEvent
from forum.delegations.notices import notify_manager
from forum.delegations.rules import ensure_ahead, ensure_status
from forum.editions.queries import category_in
from forum.registration.errors import BlockReleased
from forum.registration.service.blocks import change_block, release_block, reserve_places


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a delegation asks for, or the organiser types for it; the address is lower-case."""

    category_id: int
    organisation: str
    manager_name: str
    manager_email: str
    language: str
    places: int
    note: str = ""


def request_delegation(edition_id: int, *, wish: Wish, now: datetime) -> Delegation:
    """Take down what somebody asks for on the public page; the organiser decides.

    Raises:
        NotFound: the edition has no such category.
    """
    with atomic():
        delegation = _new(edition_id, wish, now=now)
        note_step(delegation, DelegationStep.REQUESTED, detail=str(wish.places), by=None, now=now)
        if may_mail("delegation-request", edition_id, wish.manager_email):
            notify_manager("received", delegation, now=now)
        return delegation


def create_delegation(edition_id: int, *, wish: Wish, changes_until: datetime, by: int, now: datetime) -> Delegation:
    """Reserve places for a delegation and mail its manager their link.

    Raises:
        NotFound: the edition has no such category.
        CategoryFull: it has not so many places left.
        DelegationUntilPast: the last moment for names has passed.
    """
    with atomic():
        delegation = _new(edition_id, wish, now=now)
        _open(delegation, places=wish.places, changes_until=changes_until, by=by, now=now)
        return delegation


def approve_delegation(
    delegation_id: int, *, edition_id: int, places: int, changes_until: datetime, by: int, now: datetime
) -> None:
    """Reserve the places that were asked for, or another number, and mail the manager their link.

    Raises:
        NotFound: the edition has no such delegation.
        DelegationDecided: somebody decided on it before.
        CategoryFull, DelegationUntilPast: as `create_delegation`.
    """
    with atomic():
        delegation = locked(Delegation, delegation_id, edition_id=edition_id)
        ensure_status(delegation.status, DelegationStatus.REQUESTED)
        _open(delegation, places=places, changes_until=changes_until, by=by, now=now)


def _new(edition_id: int, wish: Wish, *, now: datetime) -> Delegation:
    category = category_in(edition_id, wish.category_id)
    delegation = Delegation(
        edition_id=edition_id,
        category_id=category.id,
        organisation=wish.organisation,
        manager_name=wish.manager_name,
        manager_email=wish.manager_email,
        language=wish.language,
        places=wish.places,
        note=wish.note,
        status=DelegationStatus.REQUESTED,
        link_nonce=new_token(),
        created_at=now,
    )
    session().add(delegation)
    session().flush()
    return delegation


def _open(delegation: Delegation, *, places: int, changes_until: datetime, by: int, now: datetime) -> None:
    ensure_ahead(changes_until, now=now)
    block = reserve_places(
        delegation.edition_id,
        category_id=delegation.category_id,
        places=places,
        name=delegation.organisation,
        ally_id=None,
        ally_code_id=None,
        release_at=changes_until,
        by=by,
        now=now,
    )
    delegation.block_id, delegation.places, delegation.changes_until = block.id, places, changes_until
    delegation.status = DelegationStatus.OPEN
    note_step(delegation, DelegationStep.OPENED, detail=str(places), by=by, now=now)
    notify_manager("opened", delegation, now=now)


def refuse_delegation(delegation_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Do not reserve what was asked for, and mail the manager.

    Raises:
        NotFound: the edition has no such delegation.
        DelegationDecided: somebody decided on it before.
    """
    with atomic():
        delegation = locked(Delegation, delegation_id, edition_id=edition_id)
        ensure_status(delegation.status, DelegationStatus.REQUESTED)
        delegation.status = DelegationStatus.REFUSED
        note_step(delegation, DelegationStep.REFUSED, by=by, now=now)
        notify_manager("refused", delegation, now=now)


def change_delegation(
    delegation_id: int, *, edition_id: int, places: int, changes_until: datetime, by: int, now: datetime
) -> None:
    """Reserve more or fewer places, or let names be changed until another moment.

    Raises:
        NotFound: the edition has no such delegation.
        DelegationDecided: it is not open.
        DelegationUntilPast: the moment has passed.
        BlockReleased, BlockBelowTaken, CategoryFull: what `change_block` refuses.
    """
    ensure_ahead(changes_until, now=now)
    with atomic():
        delegation = locked(Delegation, delegation_id, edition_id=edition_id)
        ensure_status(delegation.status, DelegationStatus.OPEN)
        change_block(
            delegation.block_id or 0, edition_id=edition_id, places=places, release_at=changes_until, by=by, now=now
        )
        delegation.places, delegation.changes_until = places, changes_until
        note_step(delegation, DelegationStep.CHANGED, detail=str(places), by=by, now=now)


def close_delegation(delegation_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Release what was not used; who was named stays registered, and the manager changes nothing any more.

    Raises:
        NotFound: the edition has no such delegation.
        DelegationDecided: it is not open.
    """
    with atomic():
        delegation = locked(Delegation, delegation_id, edition_id=edition_id)
        ensure_status(delegation.status, DelegationStatus.OPEN)
        delegation.status = DelegationStatus.CLOSED
        note_step(delegation, DelegationStep.CLOSED, by=by, now=now)
        release_if_reserved(delegation, by=by, now=now)


def release_if_reserved(delegation: Delegation, *, by: int, now: datetime) -> None:
    """Release the places of a delegation, unless its day has come and they are."""
    try:
        release_block(delegation.block_id or 0, edition_id=delegation.edition_id, by=by, now=now)
    except BlockReleased:
        return


def renew_manager_link(delegation_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Void the links sent to the manager before and mail a new one.

    Raises:
        NotFound: the edition has no such delegation.
        DelegationDecided: it is not open.
    """
    with atomic():
        delegation = locked(Delegation, delegation_id, edition_id=edition_id)
        ensure_status(delegation.status, DelegationStatus.OPEN)
        delegation.link_nonce = new_token()
        note_step(delegation, DelegationStep.LINK, by=by, now=now)
        notify_manager("opened", delegation, now=now)


def write_to_manager(delegation_id: int, *, edition_id: int, text: str, by: int, now: datetime) -> None:
    """Mail the manager what the organiser writes.

    Raises:
        NotFound: the edition has no such delegation.
    """
    with atomic():
        delegation = locked(Delegation, delegation_id, edition_id=edition_id)
        note_step(delegation, DelegationStep.MESSAGE, detail=text, by=by, now=now)
        notify_manager("message", delegation, now=now, text=text)


def note_step(delegation: Delegation, kind: DelegationStep, *, by: int | None, now: datetime, detail: str = "") -> None:
    """Record what happened to a delegation; by nobody: its manager."""
    record(DelegationEvent(delegation_id=delegation.id, kind=kind, detail=detail), by=by, now=now)
