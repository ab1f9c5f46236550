"""The hubs of an edition's doors."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from forum.checkin.models import Hub
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.core.tokens import token_hash


@dataclass(frozen=True, slots=True)
class CallingHub:
    """The hub that asks, by its key, and what it said of itself last."""

    id: int
    edition_id: int
    seen_at: datetime | None
    unsent: int
    refused: int


def list_hubs(edition_id: int) -> list[Hub]:
    """The hubs of an edition by name, those that have ended last."""
    hubs = session().scalars(select(Hub).where(Hub.edition_id == edition_id)).all()
    return sorted(hubs, key=lambda hub: (hub.ended_at is not None, sort_key(hub.name)))


def list_live_hubs(edition_id: int) -> list[Hub]:
    """The hubs of an edition that have not ended, by name."""
    return [hub for hub in list_hubs(edition_id) if hub.ended_at is None]


def get_hub(hub_id: int, *, edition_id: int) -> Hub:
    """A hub of this edition.

    Raises:
        NotFound: there is none.
    """
    return one(_hub(hub_id).where(Hub.edition_id == edition_id))


def find_hub_of_key(key: str) -> CallingHub | None:
    """The hub whose key this is, None where it is none or the hub has ended."""
    number, _, _secret = key.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    hub = session().scalars(_hub(int(number)).where(Hub.ended_at.is_(None))).one_or_none()
    if hub is None or not hmac.compare_digest(hub.key_hash, token_hash(key)):
        return None
    return CallingHub(hub.id, hub.edition_id, hub.seen_at, hub.unsent, hub.refused)


def _hub(hub_id: int) -> Select[tuple[Hub]]:
    return select(Hub).where(Hub.id == hub_id)
