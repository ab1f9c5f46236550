"""Who may be given a phone at the door, and the codes that wait for one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, or_, select

from forum.accounts.models import Person, RoleGrant
from forum.accounts.rules import PERMISSIONS
from forum.checkin.models import Device, Gate, Pairing
from forum.checkin.rules import PERMISSION
from forum.core.collation import sort_key
from forum.core.database import found, session
from forum.core.names import PersonName
from forum.core.tokens import keyed_hash

SCANNING = tuple(role for role, permissions in PERMISSIONS.items() if PERMISSION in permissions)


@dataclass(frozen=True, slots=True)
class Steward:
    """Somebody who may scan in an edition, as the door knows them."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingRow:
    """A code, for whom and where; the device that it paired, once that was heard of."""

    id: int
    person: str
    given_names: str
    gate: str
    gate_id: int
    device_name: str
    expires_at: datetime
    used_at: datetime | None
    device_id: int | None


def code_hash(code: str) -> str:
    """What the table keeps of a code, which is short: only with the app's secret can it be tried."""
    return keyed_hash(f"door pairing {code}")


def gate_names(edition_id: int) -> dict[int, str]:
    """The names of an edition's gates by their ids, in the order of the names."""
    rows = session().execute(select(Gate.id, Gate.name).where(Gate.edition_id == edition_id)).all()
    return {id: name for id, name in sorted(rows, key=lambda row: sort_key(row[1]))}


def list_stewards(edition_id: int) -> list[Steward]:
    """Everybody who may scan in an edition, by name."""
    here = or_(RoleGrant.edition_id == edition_id, RoleGrant.edition_id.is_(None))
    may = select(RoleGrant.person_id).where(RoleGrant.role.in_(SCANNING), here)
    query = (
        select(Person).where(Person.id.in_(may), Person.disabled_at.is_(None)).order_by(Person.name_sorted, Person.id)
    )
    return [Steward(person.id, person.full_name) for person in session().scalars(query)]


def get_pairing(pairing_id: int, *, edition_id: int) -> PairingRow:
    """A pairing of this edition.

    Raises:
        NotFound: there is none.
    """
    query = _pairings(edition_id).where(Pairing.id == pairing_id)
    return _row(found(session().execute(query).first()))


def find_live_pairing(code: str, *, edition_id: int, now: datetime) -> PairingRow | None:
    """The pairing of this code (as `read_code` gives it), None where it pairs nothing any more."""
    live = (Pairing.used_at.is_(None), Pairing.expires_at > now)
    query = _pairings(edition_id).where(Pairing.code_hash == code_hash(code), *live)
    row = session().execute(query).first() if code else None
    return None if row is None else _row(row)


def _pairings(edition_id: int) -> Select[tuple[Any, ...]]:
    return (
        select(Pairing, Gate.name, Person.given_names, Person.first_surname, Person.second_surname, Device.id)
        .join(Gate, Gate.id == Pairing.gate_id)
        .join(Person, Person.id == Pairing.person_id)
        .outerjoin(Device, Device.session_id == Pairing.session_id)
        .where(Pairing.edition_id == edition_id)
    )


def _row(row: Row[Any]) -> PairingRow:
    pairing, gate, given, first, second, device_id = row
    return PairingRow(
        id=pairing.id,
        person=PersonName(given, first, second).full,
        given_names=given,
        gate=gate,
        gate_id=pairing.gate_id,
        device_name=pairing.device_name,
        expires_at=pairing.expires_at,
        used_at=pairing.used_at,
        device_id=device_id,
    )
