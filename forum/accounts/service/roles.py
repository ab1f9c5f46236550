"""Granting and revoking roles in an edition, for people with the permission `accounts.grant` there."""

from datetime import datetime

from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.errors import AccountClosed, AlreadyGranted, NotStaffRole, OnlyOrganisersEverywhere
from forum.accounts.models import Person, RoleEvent, RoleGrant
from forum.accounts.queries import find_grant, has_grant, locked_organisers
from forum.accounts.rules import INVITATION_LIFETIME, OFFERED_ROLES, ensure_organiser_remains
from forum.accounts.service.links import send_sign_in_link
from forum.accounts.service.people import get_or_create_person
from forum.core.database import atomic, locked, locked_all, session
from forum.core.errors import NotFound
from forum.core.history import record
from forum.core.names import PersonName

INVITATION = "accounts/invitation"


def grant_role(person_id: int, *, role: Role, edition_id: int | None, by: int | None, now: datetime) -> bool:
    """Give a person a role in an edition (None: in all, for organisers); False when they have it already.

    The person's row is locked, so the second of two grants at once finds the first.

    Raises:
        NotFound: there is no such person.
    """
    with atomic() as current:
        locked_all(Person, [person_id])
        if has_grant(person_id, role=role, edition_id=edition_id):
            return False
        current.add(RoleGrant(person_id=person_id, edition_id=edition_id, role=role, granted_at=now, granted_by_id=by))
        record(RoleEvent(person_id=person_id, edition_id=edition_id, role=role, granted=True), by=by, now=now)
        current.flush()
    return True


def copy_team(source_id: int, edition_id: int, *, by: int, now: datetime) -> None:
    """Give the team of an edition the same roles in another one, but for closed accounts and roles no longer given."""
    grants = select(RoleGrant.person_id, RoleGrant.role).join(Person, Person.id == RoleGrant.person_id)
    of_team = RoleGrant.edition_id == source_id, RoleGrant.role.in_(OFFERED_ROLES), Person.disabled_at.is_(None)
    for person_id, role in session().execute(grants.where(*of_team).order_by(RoleGrant.person_id, RoleGrant.id)).all():
        grant_role(person_id, role=role, edition_id=edition_id, by=by, now=now)


def end_role(person_id: int, *, role: Role, edition_id: int, by: int, now: datetime) -> None:
    """End a role that no longer rests on anything, such as a buyer's; who does not have it stays as they are."""
    with atomic() as current:
        locked_all(Person, [person_id])
        grants = select(RoleGrant).where(
            RoleGrant.person_id == person_id, RoleGrant.role == role, RoleGrant.edition_id == edition_id
        )
        for grant in current.scalars(grants):
            current.delete(grant)
            record(RoleEvent(person_id=person_id, edition_id=edition_id, role=role, granted=False), by=by, now=now)
        current.flush()


def revoke_role(grant_id: int, *, edition_id: int, everywhere: bool, by: int, now: datetime) -> None:
    """Revoke a role.

    Args:
        grant_id: the grant of the role.
        edition_id: the edition of the page; a grant of another edition is not found.
        everywhere: whether `by` organises all editions, and so may revoke a grant for all of them.
        by: who revokes it.
        now: the current time.

    Raises:
        NotFound: there is no such grant there.
        LastOrganiser: the edition would have no organiser.
    """
    with atomic() as current:
        organisers = locked_organisers(edition_id)
        grant = find_grant(grant_id)
        if grant is None or not (grant.edition_id == edition_id or (grant.edition_id is None and everywhere)):
            raise NotFound
        if grant.role is Role.ORGANISER:
            pairs = [(each.id, each.edition_id) for each in organisers]
            ensure_organiser_remains(pairs, leaving=grant.id, everywhere=grant.edition_id is None)
        current.delete(grant)
        event = RoleEvent(person_id=grant.person_id, edition_id=grant.edition_id, role=grant.role, granted=False)
        record(event, by=by, now=now)


def set_committee(grant_id: int, *, edition_id: int, committee: str) -> None:
    """Say for which committee somebody works in an edition; empty: for none.

    Raises:
        NotFound: the edition has no such grant.
    """
    with atomic():
        locked(RoleGrant, grant_id, edition_id=edition_id).committee = committee


def invite_person(
    email: str,
    *,
    name: PersonName,
    language: str,
    role: Role,
    everywhere: bool = False,
    edition_id: int,
    edition_name: str,
    next_path: str | None,
    by: int,
    now: datetime,
) -> Person:
    """Invite somebody to the team of an edition, or of all: they get the role and a mail with a sign-in link.

    Raises:
        InvalidEmail: it is not an address.
        NotStaffRole: it is not a role of the team.
        OnlyOrganisersEverywhere: `everywhere`, and it is another role.
        AlreadyGranted: they have the role.
        AccountClosed: their account is closed.
    """
    if role not in OFFERED_ROLES:
        raise NotStaffRole
    if everywhere and role is not Role.ORGANISER:
        raise OnlyOrganisersEverywhere
    with atomic():
        person = get_or_create_person(email, name=name, language=language, now=now)
        if person.disabled_at is not None:
            raise AccountClosed(name=person.full_name)
        granted_in = None if everywhere else edition_id
        if not grant_role(person.id, role=role, edition_id=granted_in, by=by, now=now):
            raise AlreadyGranted(name=person.full_name)
        _send_invitation(person, edition_id=edition_id, edition_name=edition_name, next_path=next_path, now=now)
    return person


def _send_invitation(
    person: Person, *, edition_id: int, edition_name: str, next_path: str | None, now: datetime
) -> None:
    send_sign_in_link(
        person,
        next_path=next_path,
        now=now,
        message=INVITATION,
        context={"edition": edition_name},
        lifetime=INVITATION_LIFETIME,
        edition_id=edition_id,
    )
