"""Looking up what the door needs: a badge and its entry in one statement, people by name, counts."""

from forum.checkin.queries.counts import (
    EditionCount,
    GateCount,
    counts_by_gate,
    counts_by_hour,
    edition_count,
    entries_at,
    note_entry,
)
from forum.checkin.queries.door import Recorded, Sight, find_recorded, find_sight, newest_code
from forum.checkin.queries.gates import GateRow, get_gate, list_gates
from forum.checkin.queries.people import FoundPerson, find_people

__all__ = [
    "EditionCount",
    "FoundPerson",
    "GateCount",
    "GateRow",
    "Recorded",
    "Sight",
    "counts_by_gate",
    "counts_by_hour",
    "edition_count",
    "entries_at",
    "find_people",
    "find_recorded",
    "find_sight",
    "get_gate",
    "list_gates",
    "newest_code",
    "note_entry",
]
