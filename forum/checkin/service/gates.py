"""Setting up the gates of an edition, and what is done there without network."""

from datetime import datetime

from sqlalchemy import exists, select

from forum.checkin.enums import GateDirection, OfflineChoice
from forum.checkin.errors import GateAreaStays, GateInUse, GateNameTaken
from forum.checkin.models import Area, Entry, Gate, OfflineRule, Scan
from forum.checkin.rules import ensure_gate_name, ensure_offline_text
from forum.core.database import atomic, locked, refusing, session

_SAME_NAME = "uq_gate_edition_id_name"


def add_gate(edition_id: int, *, name: str, area_id: int, direction: GateDirection) -> Gate:
    """Add a gate to an area of an edition.

    Raises:
        NotFound: there is no such area in this edition.
        GateNameMissing, GateNameTooLong: see `ensure_gate_name`.
        GateNameTaken: another gate of the edition has this name.
    """
    ensure_gate_name(name)
    with atomic() as current, refusing(_SAME_NAME, GateNameTaken()):
        area = locked(Area, area_id, edition_id=edition_id)
        gate = Gate(edition_id=edition_id, area_id=area.id, name=name, direction=direction)
        current.add(gate)
    return gate


def change_gate(gate_id: int, *, edition_id: int, name: str, area_id: int, direction: GateDirection) -> None:
    """Change a gate; the area it counts for only while nothing was scanned there.

    Raises:
        NotFound: there is no such gate, or area, in this edition.
        GateNameMissing, GateNameTooLong: see `ensure_gate_name`.
        GateNameTaken: another gate of the edition has this name.
        GateAreaStays: it has scans, and would be of another area.
    """
    ensure_gate_name(name)
    with atomic(), refusing(_SAME_NAME, GateNameTaken()):
        area = locked(Area, area_id, edition_id=edition_id)
        gate = locked(Gate, gate_id, edition_id=edition_id)
        if gate.area_id != area.id and _is_used(gate_id):
            raise GateAreaStays
        gate.name, gate.area_id, gate.direction = name, area.id, direction


def delete_gate(gate_id: int, *, edition_id: int) -> None:
    """Delete a gate that has no scans.

    Raises:
        NotFound: there is no such gate in this edition.
        GateInUse: it has scans.
    """
    with atomic() as current:
        gate = locked(Gate, gate_id, edition_id=edition_id)
        if _is_used(gate_id):
            raise GateInUse
        current.delete(gate)


def _is_used(gate_id: int) -> bool:
    used = select(exists().where(Scan.gate_id == gate_id) | exists().where(Entry.gate_id == gate_id))
    return bool(session().scalar(used))


def set_offline_rule(
    edition_id: int, *, choice: OfflineChoice, text_es: str, text_en: str, own_lets_in: bool, by: int, now: datetime
) -> None:
    """Set what stewards of an edition do with a person whose scan cannot be answered.

    Raises:
        OfflineTextMissing: see `ensure_offline_text`.
    """
    ensure_offline_text(choice, text_es)
    with atomic() as current:
        rule = OfflineRule(
            edition_id=edition_id,
            choice=choice,
            text_es=text_es,
            text_en=text_en,
            own_lets_in=own_lets_in,
            changed_at=now,
            changed_by_id=by,
        )
        current.merge(rule)
