"""Looking up what the door needs: a badge and its entry in one statement, people by name, counts."""

from forum.checkin.queries.conflicts import ConflictRow, count_conflicts, list_conflicts
from forum.checkin.queries.counts import (
    EditionCount,
    GateCount,
    counts_by_gate,
    counts_by_hour,
    edition_count,
    entries_at,
    record_entry,
)
from forum.checkin.queries.door import (
    RecordedScan,
    ScanContext,
    find_recorded_scan,
    find_scan_context,
    known_code,
    newest_code,
)
from forum.checkin.queries.gates import GateRow, find_offline_rule, get_gate, get_gate_and_rule, list_gates
from forum.checkin.queries.people import FoundPerson, find_people

__all__ = [
    "ConflictRow",
    "EditionCount",
    "FoundPerson",
    "GateCount",
    "GateRow",
    "RecordedScan",
    "ScanContext",
    "count_conflicts",
    "counts_by_gate",
    "counts_by_hour",
    "edition_count",
    "entries_at",
    "find_offline_rule",
    "find_people",
    "find_recorded_scan",
    "find_scan_context",
    "get_gate",
    "get_gate_and_rule",
    "known_code",
    "list_conflicts",
    "list_gates",
    "newest_code",
    "record_entry",
]
