"""Members of a company: invitations, roles, leaving. A company never loses its last administrator."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select, update

from forum.accounts.models import Person
from forum.accounts.queries import is_addressed
from forum.accounts.service import get_or_create_person, send_sign_in_link
from forum.companies.enums import CompanyRole
from forum.companies.errors import AlreadyMember, InvitationOver, InvitedOften, LastAdmin
from forum.companies.models import Company, CompanyInvitation, Membership
from forum.companies.notices import notify_invited, notify_joined, notify_removed
from forum.companies.service.events import record_event
from forum.companies.signals import MemberLeft
from forum.core.database import atomic, found, locked, locked_all, refusing, session
from forum.core.names import PersonName
from forum.core.signals import announce

INVITATION_LASTS = timedelta(days=7)
MOST_OPEN_INVITATIONS = 20
UNIQUE_MEMBER = "uq_membership_company_id_person_id"


def add_member(company_id: int, *, person_id: int, role: CompanyRole, now: datetime) -> Membership:
    """Let a person act for a company.

    Raises:
        AlreadyMember: the person acts for it already.
    """
    with atomic() as current, refusing(UNIQUE_MEMBER, AlreadyMember()):
        membership = Membership(company_id=company_id, person_id=person_id, role=role, since=now)
        current.add(membership)
    return membership


def invite_colleague(
    company_id: int, *, email: str, role: CompanyRole, edition_slug: str, by: int, now: datetime
) -> CompanyInvitation:
    """Invite somebody by mail to act for the company; an earlier invitation to the same address is revoked.

    Raises:
        AlreadyMember: the person acts for it already.
        InvitedOften: too many invitations are unanswered.
    """
    with atomic() as current:
        company = locked_all(Company, [company_id])[0]
        if current.scalar(_membership_of_email(company_id, email)) is not None:
            raise AlreadyMember
        _end_invitations(company_id, email, now=now)
        waiting = select(func.count()).select_from(CompanyInvitation).where(*_open(company_id, now))
        if (current.scalar(waiting) or 0) >= MOST_OPEN_INVITATIONS:
            raise InvitedOften(most=MOST_OPEN_INVITATIONS)
        invitation = CompanyInvitation(
            company_id=company_id,
            email=email,
            role=role,
            invited_by_id=by,
            created_at=now,
            expires_at=now + INVITATION_LASTS,
        )
        current.add(invitation)
        current.flush()
        record_event(company_id, "invited", by=by, now=now, email=email, role=role.value)
        notify_invited(invitation, company, current.get_one(Person, by), edition_slug=edition_slug, now=now)
    return invitation


def revoke_invitation(invitation_id: int, *, company_id: int, by: int, now: datetime) -> None:
    """Revoke an invitation: its link no longer works. One that was answered stays as it is.

    Raises:
        NotFound: the company has no such invitation.
    """
    with atomic():
        invitation = locked(CompanyInvitation, invitation_id, company_id=company_id)
        if invitation.accepted_at is None and invitation.revoked_at is None:
            invitation.revoked_at = now
            record_event(company_id, "invitation_revoked", by=by, now=now, email=invitation.email)


def accept_invitation(invitation_id: int, *, person_id: int, edition_slug: str, now: datetime) -> Membership:
    """Make the invited person a member, once.

    Raises:
        InvitationOver: the invitation was used or revoked, or has expired.
        AlreadyMember: the person acts for the company already.
    """
    with atomic() as current:
        invitation = locked(CompanyInvitation, invitation_id)
        if not is_invitation_open(invitation, now=now):
            raise InvitationOver
        company = locked_all(Company, [invitation.company_id])[0]
        membership = add_member(company.id, person_id=person_id, role=invitation.role, now=now)
        invitation.accepted_at = now
        record_event(company.id, "joined", by=person_id, now=now, role=invitation.role.value)
        notify_joined(company, current.get_one(Person, person_id), edition_slug=edition_slug, now=now)
    return membership


def accept_invitation_as_stranger(
    invitation_id: int,
    *,
    name: PersonName,
    language: str,
    edition_slug: str,
    now: datetime,
) -> None:
    """Make the owner of the invited address a member, and mail them a sign-in link.

    Raises:
        InvitationOver: the invitation was used or revoked, or has expired.
        AlreadyMember: the person acts for the company already.
    """
    with atomic():
        invitation = locked(CompanyInvitation, invitation_id)
        if not is_invitation_open(invitation, now=now):
            raise InvitationOver
        person = get_or_create_person(invitation.email, name=name, language=language, now=now)
        accept_invitation(invitation_id, person_id=person.id, edition_slug=edition_slug, now=now)
        send_sign_in_link(person, next_path=f"/{edition_slug}/companies/{invitation.company_id}", now=now)


def is_invitation_open(invitation: CompanyInvitation, *, now: datetime) -> bool:
    """Whether the link of an invitation still works."""
    return invitation.accepted_at is None and invitation.revoked_at is None and now < invitation.expires_at


def change_role(membership_id: int, *, company_id: int, role: CompanyRole, by: int, now: datetime) -> None:
    """Give a member another role.

    Raises:
        LastAdmin: the company would have no administrator.
        NotFound: the company has no such member.
    """
    with atomic():
        membership = _locked_member(membership_id, company_id)
        if membership.role is role:
            return
        if membership.role is CompanyRole.ADMIN:
            _ensure_other_admin(membership)
        membership.role = role
        record_event(company_id, "role_changed", by=by, now=now, person_id=membership.person_id, role=role.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaving:
    """What becomes of what a member has by the company, as `MemberLeft` says it."""

    takes_badges: bool = False
    successor_id: int | None = None
    cancels_colliding: bool = False


def remove_member(membership_id: int, *, company_id: int, leaving: Leaving = Leaving(), by: int, now: datetime) -> None:
    """Remove a member from the company; members may remove themselves.

    Acting for a company, coming to its meetings and standing at its stand are rights of their own; the second ends with
    the first, and `leaving` says who comes instead, and whether the third ends too.

    Raises:
        LastAdmin: the company would have no administrator.
        NotFound: the company has no such member.
    """
    with atomic() as current:
        person_ids = {found(current.get(Membership, membership_id)).person_id, leaving.successor_id} - {None}
        locked_all(Company, [company_id])
        locked_all(Person, person_ids)
        membership = _locked_member(membership_id, company_id)
        if membership.role is CompanyRole.ADMIN:
            _ensure_other_admin(membership)
        record_event(company_id, "removed", by=by, now=now, person_id=membership.person_id)
        if membership.person_id != by:
            person = current.get_one(Person, membership.person_id)
            notify_removed(current.get_one(Company, company_id), person, now=now)
        current.delete(membership)
        current.flush()
        announce(MemberLeft(company_id=company_id, person_id=membership.person_id, **asdict(leaving), by=by, at=now))


def _membership_of_email(company_id: int, email: str) -> Select[tuple[int]]:
    return (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.company_id == company_id, is_addressed(email))
    )


def _open(company_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        CompanyInvitation.company_id == company_id,
        CompanyInvitation.accepted_at.is_(None),
        CompanyInvitation.revoked_at.is_(None),
        CompanyInvitation.expires_at > now,
    )


def _end_invitations(company_id: int, email: str, *, now: datetime) -> None:
    ended = update(CompanyInvitation).where(*_open(company_id, now), CompanyInvitation.email == email)
    session().execute(ended.values(revoked_at=now), execution_options={"synchronize_session": False})


def _locked_member(membership_id: int, company_id: int) -> Membership:
    """A member, locked after the company: two administrators cannot remove each other at the same time."""
    locked_all(Company, [company_id])
    return locked(Membership, membership_id, company_id=company_id)


def _ensure_other_admin(membership: Membership) -> None:
    others = (
        select(func.count())
        .select_from(Membership)
        .where(
            Membership.company_id == membership.company_id,
            Membership.role == CompanyRole.ADMIN,
            Membership.id != membership.id,
        )
    )
    if not session().scalar(others):
        raise LastAdmin
