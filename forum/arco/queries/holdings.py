"""What somebody still holds when their data are blocked, and who received them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Person, RoleGrant
from forum.companies.models import Membership
from forum.core.database import session
from forum.editions.models import Edition
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting
from forum.privacy.models import ContactTransfer
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

ENDED = (RegistrationStatus.CANCELLED, RegistrationStatus.REJECTED)


def registrations_held(person_id: int, *, today: date) -> Sequence[int]:
    """The registrations of a person for editions that are not over: what was attended stays in the figures."""
    query = (
        select(Registration.id)
        .join(Edition, Edition.id == Registration.edition_id)
        .where(Registration.person_id == person_id, Registration.status.not_in(ENDED), Edition.ends_on >= today)
    )
    return session().scalars(query.order_by(Registration.id)).all()


def editions_ahead(today: date) -> Sequence[int]:
    """The editions that are not over."""
    return session().scalars(select(Edition.id).where(Edition.ends_on >= today).order_by(Edition.id)).all()


def memberships_held(person_id: int | None) -> Sequence[Row[tuple[int, int]]]:
    """The memberships of a person, each with its company."""
    query = select(Membership.id, Membership.company_id).where(Membership.person_id == person_id)
    return session().execute(query.order_by(Membership.id)).all()


def grants_held(person_id: int) -> Sequence[RoleGrant]:
    """The roles of a person."""
    return session().scalars(select(RoleGrant).where(RoleGrant.person_id == person_id).order_by(RoleGrant.id)).all()


def received_by(person_id: int) -> Sequence[Person]:
    """Who received the contact data of a person, once each: the other side of their meetings, and for an ally."""
    buyer = aliased(Buyer)
    met = select(buyer.person_id).join(Meeting, Meeting.buyer_id == buyer.id).where(Meeting.person_id == person_id)
    came = select(Meeting.person_id).join(Buyer, Buyer.id == Meeting.buyer_id).where(Buyer.person_id == person_id)
    took = select(ContactTransfer.handed_to_id).where(ContactTransfer.person_id == person_id)
    took = took.where(ContactTransfer.handed_to_id.is_not(None))
    query = select(Person).where(
        Person.id.in_(met.union(came, took)),
        Person.id != person_id,
        Person.disabled_at.is_(None),
        Person.email.is_not(None),
    )
    return session().scalars(query.order_by(Person.id)).all()
