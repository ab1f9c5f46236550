"""The gates of an edition."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, func, select

from forum.checkin.models import Entry, Gate, OfflineRule, Scan
from forum.core.collation import sort_key
from forum.core.database import found, one, session


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate, its entries of today, and whether it has any scan."""

    id: int
    name: str
    entries: int
    used: bool


def list_gates(edition_id: int, *, day: date) -> list[GateRow]:
    """The gates of an edition by name, with today's entries, in one statement."""
    query = (
        select(
            Gate.id,
            Gate.name,
            func.count(Entry.registration_id),
            exists().where(Scan.gate_id == Gate.id).correlate(Gate).label("used"),
        )
        .outerjoin(Entry, and_(Entry.gate_id == Gate.id, Entry.day == day))
        .where(Gate.edition_id == edition_id)
        .group_by(Gate.id, Gate.name)
    )
    gates = [GateRow(id, name, entries, bool(used)) for id, name, entries, used in session().execute(query)]
    return sorted(gates, key=lambda gate: sort_key(gate.name))


def get_gate(gate_id: int, *, edition_id: int) -> Gate:
    """A gate of this edition.

    Raises:
        NotFound: there is no such gate in this edition.
    """
    return one(select(Gate).where(Gate.id == gate_id, Gate.edition_id == edition_id))


def get_gate_and_rule(gate_id: int, *, edition_id: int) -> tuple[Gate, OfflineRule | None]:
    """A gate of this edition and what is done there without network, in one statement.

    Raises:
        NotFound: there is no such gate in this edition.
    """
    query = (
        select(Gate, OfflineRule)
        .outerjoin(OfflineRule, OfflineRule.edition_id == Gate.edition_id)
        .where(Gate.id == gate_id, Gate.edition_id == edition_id)
    )
    gate, rule = found(session().execute(query).one_or_none())
    return gate, rule


def find_offline_rule(edition_id: int) -> OfflineRule | None:
    """What stewards of an edition do without network; None while the organisers chose nothing."""
    return session().get(OfflineRule, edition_id)
