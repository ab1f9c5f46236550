"""The people who represent an ally, invited by the organisers."""

from datetime import datetime

from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleEvent
from forum.accounts.rules import INVITATION_LIFETIME
from forum.accounts.service import get_or_create_person, send_sign_in_link
from forum.companies.errors import AlreadyRepresents, RepresentativeClosed
from forum.companies.models import Ally, AllyRepresentative
from forum.core.database import atomic, locked
from forum.core.history import record
from forum.core.names import PersonName
from forum.editions.models import Edition

INVITATION = "companies/ally_invitation"


def add_representative(
    ally_id: int, *, email: str, name: PersonName, language: str, edition: Edition, by: int, now: datetime
) -> Person:
    """Let somebody see the page of an ally, and mail them a link to sign in.

    Raises:
        NotFound: there is no such ally.
        InvalidEmail: it is not an address.
        RepresentativeClosed: their account is closed.
        AlreadyRepresents: they see it already.
    """
    with atomic() as current:
        ally = locked(Ally, ally_id)
        person = get_or_create_person(email, name=name, language=language, now=now)
        if person.disabled_at is not None:
            raise RepresentativeClosed(name=person.full_name)
        of_both = AllyRepresentative.ally_id == ally_id, AllyRepresentative.person_id == person.id
        if current.scalars(select(AllyRepresentative.id).where(*of_both)).one_or_none() is not None:
            raise AlreadyRepresents(name=person.full_name)
        current.add(AllyRepresentative(ally_id=ally_id, person_id=person.id, since=now, added_by_id=by))
        event = RoleEvent(person_id=person.id, edition_id=edition.id, role=Role.ALLY, granted=True)
        record(event, by=by, now=now)
        send_sign_in_link(
            person,
            next_path=f"/{edition.slug}/partner/{ally_id}",
            now=now,
            message=INVITATION,
            context={"ally": ally.name, "edition": edition.name},
            lifetime=INVITATION_LIFETIME,
            edition_id=edition.id,
        )
    return person


def remove_representative(representative_id: int, *, ally_id: int, edition_id: int, by: int, now: datetime) -> None:
    """Take the page of an ally from somebody.

    Raises:
        NotFound: nobody represents the ally by that id.
    """
    with atomic() as current:
        representative = locked(AllyRepresentative, representative_id, ally_id=ally_id)
        person_id = representative.person_id
        current.delete(representative)
        event = RoleEvent(person_id=person_id, edition_id=edition_id, role=Role.ALLY, granted=False)
        record(event, by=by, now=now)
