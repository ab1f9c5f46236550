"""Hubs of the doors: their keys, what they are told, and under whom they send scans."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from forum.accounts.models import Person
from forum.checkin.errors import HubNameTaken, StewardUnknown
from forum.checkin.models import Hub
from forum.checkin.queries.hubs import CallingHub
from forum.checkin.queries.roster import door_frame
from forum.checkin.rules.hubs import SEEN_EVERY, ensure_hub_name, hub_address
from forum.checkin.service.roster import Roster, roster_of
from forum.core.database import atomic, locked, refusing, session
from forum.core.sealing import public_key
from forum.core.tokens import new_token, sign, token_hash, unsign
from forum.editions.models import Edition

_PURPOSE = "door-hub-steward"
MOST_COUNTED = 1_000_000


@dataclass(frozen=True, slots=True)
class OfferedHub:
    """A new hub; its key is known only now."""

    id: int
    name: str
    address: str
    key: str


def add_hub(edition_id: int, *, name: str, address: str, by: int, now: datetime) -> OfferedHub:
    """Add a hub to an edition, with a key of its own.

    Raises:
        HubNameMissing, HubNameTooLong, HubAddressUnsafe: see the rules of hubs.
        HubNameTaken: another hub of the edition has this name.
    """
    ensure_hub_name(name)
    written, secret = hub_address(address), new_token()
    with atomic() as current, refusing("uq_door_hub_edition_id_name", HubNameTaken()):
        hub = Hub(edition_id=edition_id, name=name, address=written, key_hash="", created_at=now, created_by_id=by)
        hub.unsent = hub.refused = 0
        current.add(hub)
        current.flush()
        key = f"{hub.id}.{secret}"
        hub.key_hash = token_hash(key)
    return OfferedHub(hub.id, name, written, key)


def end_hub(hub_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """End a hub: its key opens nothing any more. Ending twice changes nothing.

    Raises:
        NotFound: there is no such hub in this edition.
    """
    with atomic():
        hub = locked(Hub, hub_id, edition_id=edition_id)
        if hub.ended_at is None:
            hub.ended_at, hub.ended_by_id = now, by


def note_contact(hub: CallingHub, *, unsent: int, refused: int, now: datetime) -> None:
    """Write down that a hub was heard of, where that is news."""
    is_same = (hub.unsent, hub.refused) == (unsent, refused)
    if is_same and hub.seen_at is not None and now - hub.seen_at < SEEN_EVERY:
        return
    told = {"seen_at": now, "unsent": min(unsent, MOST_COUNTED), "refused": min(refused, MOST_COUNTED)}
    with atomic() as current:
        current.execute(update(Hub).where(Hub.id == hub.id).values(**told))


def hub_roster(edition: Edition, *, since: datetime | None, now: datetime) -> Roster:
    """The roster for a hub: as for scanners, with which way each gate goes and the key to seal what it reads."""
    ways = {id: direction.value for id, (_name, _area, direction) in door_frame(edition.id).gates.items()}
    return roster_of(edition, since=since, now=now, told={"ways": ways, "seal": b64encode(public_key()).decode()})


def steward_token(edition_id: int, person_id: int) -> str:
    """What a hub sends scans under: that this person scans in this edition, signed."""
    return sign(_PURPOSE, [edition_id, person_id])


def steward_of(token: object, *, edition_id: int) -> int:
    """The id of the person in such a token.

    Raises:
        StewardUnknown: it is none of ours, or of another edition.
    """
    value = unsign(_PURPOSE, token) if isinstance(token, str) else None
    if not isinstance(value, list) or len(value) != 2 or value[0] != edition_id:
        raise StewardUnknown
    person_id = session().scalar(select(Person.id).where(Person.id == value[1]))
    if person_id is None:
        raise StewardUnknown
    return person_id
