"""Pairing a phone with a gate and its steward by a code, and the PIN of its shift."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from forum.accounts.enums import Role
from forum.accounts.models import Person, SignInSession
from forum.accounts.service import OpenedSession, grant_role, open_session
from forum.checkin.enums import DeviceEventKind
from forum.checkin.errors import PairingSpent, StewardMissing, StewardTwice
from forum.checkin.models import Device, DeviceEvent, Pairing
from forum.checkin.queries import get_gate
from forum.checkin.queries.pairing import code_hash, list_stewards
from forum.checkin.rules.devices import ensure_device_name
from forum.checkin.rules.pairing import ALPHABET, CODE_LENGTH, PAIRING_LIFETIME, ensure_pin, read_code
from forum.checkin.service.devices import forget_known
from forum.core.database import atomic, locked
from forum.core.history import record
from forum.core.names import PersonName
from forum.core.tokens import token_hash

ROUNDS = 200_000
"""Of PBKDF2: a quarter of a second on a phone. It delays who copied the device; five tries stop who holds it."""


@dataclass(frozen=True, slots=True)
class OfferedPairing:
    """A pairing that waits for its phone; the code is known only now."""

    id: int
    code: str


def offer_pairing(
    edition_id: int,
    *,
    gate_id: int,
    person_id: int | None,
    name: PersonName,
    device_name: str,
    language: str,
    by: int,
    now: datetime,
) -> OfferedPairing:
    """Make a code for a steward at a gate: somebody who may scan here, or somebody new, known by name alone.

    Whoever is new gets the role of a steward in this edition and no e-mail address: they sign in with such codes.

    Raises:
        NotFound: there is no such gate in this edition.
        StewardTwice: somebody is chosen and a name is given.
        StewardMissing: nobody is chosen and no name is given, or who is chosen may not scan here.
        DeviceNameTooLong: see `ensure_device_name`.
    """
    ensure_device_name(device_name)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    with atomic() as current:
        gate = get_gate(gate_id, edition_id=edition_id)
        if person_id is None:
            person_id = _add_steward(name, edition_id=edition_id, language=language, by=by, now=now)
        elif name.given_names:
            raise StewardTwice
        elif person_id not in {steward.id for steward in list_stewards(edition_id)}:
            raise StewardMissing
        pairing = Pairing(edition_id=edition_id, gate_id=gate.id, person_id=person_id, device_name=device_name)
        pairing.code_hash, pairing.created_by_id = code_hash(code), by
        pairing.created_at, pairing.expires_at = now, now + PAIRING_LIFETIME
        current.add(pairing)
        current.flush()
        return OfferedPairing(pairing.id, code)


def _add_steward(name: PersonName, *, edition_id: int, language: str, by: int, now: datetime) -> int:
    if not name.given_names:
        raise StewardMissing
    person = Person(name=name, language=language, created_at=now)
    with atomic() as current:
        current.add(person)
        current.flush()
        grant_role(person.id, role=Role.GATE_STEWARD, edition_id=edition_id, by=by, now=now)
    return person.id


def withdraw_pairing(pairing_id: int, *, edition_id: int, now: datetime) -> None:
    """Let a code that nobody used pair nothing any more.

    Raises:
        NotFound: there is no such pairing in this edition.
    """
    with atomic():
        pairing = locked(Pairing, pairing_id, edition_id=edition_id)
        if pairing.used_at is None:
            pairing.expires_at = min(pairing.expires_at, now)


def use_pairing(code: str, *, edition_id: int, pin: str, user_agent: str, now: datetime) -> tuple[OpenedSession, int]:
    """Sign this phone in as the steward of the code, for the door of this edition alone; returns the gate too.

    It works once: of two phones at the same moment one is refused.

    Raises:
        PairingSpent: it was used, is over, never was, or its person is disabled.
        PinNotDigits, PinGuessable: see `ensure_pin`.
    """
    ensure_pin(pin)
    verifier = pin_verifier(pin) if pin else None
    spend = (
        update(Pairing)
        .where(
            Pairing.code_hash == code_hash(read_code(code)),
            Pairing.edition_id == edition_id,
            Pairing.used_at.is_(None),
            Pairing.expires_at > now,
        )
        .values(used_at=now, pin_verifier=verifier)
        .returning(Pairing.id, Pairing.person_id, Pairing.gate_id)
    )
    with atomic() as current:
        row = current.execute(spend).one_or_none()
        person = current.get(Person, row.person_id) if row is not None else None
        if row is None or person is None or person.disabled_at is not None:
            raise PairingSpent
        token = open_session(person.id, user_agent=user_agent, now=now, door_edition_id=edition_id)
        current.flush()
        opened = select(SignInSession.id).where(SignInSession.token_hash == token_hash(token)).scalar_subquery()
        current.execute(update(Pairing).where(Pairing.id == row.id).values(session_id=opened))
        return OpenedSession(token=token, person_id=person.id, language=person.language, next_path=None), row.gate_id


def set_pin(device_id: int, *, edition_id: int, pin: str, by: int, now: datetime) -> None:
    """Let a device ask for a PIN, or with an empty one for none any more; it learns so when it is heard of next.

    Raises:
        NotFound: there is no such device in this edition.
        PinNotDigits, PinGuessable: see `ensure_pin`.
    """
    ensure_pin(pin)
    verifier = pin_verifier(pin) if pin else None
    kind = DeviceEventKind.PIN_SET if pin else DeviceEventKind.PIN_REMOVED
    with atomic():
        device = locked(Device, device_id, edition_id=edition_id)
        device.pin_verifier = verifier
        record(DeviceEvent(device_id=device_id, kind=kind, detail=""), by=by, now=now)
    forget_known(edition_id, device.key)


def pin_verifier(pin: str) -> str:
    """What a device checks a PIN with: rounds, salt and the result of PBKDF2-HMAC-SHA256 (as js/door/pin.js)."""
    salt = secrets.token_bytes(16)
    made = hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, ROUNDS)
    return f"{ROUNDS}.{salt.hex()}.{made.hex()}"
