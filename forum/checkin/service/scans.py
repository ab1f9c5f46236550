"""Recording a scan: decide on what one statement saw, then two inserts that cannot be made twice.

No lock is taken. The row (registration, day) of `entry` is the only right to enter: of many doors that saw the same
badge outside, the one whose insert takes the row admits, and the others read who took it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Executable, Table, bindparam, text

from forum.badges.rules import find_code
from forum.checkin.enums import ScanOutcome, ScanReason
from forum.checkin.errors import ScanIdTaken
from forum.checkin.models import Entry, Scan
from forum.checkin.queries import Sight, entries_at, find_recorded, find_sight, newest_code, note_entry
from forum.checkin.rules import ADMITTED, ALREADY_INSIDE, Decision, Reading, decide, storable
from forum.core.database import atomic
from forum.core.errors import NotFound


def _insert_once(table: Table) -> Executable:
    """An insert that leaves a row alone which is there; its rowcount says whether it was.

    Written out, as both engines understand it: the dialects' own ON CONFLICT statements are compiled anew each time.
    """
    names = [column.name for column in table.columns]
    sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES (:{', :'.join(names)}) ON CONFLICT DO NOTHING"  # noqa: S608
    typed = (bindparam(column.name, type_=column.type) for column in table.columns)
    return text(sql).bindparams(*typed).execution_options(preserve_rowcount=True)


_ENTER = _insert_once(cast("Table", Entry.__table__))
_RECORD = _insert_once(cast("Table", Scan.__table__))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the door says, with whom it saw and how many came in through this gate today."""

    outcome: ScanOutcome
    reason: ScanReason
    sight: Sight
    count: int


class _RecordedMeanwhile(Exception):
    """The same scan arrived twice at once and the other one was saved first."""


def record_scan(reading: Reading, *, gate_id: int, by: int, may_scan: Callable[[int], bool], now: datetime) -> Answer:
    """Answer a scan at a gate and record it, whatever the answer; the same id again is answered from the record.

    A person found by name comes in with their newest badge. `may_scan(edition id)` says whether the asker works at
    that edition's doors.

    Raises:
        NotFound: no such gate, or none of the asker's.
        ScanIdTaken: the id was recorded at another gate.
    """
    code = _code_of(reading, gate_id=gate_id)
    sight = find_sight(gate_id, code=code, scan_id=reading.scan_id, now=now)
    if sight is None or not may_scan(sight.edition_id):
        raise NotFound
    if sight.recorded:
        return _recorded_answer(reading.scan_id, gate_id=gate_id)
    scan = {
        "id": reading.scan_id,
        "gate_id": gate_id,
        "badge_id": sight.badge_id,
        "operator_id": by,
        "device": storable(reading.device),
        "method": reading.method,
        "code": code,
        "scanned_at": reading.scanned_at,
        "received_at": now,
    }
    try:
        decision = _save(scan, sight=sight, gate_id=gate_id, now=now)
    except _RecordedMeanwhile:
        return _recorded_answer(reading.scan_id, gate_id=gate_id)
    if decision is ALREADY_INSIDE and sight.since is None:
        sight = find_sight(gate_id, code=code, scan_id=reading.scan_id, now=now) or sight
    return _answer(decision, sight, gate_id=gate_id)


def _code_of(reading: Reading, *, gate_id: int) -> str:
    told = reading.read
    if reading.registration_id is not None:
        told = newest_code(gate_id, registration_id=reading.registration_id)
    return find_code(told) or storable(told)


def _save(scan: dict[str, object], *, sight: Sight, gate_id: int, now: datetime) -> Decision:
    decision = decide(sight.facts)
    with atomic() as session:
        connection = session.connection()
        if decision is ADMITTED and not _enter(connection, scan, sight=sight, gate_id=gate_id, now=now):
            decision = ALREADY_INSIDE
        row = {**scan, "outcome": decision.outcome, "reason": decision.reason}
        if not connection.execute(_RECORD, row).rowcount:
            raise _RecordedMeanwhile
    return decision


def _enter(connection: Connection, scan: dict[str, object], *, sight: Sight, gate_id: int, now: datetime) -> bool:
    entry = {
        "registration_id": sight.registration_id,
        "day": sight.day,
        "gate_id": gate_id,
        "scan_id": scan["id"],
        "entered_at": now,
    }
    return bool(connection.execute(_ENTER, entry).rowcount)


def _answer(decision: Decision, sight: Sight, *, gate_id: int) -> Answer:
    if decision is ADMITTED:
        note_entry(gate_id, edition_slug=sight.edition_slug, day=sight.day)
    count = entries_at(gate_id, edition_slug=sight.edition_slug, day=sight.day)
    return Answer(outcome=decision.outcome, reason=decision.reason, sight=sight, count=count)


def _recorded_answer(scan_id: str, *, gate_id: int) -> Answer:
    """The answer given before: what was decided then, on the day it was decided."""
    recorded = find_recorded(scan_id)
    if recorded is None or recorded.gate_id != gate_id:
        raise ScanIdTaken
    sight = find_sight(gate_id, code=recorded.code, scan_id=scan_id, now=recorded.received_at)
    if sight is None:
        raise NotFound
    count = entries_at(gate_id, edition_slug=sight.edition_slug, day=sight.day)
    return Answer(outcome=recorded.outcome, reason=recorded.reason, sight=sight, count=count)
