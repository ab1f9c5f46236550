"""Setting up the gates of an edition."""

from sqlalchemy import exists, select

from forum.checkin.errors import GateInUse, GateNameTaken
from forum.checkin.models import Entry, Gate, Scan
from forum.checkin.rules import ensure_gate_name
from forum.core.database import atomic, locked, refusing
from forum.core.errors import NotFound

_SAME_NAME = "uq_gate_edition_id_name"


def add_gate(edition_id: int, *, name: str) -> Gate:
    """Add a gate to an edition.

    Raises:
        GateNameMissing, GateNameTooLong, GateNameTaken
    """
    ensure_gate_name(name)
    gate = Gate(edition_id=edition_id, name=name)
    with atomic() as session, refusing(_SAME_NAME, GateNameTaken()):
        session.add(gate)
    return gate


def rename_gate(gate_id: int, *, edition_id: int, name: str) -> None:
    """Give a gate of this edition another name.

    Raises:
        NotFound, GateNameMissing, GateNameTooLong, GateNameTaken
    """
    ensure_gate_name(name)
    with atomic(), refusing(_SAME_NAME, GateNameTaken()):
        _locked_gate(gate_id, edition_id).name = name


def delete_gate(gate_id: int, *, edition_id: int) -> None:
    """Remove a gate at which nothing was ever scanned.

    Raises:
        NotFound, GateInUse
    """
    with atomic() as session:
        gate = _locked_gate(gate_id, edition_id)
        used = select(exists().where(Scan.gate_id == gate_id) | exists().where(Entry.gate_id == gate_id))
        if session.scalar(used):
            raise GateInUse
        session.delete(gate)


def _locked_gate(gate_id: int, edition_id: int) -> Gate:
    gate = locked(Gate, gate_id)
    if gate.edition_id != edition_id:
        raise NotFound
    return gate
