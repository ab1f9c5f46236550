"""People: one for each address."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from forum.accounts.models import Person
from forum.accounts.queries import find_person_by_email
from forum.accounts.rules import normalise_email
from forum.core.database import atomic, locked


def get_or_create_person(
    email: str,
    *,
    given_names: str,
    first_surname: str,
    second_surname: str | None = None,
    phone: str | None = None,
    language: str,
    now: datetime,
) -> Person:
    """The person with this address, made where there is none.

    Somebody who is known keeps the name they gave themselves: whoever types an address may be a stranger to it.
    Two that make the same person at once get the same one.

    Raises:
        InvalidEmail: it is not an address.
    """
    address = normalise_email(email)
    with atomic():
        person = find_person_by_email(address)
        if person is not None:
            return person
        person = Person(
            email=address,
            given_names=given_names,
            first_surname=first_surname,
            second_surname=second_surname or None,
            phone=phone,
            language=language,
            created_at=now,
        )
        return _inserted(person)


def _inserted(person: Person) -> Person:
    """The person saved; or, where another change was quicker with the same address, who is there."""
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


def update_person(
    person_id: int, *, given_names: str, first_surname: str, second_surname: str | None, language: str
) -> Person:
    """What a person says of themselves: names as typed, and the language they read.

    Raises:
        NotFound: there is no such person.
    """
    with atomic():
        person = locked(Person, person_id)
        person.given_names, person.first_surname = given_names, first_surname
        person.second_surname, person.language = second_surname or None, language
    return person
