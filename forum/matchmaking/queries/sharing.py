"""To whom people show their e-mail and telephone."""

from collections.abc import Sequence

from sqlalchemy import Subquery, func, select

from forum.companies.models import Membership
from forum.core.database import session
from forum.matchmaking.enums import Side, SupplierStatus
from forum.matchmaking.models import Buyer, ContactSharing, Supplier


def shared_with(audience: Side, *, edition_id: int) -> Subquery:
    """What people show this side of an edition now, as a table to join: `person_id`, `shows_email`, `shows_phone`."""
    latest = (
        select(func.max(ContactSharing.id))
        .where(ContactSharing.edition_id == edition_id, ContactSharing.audience == audience)
        .group_by(ContactSharing.person_id)
    )
    return select(ContactSharing).where(ContactSharing.id.in_(latest)).subquery()


def find_sharing(person_id: int, audience: Side, *, edition_id: int) -> ContactSharing | None:
    """What a person chose last for this side of an edition."""
    query = select(ContactSharing).where(
        ContactSharing.person_id == person_id,
        ContactSharing.edition_id == edition_id,
        ContactSharing.audience == audience,
    )
    return session().scalars(query.order_by(ContactSharing.id.desc()).limit(1)).one_or_none()


def list_sharings(person_id: int, *, edition_id: int) -> Sequence[ContactSharing]:
    """Everything a person chose in an edition, the latest first."""
    query = select(ContactSharing).where(ContactSharing.person_id == person_id, ContactSharing.edition_id == edition_id)
    return session().scalars(query.order_by(ContactSharing.id.desc())).all()


def audiences_of(person_id: int, *, edition_id: int) -> frozenset[Side]:
    """The sides across the table from somebody: buyers for who acts for an approved supplier, suppliers for a buyer."""
    supplies = (
        select(Supplier.id)
        .join(Membership, Membership.company_id == Supplier.company_id)
        .where(
            Membership.person_id == person_id,
            Supplier.edition_id == edition_id,
            Supplier.status == SupplierStatus.APPROVED,
        )
    )
    buys = select(Buyer.id).where(
        Buyer.person_id == person_id,
        Buyer.edition_id == edition_id,
        Buyer.accepted_at.is_not(None),
        Buyer.removed_at.is_(None),
    )
    row = session().execute(select(supplies.exists(), buys.exists())).one()
    return frozenset(side for side, is_there in zip((Side.BUYER, Side.SUPPLIER), row, strict=True) if is_there)
