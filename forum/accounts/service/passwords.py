"""Passwords: optional, stored as argon2id hashes with OWASP's parameters (19 MiB, two passes, one lane).

Hashing takes time and memory, so it is done while no transaction is open.
"""

from datetime import datetime
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from forum.accounts.errors import WrongCurrentPassword, WrongPassword
from forum.accounts.models import Person
from forum.accounts.notices import notify_account
from forum.accounts.queries import find_person_by_email, get_person
from forum.accounts.rules import ensure_password, normalise_password
from forum.accounts.service.sessions import OpenedSession, open_session, revoke_other_sessions
from forum.core.database import atomic, locked, session

HASHER = PasswordHash((Argon2Hasher(memory_cost=19 * 1024, time_cost=2, parallelism=1),))


@cache
def _dummy_hash() -> str:
    """Compared with the password of an unknown address, so that the answer takes as long as for a known one."""
    return HASHER.hash("nobody's")


def hash_password(password: str) -> str:
    """The argon2id hash of a password."""
    return HASHER.hash(normalise_password(password))


def _matches(password: str, stored: str) -> bool:
    """Whether a password is the stored one; also one that was hashed as it was typed, before we normalised."""
    normal = normalise_password(password)
    return HASHER.verify(normal, stored) or (normal != password and HASHER.verify(password, stored))


def sign_in_with_password(email: str, *, password: str, user_agent: str, now: datetime) -> OpenedSession:
    """Sign in with an address and a password.

    Raises:
        WrongPassword: one of them is wrong, or the person has no password or is disabled.
    """
    person = find_person_by_email(email)
    session().commit()  # the read ends before the hashing begins
    known = person is not None and person.password_hash is not None and person.disabled_at is None
    stored = person.password_hash if person is not None and known else None
    matches = _matches(password, stored or _dummy_hash())
    if not matches or not known or person is None:
        raise WrongPassword
    with atomic():
        token = open_session(person.id, user_agent=user_agent, now=now)
    return OpenedSession(token=token, person_id=person.id, language=person.language, next_path=None)


def set_password(
    person_id: int, *, password: str, current: str, is_fresh: bool, session_id: int, now: datetime
) -> None:
    """Set or change one's own password; every other session ends, and a mail is sent about it.

    Args:
        person_id: whose.
        password: the new one.
        current: the current one, as typed; not needed without one or just after signing in (`is_fresh`).
        is_fresh: whether they have just signed in.
        session_id: the session that stays open.
        now: the present moment.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordIsEmail, PasswordGuessable: the new one is weak.
        WrongCurrentPassword: the current one is wrong.
    """
    person = get_person(person_id)
    session().commit()
    ensure_password(password, email=person.email)
    _ensure_theirs(person, current=current, is_fresh=is_fresh)
    hashed = hash_password(password)
    with atomic():
        _store_password(person_id, hashed)
        revoke_other_sessions(person_id, keep=session_id, now=now)
        notify_account("password_set", person, now=now)


def remove_password(person_id: int, *, current: str, is_fresh: bool) -> None:
    """Delete one's own password: the person signs in by link only. `current` and `is_fresh` as in `set_password`.

    Raises:
        WrongCurrentPassword: the current one is wrong.
    """
    person = get_person(person_id)
    session().commit()
    _ensure_theirs(person, current=current, is_fresh=is_fresh)
    with atomic():
        _store_password(person_id, None)


def _ensure_theirs(person: Person, *, current: str, is_fresh: bool) -> None:
    if person.password_hash and not is_fresh and not _matches(current, person.password_hash):
        raise WrongCurrentPassword


def _store_password(person_id: int, hashed: str | None) -> None:
    locked(Person, person_id).password_hash = hashed
