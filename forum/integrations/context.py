"""Who asks with a key: the person who made it, with what it may, in its edition alone."""

from dataclasses import dataclass
from typing import Any

from flask import Request, current_app
from flask.sansio.app import App
from flask_login import current_user

from forum.accounts.context import SignedIn, login_manager
from forum.accounts.enums import MissingStep
from forum.accounts.rules import missing_step
from forum.core.access import is_for_keys
from forum.core.clock import utc_now
from forum.core.operations import Operation
from forum.core.outages import in_outage
from forum.core.tokens import token_hash
from forum.integrations.errors import KeyOwnerNeedsSecondStep
from forum.integrations.queries import key_rows
from forum.integrations.rules import KEY_START, LONGEST_KEY, PERMISSION
from forum.integrations.service import note_use

EXTENSION = "api_operations"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyHolder(SignedIn):
    """Who asks with a key: what they do is done in their name."""

    key_id: int
    key_name: str
    edition_id: int
    scopes: frozenset[str]


def init_integrations(app: App, operations: tuple[Operation, ...]) -> None:
    """Let these operations be asked for with a key."""
    app.extensions[EXTENSION] = operations
    login_manager.request_loader(_load_holder)


def wired_operations() -> tuple[Operation, ...]:
    """What programs may do."""
    operations: tuple[Operation, ...] = current_app.extensions[EXTENSION]
    return operations


def current_holder() -> KeyHolder:
    """Who asks with a key; only for operations of the API."""
    holder = current_user._get_current_object()
    assert isinstance(holder, KeyHolder)
    return holder


def holder_key() -> str:
    """For limits: the key."""
    return f"api key {current_holder().key_id}"


def _load_holder(request: Request) -> KeyHolder | None:
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    if not is_for_keys() or kind.lower() != "bearer" or in_outage():
        return None
    text = text.strip()
    if not text.startswith(KEY_START) or len(text) > LONGEST_KEY:
        return None
    return _holder_of(text)


def _holder_of(text: str) -> KeyHolder | None:
    """Who asks with this key; nobody where it is over, or who made it may not let programs in any more.

    Raises:
        KeyOwnerNeedsSecondStep: who made it has to sign in with two steps, and cannot.
    """
    rows, now = key_rows(token_hash(text)), utc_now()
    if not rows or not rows[0].ApiKey.works(now=now):
        return None
    key, person = rows[0].ApiKey, rows[0].Person
    grants = tuple((row.edition_id, row.role) for row in rows if row.role is not None)
    here = tuple((key.edition_id, role) for where, role in grants if where in {None, key.edition_id})
    step = missing_step(
        second_since=person.second_since,
        second_at=key.created_at,
        must_have=bool(rows[0].organisers_need_second) and any(role.value == "organiser" for _where, role in grants),
        is_at_door=False,
    )
    if step is MissingStep.SET_UP:
        raise KeyOwnerNeedsSecondStep
    holder = _holder(key, person, here)
    if not holder.may(PERMISSION, key.edition_id):
        return None
    note_use(key, now=now)
    return holder


def _holder(key: Any, person: Any, grants: tuple[Any, ...]) -> KeyHolder:
    return KeyHolder(
        id=person.id,
        email=person.email,
        display_name=person.name.short,
        language=person.language,
        session_id=0,
        signed_in_at=key.created_at,
        token="",
        grants=grants,
        key_id=key.id,
        key_name=key.name,
        edition_id=key.edition_id,
        scopes=frozenset(key.scopes),
    )
