"""The people who act for a company, and those invited to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.companies.enums import CompanyRole
from forum.companies.models import CompanyInvitation, Membership
from forum.core.database import one, session
from forum.core.errors import NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld:
    """A meeting that a member comes to for the company: when, with whom, in which edition."""

    id: int
    edition: str
    starts_at: datetime
    ends_at: datetime
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPart:
    """What a member has as the company's supplier: the editions, meetings ahead, and the number of open requests.

    `accompanied`: the number of meetings of colleagues to which they come too.
    """

    editions: Sequence[str] = ()
    meetings: Sequence[MeetingHeld] = ()
    requests: int = 0
    accompanied: int = 0


def membership_for(person_id: int, company_id: int) -> Membership:
    """A person's membership of a company, with the company.

    Raises:
        NotFound: the person acts for no such company.
    """
    query = (
        select(Membership)
        .options(joinedload(Membership.company))
        .where(Membership.person_id == person_id, Membership.company_id == company_id)
    )
    return one(query)


def administration_for(person_id: int, company_id: int) -> Membership:
    """A person's membership of a company they administer, with the company.

    Raises:
        NotFound: the person acts for no such company.
        NotAllowed: the person does not administer it.
    """
    membership = membership_for(person_id, company_id)
    if membership.role is not CompanyRole.ADMIN:
        raise NotAllowed
    return membership


def admins_of(company_id: int) -> Sequence[Person]:
    """The administrators of a company, the longest-standing first."""
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.company_id == company_id, Membership.role == CompanyRole.ADMIN, Person.disabled_at.is_(None))
        .order_by(Membership.id)
    )
    return session().scalars(query).all()


def members_of(company_id: int, *, among: CompoundSelect[tuple[int]] | None = None) -> Sequence[Membership]:
    """Everybody who acts for a company, with the person, the longest-standing first.

    `among`: the ids of the companies whose people may be seen, where that is not clear from who asks.
    """
    query = (
        select(Membership)
        .options(joinedload(Membership.person))
        .where(Membership.company_id == company_id)
        .order_by(Membership.id)
    )
    if among is not None:
        query = query.where(Membership.company_id.in_(among))
    return session().scalars(query).all()


def member_of(company_id: int, membership_id: int) -> Membership:
    """A member of a company, with the person.

    Raises:
        NotFound: the company has no such member.
    """
    query = select(Membership).options(joinedload(Membership.person))
    return one(query.where(Membership.company_id == company_id, Membership.id == membership_id))


def open_invitations(company_id: int) -> Sequence[CompanyInvitation]:
    """The invitations of a company that were neither accepted nor revoked, newest first (expired ones too)."""
    query = (
        select(CompanyInvitation)
        .where(
            CompanyInvitation.company_id == company_id,
            CompanyInvitation.accepted_at.is_(None),
            CompanyInvitation.revoked_at.is_(None),
        )
        .order_by(CompanyInvitation.id.desc())
    )
    return session().scalars(query).all()


def find_invitation(invitation_id: int) -> CompanyInvitation | None:
    """An invitation with its company and who sent it."""
    query = (
        select(CompanyInvitation)
        .options(joinedload(CompanyInvitation.company), joinedload(CompanyInvitation.invited_by))
        .where(CompanyInvitation.id == invitation_id)
    )
    return session().scalars(query).one_or_none()
