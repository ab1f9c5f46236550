"""Looking up delegations and whom they named."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from forum.core.database import found, one, session
from forum.delegations.enums import DelegationStatus
from forum.delegations.models import Delegate, Delegation
from forum.editions.models import Edition


def _whole() -> Select[tuple[Delegation]]:
    return (
        select(Delegation)
        .join(Delegation.category)
        .outerjoin(Delegation.block)
        .options(contains_eager(Delegation.category), contains_eager(Delegation.block))
    )


def list_delegations(edition_id: int) -> Sequence[Delegation]:
    """The delegations of an edition with their category and places: requests first, then the latest."""
    query = _whole().where(Delegation.edition_id == edition_id)
    waiting = Delegation.status != DelegationStatus.REQUESTED
    return session().scalars(query.order_by(waiting, Delegation.id.desc())).all()


def delegation_in(edition_id: int, delegation_id: int) -> Delegation:
    """A delegation of this edition with its category and places.

    Raises:
        NotFound: the edition has no such delegation.
    """
    return one(_whole().where(Delegation.id == delegation_id, Delegation.edition_id == edition_id))


def delegation_by_link(delegation_id: int, nonce: str) -> tuple[Delegation, Edition]:
    """The delegation of a manager's link, with its category and places, and its edition.

    Raises:
        NotFound: there is none, or a newer link has replaced this one.
    """
    query = _whole().add_columns(Edition).join(Edition, Edition.id == Delegation.edition_id)
    row = found(
        session().execute(query.where(Delegation.id == delegation_id, Delegation.link_nonce == nonce)).one_or_none()
    )
    return row.Delegation, row.Edition


def list_delegates(delegation_id: int) -> Sequence[Delegate]:
    """Whom a delegation named and did not remove, the first named first."""
    query = select(Delegate).where(Delegate.delegation_id == delegation_id, Delegate.removed_at.is_(None))
    return session().scalars(query.order_by(Delegate.id)).all()


def delegate_of(delegation_id: int, delegate_id: int) -> Delegate:
    """One of those whom a delegation named.

    Raises:
        NotFound: the delegation has not named them, or has removed them.
    """
    query = select(Delegate).where(Delegate.id == delegate_id, Delegate.delegation_id == delegation_id)
    return one(query.where(Delegate.removed_at.is_(None)))


def find_naming(registration_id: int) -> tuple[Delegate, Delegation] | None:
    """By which delegation somebody is named now, if by any."""
    query = (
        select(Delegate, Delegation)
        .join(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.registration_id == registration_id, Delegate.removed_at.is_(None))
    )
    row = session().execute(query).one_or_none()
    return None if row is None else row._tuple()
