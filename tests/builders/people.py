"""People, roles, and browsers they are signed in with."""

from datetime import timedelta
from itertools import count

from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.accounts.models import Passkey, Person, RoleGrant, SignInSession
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.tokens import new_token, token_hash
from forum.editions.models import Edition

_number = count(1)


def a_person(**values: object) -> Person:
    """A person with an address of their own."""
    n = next(_number)
    defaults: dict[str, object] = {
        "email": f"persona{n}@example.mx",
        "given_names": "María José",
        "first_surname": "Muñoz",
        "second_surname": "Güereca",
        "created_at": utc_now(),
    }
    with atomic() as session:
        person = Person(**{**defaults, **values})
        session.add(person)
    return person


def a_role(person: Person, role: Role, edition: Edition | None = None) -> RoleGrant:
    """A role of a person in an edition (an organiser's may be in all)."""
    with atomic() as session:
        grant = RoleGrant(
            person_id=person.id, role=role, edition_id=edition.id if edition else None, granted_at=utc_now()
        )
        session.add(grant)
    return grant


def sign_in(client: FlaskClient, person: Person) -> FlaskClient:
    """Sign a person in with this browser; returns it."""
    token = new_token()
    with atomic() as session:
        session.add(
            SignInSession(
                person_id=person.id,
                token_hash=token_hash(token),
                user_agent="test",
                created_at=utc_now(),
                expires_at=utc_now() + timedelta(days=1),
            )
        )
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


def an_organiser(client: FlaskClient, edition: Edition | None = None) -> Person:
    """An organiser, signed in with this browser."""
    person = a_person()
    a_role(person, Role.ORGANISER, edition)
    sign_in(client, person)
    return person


def a_passkey(person: Person, name: str = "Mi celular") -> Passkey:
    """A passkey that no browser has."""
    with atomic() as session:
        passkey = Passkey(person_id=person.id, credential_id=new_token(), public_key="AA", counter=0, name=name)
        passkey.added_at = utc_now()
        session.add(passkey)
    return passkey
