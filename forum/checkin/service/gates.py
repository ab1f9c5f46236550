"""Setting up the gates of an edition, and what is done there without network."""

from datetime import datetime

from sqlalchemy import exists, select

from forum.checkin.enums import OfflineChoice
from forum.checkin.errors import GateInUse, GateNameTaken
from forum.checkin.models import Entry, Gate, OfflineRule, Scan
from forum.checkin.rules import ensure_gate_name, ensure_offline_text
from forum.core.database import atomic, locked, refusing

_SAME_NAME = "uq_gate_edition_id_name"


def add_gate(edition_id: int, *, name: str) -> Gate:
    """Add a gate to an edition.

    Raises:
        GateNameMissing, GateNameTooLong: see `ensure_gate_name`.
        GateNameTaken: another gate of the edition has this name.
    """
    ensure_gate_name(name)
    gate = Gate(edition_id=edition_id, name=name)
    with atomic() as session, refusing(_SAME_NAME, GateNameTaken()):
        session.add(gate)
    return gate


def rename_gate(gate_id: int, *, edition_id: int, name: str) -> None:
    """Rename a gate.

    Raises:
        NotFound: there is no such gate in this edition.
        GateNameMissing, GateNameTooLong: see `ensure_gate_name`.
        GateNameTaken: another gate of the edition has this name.
    """
    ensure_gate_name(name)
    with atomic(), refusing(_SAME_NAME, GateNameTaken()):
        locked(Gate, gate_id, edition_id=edition_id).name = name


def delete_gate(gate_id: int, *, edition_id: int) -> None:
    """Delete a gate that has no scans.

    Raises:
        NotFound: there is no such gate in this edition.
        GateInUse: it has scans.
    """
    with atomic() as session:
        gate = locked(Gate, gate_id, edition_id=edition_id)
        used = select(exists().where(Scan.gate_id == gate_id) | exists().where(Entry.gate_id == gate_id))
        if session.scalar(used):
            raise GateInUse
        session.delete(gate)


def set_offline_rule(
    edition_id: int, *, choice: OfflineChoice, text_es: str, text_en: str, own_lets_in: bool, by: int, now: datetime
) -> None:
    """Set what stewards of an edition do with a person whose scan cannot be answered.

    Raises:
        OfflineTextMissing: see `ensure_offline_text`.
    """
    ensure_offline_text(choice, text_es)
    with atomic() as session:
        rule = OfflineRule(
            edition_id=edition_id,
            choice=choice,
            text_es=text_es,
            text_en=text_en,
            own_lets_in=own_lets_in,
            changed_at=now,
            changed_by_id=by,
        )
        session.merge(rule)
