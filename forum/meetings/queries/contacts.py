"""The people of a company as the other side may know them: their names, and e-mail and telephone where they may."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Subquery, and_, exists, false, func, or_, select

from forum.accounts.models import Person
from forum.companies.models import Membership
from forum.core.database import session
from forum.matchmaking.enums import OPEN, Side, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.matchmaking.queries.sharing import shared_with
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody of a company; e-mail and telephone where who looks may know them.

    `shows_email`, `shows_phone`: the person shows them to the other side by their own choice.
    """

    person_id: int
    name: str
    position: str
    email: str | None
    phone: str | None
    shows_email: bool
    shows_phone: bool

    @property
    def is_reachable(self) -> bool:
        """Whether who looks knows how to reach them."""
        return bool(self.email or self.phone)


def list_representatives_known(company_id: int, *, edition_id: int, buyer: Buyer | None) -> Sequence[Contact]:
    """The people who act for a supplier, by name, as this buyer may know them; without one, as the staff does.

    A buyer who takes part knows what they show to buyers while the company is an approved supplier, and everything of
    whom a meeting is agreed with.
    """
    shared = shared_with(Side.BUYER, edition_id=edition_id)
    agreed = exists().where(
        Meeting.buyer_id == (buyer.id if buyer else None),
        or_(Meeting.person_id == Person.id, Meeting.companions.any(MeetingCompanion.person_id == Person.id)),
        Meeting.company_id == company_id,
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    is_approved = exists().where(
        Supplier.company_id == company_id,
        Supplier.edition_id == edition_id,
        Supplier.status == SupplierStatus.APPROVED,
    )
    query = (
        select(Person, agreed, *_shown(shared))
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(shared, and_(shared.c.person_id == Person.id, is_approved))
        .where(Membership.company_id == company_id, Person.disabled_at.is_(None))
        .order_by(Person.name_sorted, Person.id)
    )
    sees_shown = buyer is not None and buyer.accepted_at is not None
    return [
        _contact(person, "", (email, phone), sees_all=buyer is None or known, sees_shown=sees_shown)
        for person, known, email, phone in session().execute(query)
    ]


def list_buyers_known(company_id: int, *, edition_id: int, is_staff: bool) -> Sequence[Contact]:
    """The buyers of a company, by name, as approved suppliers know them, or as the staff does.

    Suppliers know who has published something, and who shows them how to be reached.
    """
    shared = shared_with(Side.SUPPLIER, edition_id=edition_id)
    publishes = exists().where(Requirement.buyer_id == Buyer.id, Requirement.status.in_(OPEN))
    query = (
        select(Person, Buyer.position, *_shown(shared))
        .join(Buyer, Buyer.person_id == Person.id)
        .outerjoin(shared, shared.c.person_id == Person.id)
        .where(
            Buyer.company_id == company_id,
            Buyer.edition_id == edition_id,
            Buyer.accepted_at.is_not(None),
            Buyer.removed_at.is_(None),
            Person.disabled_at.is_(None),
        )
        .order_by(Person.name_sorted, Person.id)
    )
    if not is_staff:
        query = query.where(or_(publishes, shared.c.shows_email, shared.c.shows_phone))
    return [
        _contact(person, position, (email, phone), sees_all=is_staff, sees_shown=True)
        for person, position, email, phone in session().execute(query)
    ]


def _shown(shared: Subquery) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return func.coalesce(shared.c.shows_email, false()), func.coalesce(shared.c.shows_phone, false())


def _contact(person: Person, position: str, shows: tuple[bool, bool], *, sees_all: bool, sees_shown: bool) -> Contact:
    email, phone = (sees_all or (sees_shown and bool(each)) for each in shows)
    return Contact(
        person_id=person.id,
        name=person.full_name,
        position=position,
        email=person.email if email else None,
        phone=person.phone if phone else None,
        shows_email=bool(shows[0]),
        shows_phone=bool(shows[1]),
    )
