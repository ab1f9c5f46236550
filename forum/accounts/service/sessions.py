"""Sessions: the browsers people are signed in with; and the end of links that would open one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from forum.accounts.models import SignInLink, SignInSession
from forum.accounts.rules import SESSION_LIFETIME
from forum.core.database import atomic, locked, session
from forum.core.tokens import new_token, token_hash

LONGEST_AGENT = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedSession:
    """A session that was just opened: its token, for the browser only, and the page the person wanted."""

    token: str
    person_id: int
    language: str
    next_path: str | None


def open_session(person_id: int, *, user_agent: str, now: datetime, door_edition_id: int | None = None) -> str:
    """Sign a person in with one browser, inside `atomic()`; returns the token for its cookie.

    With `door_edition_id` it opens the door of that edition alone.
    """
    token = new_token()
    session().add(
        SignInSession(
            person_id=person_id,
            token_hash=token_hash(token),
            user_agent=user_agent[:LONGEST_AGENT],
            created_at=now,
            expires_at=now + SESSION_LIFETIME,
            door_edition_id=door_edition_id,
        )
    )
    return token


def revoke_session(session_id: int, *, by: int, now: datetime) -> None:
    """End one of a person's own sessions.

    Raises:
        NotFound: there is no such session of theirs.
    """
    with atomic():
        row = locked(SignInSession, session_id, person_id=by)
        row.revoked_at = row.revoked_at or now


def revoke_other_sessions(person_id: int, *, keep: int, now: datetime) -> int:
    """End all sessions of a person but one; returns the number of sessions that ended."""
    return end_sessions(person_id, keep=keep, now=now)


def end_sessions(person_id: int, *, only: int | None = None, keep: int | None = None, now: datetime) -> int:
    """End the sessions of a person, `only` one of them or all but the one to `keep`; returns how many ended."""
    query = update(SignInSession).where(
        SignInSession.person_id == person_id, SignInSession.revoked_at.is_(None), SignInSession.expires_at > now
    )
    if only is not None:
        query = query.where(SignInSession.id == only)
    if keep is not None:
        query = query.where(SignInSession.id != keep)
    with atomic() as current:
        return len(current.scalars(query.values(revoked_at=now).returning(SignInSession.id)).all())


def void_links(person_id: int, *, now: datetime) -> None:
    """Let none of a person's sign-in links sign in any more."""
    waiting = update(SignInLink).where(SignInLink.person_id == person_id, SignInLink.used_at.is_(None))
    with atomic() as current:
        current.execute(waiting.values(used_at=now))
