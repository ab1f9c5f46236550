"""People: one for each address."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from forum.accounts.errors import EmailTaken
from forum.accounts.models import Person
from forum.accounts.queries import find_person_by_email
from forum.accounts.rules import normalise_email
from forum.accounts.service.sessions import end_sessions, void_links
from forum.accounts.signals import PersonChanged
from forum.core.collation import stored_key
from forum.core.database import atomic, locked_all, refusing
from forum.core.names import PersonName
from forum.core.search import fold
from forum.core.signals import announce


def get_or_create_person(
    email: str,
    *,
    name: PersonName,
    phone: str | None = None,
    language: str,
    now: datetime,
) -> Person:
    """The person with this address, created if there is none.

    A known person keeps their name: the address may be typed by somebody else. Two calls at once return the same one.

    Raises:
        InvalidEmail: it is not an address.
    """
    address = normalise_email(email)
    with atomic():
        person = find_person_by_email(address)
        if person is not None:
            return person
        return _inserted(Person(email=address, name=name, phone=phone, language=language, created_at=now))


def name_values(name: PersonName) -> dict[str, Any]:
    """A name as the columns of a person keep it, for rows that are written in bulk."""
    return {
        "given_names": name.given_names,
        "first_surname": name.first_surname,
        "second_surname": name.second_surname or None,
        "name_folded": fold(name.full),
        "name_sorted": stored_key(name.full),
    }


def person_values(
    email: str | None, *, name: PersonName, phone: str | None, language: str, now: datetime
) -> dict[str, Any]:
    """A new person as a row that is written in bulk; the address is normalised and nobody's."""
    return {**name_values(name), "email": email, "phone": phone, "language": language, "created_at": now}


def _inserted(person: Person) -> Person:
    """The saved person; or the one another transaction saved first with the same address."""
    try:
        with atomic() as session:
            session.add(person)
            session.flush()
    except IntegrityError:
        other = find_person_by_email(person.email or "")
        if other is None:
            raise
        return other
    return person


def update_person(person_id: int, *, name: PersonName, language: str, now: datetime) -> Person:
    """Save what a person says of themselves: the name as typed, and the language they read.

    Raises:
        NotFound: there is no such person.
    """
    with atomic():
        person = locked_all(Person, [person_id])[0]
        describe_person(person, name=name, language=language, now=now)
    return person


def describe_person(person: Person, *, name: PersonName, language: str, now: datetime) -> None:
    """Write a person's name and language, and announce a change; inside the change that locks the person."""
    before = (person.name, person.language)
    person.name, person.language = name, language
    if (person.name, person.language) != before:
        announce(PersonChanged(person_id=person.id, at=now))


def readdress(person_id: int, *, email: str | None, now: datetime) -> None:
    """Give a person another address, or none, because the one they had is wrong.

    Whoever reads the wrong mailbox loses every way in: sessions end, links that wait are void, the password is gone.

    Raises:
        EmailTaken: the address is somebody else's.
    """
    with atomic():
        person = locked_all(Person, [person_id])[0]
        with refusing("uq_person_email", EmailTaken()):
            person.email, person.password_hash = email, None
        void_links(person_id, now=now)
        end_sessions(person_id, now=now)
