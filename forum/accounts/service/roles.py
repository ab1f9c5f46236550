"""Roles: who may do what in an edition, given and taken by those who have `accounts.grant` there."""

from datetime import datetime

from forum.accounts.enums import Role
from forum.accounts.errors import AlreadyGranted, NotStaffRole
from forum.accounts.models import Person, RoleEvent, RoleGrant
from forum.accounts.queries import find_grant, has_grant, locked_organisers
from forum.accounts.rules import INVITATION_LIFETIME, STAFF_ROLES, ensure_organiser_remains
from forum.accounts.service.links import send_sign_in_link
from forum.accounts.service.people import get_or_create_person
from forum.core.database import atomic, locked
from forum.core.errors import NotFound
from forum.core.history import record
from forum.core.names import PersonName

INVITATION = "accounts/invitation"


def grant_role(person_id: int, *, role: Role, edition_id: int | None, by: int | None, now: datetime) -> bool:
    """Give a person a role in an edition (an organiser's may be for all: None); False when they have it already.

    Two that grant it at once: the person's row is locked, so the second finds it granted.

    Raises:
        NotFound: there is no such person.
    """
    with atomic() as current:
        locked(Person, person_id)
        if has_grant(person_id, role=role, edition_id=edition_id):
            return False
        current.add(RoleGrant(person_id=person_id, edition_id=edition_id, role=role, granted_at=now, granted_by_id=by))
        record(RoleEvent(person_id=person_id, edition_id=edition_id, role=role, granted=True), by=by, now=now)
        current.flush()
    return True


def revoke_role(grant_id: int, *, edition_id: int, everywhere: bool, by: int, now: datetime) -> None:
    """Take a role of an edition from a person.

    Args:
        grant_id: which.
        edition_id: where the actor may grant; a grant of another edition is not found.
        everywhere: whether the actor organises all editions, and so may take away a grant for all of them.
        by: the actor.
        now: the present moment.

    Raises:
        NotFound: there is no such grant there.
        LastOrganiser: nobody would be left to organise the edition.
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


def invite_person(
    email: str,
    *,
    name: PersonName,
    language: str,
    role: Role,
    edition_id: int,
    edition_name: str,
    next_path: str | None,
    by: int,
    now: datetime,
) -> Person:
    """Ask somebody to help run an edition: they get the role, and a mail with a link that signs them in.

    Raises:
        InvalidEmail: it is not an address.
        NotStaffRole: the role is not one the team is made of.
        AlreadyGranted: they have it.
    """
    if role not in STAFF_ROLES:
        raise NotStaffRole
    with atomic():
        person = get_or_create_person(email, name=name, language=language, now=now)
        if not grant_role(person.id, role=role, edition_id=edition_id, by=by, now=now):
            raise AlreadyGranted(name=person.full_name)
        context = {"edition": edition_name}
        send_sign_in_link(
            person, next_path=next_path, now=now, message=INVITATION, context=context, lifetime=INVITATION_LIFETIME
        )
    return person
