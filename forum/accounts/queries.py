"""Looking up people and who is signed in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from forum.accounts.models import Person, RoleGrant, SignInSession
from forum.core.database import session

_SIGNED_IN = (
    select(
        Person.id,
        Person.email,
        Person.given_names,
        Person.first_surname,
        Person.language,
        SignInSession.id.label("session_id"),
        SignInSession.expires_at,
        RoleGrant.edition_id,
        RoleGrant.role,
    )
    .select_from(SignInSession)
    .join(Person, Person.id == SignInSession.person_id)
    .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
    .where(SignInSession.revoked_at.is_(None), Person.disabled_at.is_(None))
)


def signed_in_rows(token_hash: str, *, now: datetime) -> Sequence[Row[Any]]:
    """The signed-in person and their roles, one row a role, in one statement; none when the session is over."""
    rows = session().execute(_SIGNED_IN.where(SignInSession.token_hash == token_hash)).all()
    return [row for row in rows if row.expires_at > now]


def find_person_by_email(email: str) -> Person | None:
    """The person with this address (already normalised to lower case)."""
    return session().scalars(select(Person).where(Person.email == email)).one_or_none()
