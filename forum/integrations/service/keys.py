"""Keys of the API: made once, shown once, revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from forum.core.database import atomic, lock_name, locked, session
from forum.core.history import record
from forum.core.tokens import new_token, token_hash
from forum.editions.models import Edition
from forum.editions.rules import end_of_day, to_local
from forum.integrations.enums import IntegrationChange
from forum.integrations.errors import KeyNameTaken
from forum.integrations.models import ApiKey, IntegrationEvent
from forum.integrations.rules import KEY_START, USED_EVERY, ensure_expiry, ensure_scopes


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key; its text is known only now."""

    id: int
    name: str
    text: str


def make_key(
    edition: Edition, *, name: str, scopes: Sequence[str], expires_on: date | None, by: int, now: datetime
) -> MadeKey:
    """Make a key of an edition in one's own name, until the end of a day of the venue.

    Raises:
        KeyWithoutScope, KeyExpiryNotUsable: see the rules.
        KeyNameTaken: another key that still works has this name.
    """
    ensure_scopes(scopes)
    ensure_expiry(expires_on, today=to_local(now, edition.time_zone).date())
    assert expires_on is not None
    ends = end_of_day(expires_on, edition.time_zone)
    text = KEY_START + new_token()
    with atomic() as current:
        lock_name(f"api keys of {edition.id}")
        _ensure_free(edition.id, name, now=now)
        key = ApiKey(
            edition_id=edition.id,
            person_id=by,
            name=name,
            key_hash=token_hash(text),
            scopes=sorted(scopes),
            created_at=now,
            expires_at=ends,
        )
        current.add(key)
        current.flush()
        _note(key, IntegrationChange.KEY_MADE, by=by, now=now)
    return MadeKey(key.id, name, text)


def _ensure_free(edition_id: int, name: str, *, now: datetime) -> None:
    query = select(ApiKey.id).where(ApiKey.edition_id == edition_id, ApiKey.name == name)
    if session().scalar(query.where(ApiKey.revoked_at.is_(None), ApiKey.expires_at > now).limit(1)) is not None:
        raise KeyNameTaken


def revoke_key(key_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Revoke a key: it opens nothing any more. Revoking it twice changes nothing.

    Raises:
        NotFound: the edition has no such key.
    """
    with atomic():
        key = locked(ApiKey, key_id, edition_id=edition_id)
        if key.revoked_at is None:
            key.revoked_at, key.revoked_by_id = now, by
            _note(key, IntegrationChange.KEY_REVOKED, by=by, now=now)


def _note(key: ApiKey, kind: IntegrationChange, *, by: int, now: datetime) -> None:
    event = IntegrationEvent(edition_id=key.edition_id, api_key_id=key.id, kind=kind, name=key.name)
    record(event, by=by, now=now)


def note_use(key: ApiKey, *, now: datetime) -> None:
    """Write down that a key was used, where that is news."""
    if key.used_at is not None and now - key.used_at < USED_EVERY:
        return
    with atomic() as current:
        current.execute(update(ApiKey).where(ApiKey.id == key.id).values(used_at=now))
