"""Recording a scan: one statement reads the facts, then two inserts that cannot happen twice.

The row (registration, day) of `entry` is the right to enter: when several gates scan the same badge at once, the one
whose insert succeeds admits, and the others read which gate that was. The insert asks again whether the registration
is approved, and waits for who is changing that: after a cancellation that came in between nobody is admitted, and one
that comes later sees the entry. A scan that a device kept without network counts for the moment it was made: it admits
on that day, and takes the place of a later entry.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import cast

from sqlalchemy import Connection, Executable, Table, bindparam, text, update

from forum.badges.rules import find_code, possible_codes
from forum.checkin.enums import ScanOutcome, ScanReason
from forum.checkin.errors import ScanIdTaken
from forum.checkin.models import Entry, Scan
from forum.checkin.queries import (
    ScanContext,
    entries_at,
    find_recorded_scan,
    find_scan_context,
    known_code,
    newest_code,
    record_entry,
)
from forum.checkin.rules import ADMITTED, Decision, ScanInput, decide, moment_of, storable
from forum.core.database import atomic
from forum.core.errors import NotFound
from forum.registration.enums import RegistrationStatus

READ_LIMIT = 256


def _insert_once(table: Table, source: str = "WHERE true") -> Executable:
    """An insert that does nothing where the row exists; its rowcount is the number of rows inserted.

    `source` is what must be there too. Written as SQL, which both engines understand: the dialects' own ON CONFLICT
    statements are compiled each time.
    """
    names = [column.name for column in table.columns]
    values = f"SELECT :{', :'.join(names)} {source}"
    sql = f"INSERT INTO {table.name} ({', '.join(names)}) {values} ON CONFLICT DO NOTHING"
    typed = (bindparam(column.name, type_=column.type) for column in table.columns)
    return text(sql).bindparams(*typed).execution_options(preserve_rowcount=True)


_APPROVED = f"FROM registration WHERE id = :registration_id AND status = '{RegistrationStatus.APPROVED.value}'"
# SQLite has one writer at a time, and so no locks of rows.
_ENTER_NOW = {
    "sqlite": _insert_once(cast("Table", Entry.__table__), _APPROVED),
    "postgresql": _insert_once(cast("Table", Entry.__table__), f"{_APPROVED} FOR SHARE"),
}
_ENTER_THEN = _insert_once(cast("Table", Entry.__table__))
_RECORD = _insert_once(cast("Table", Scan.__table__))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanAnswer:
    """The answer to a scan, with its context and the number of today's entries at this gate."""

    outcome: ScanOutcome
    reason: ScanReason
    context: ScanContext
    count: int


class _NotEntered(Exception):
    """The person entered elsewhere, or their registration was cancelled, since the facts were read."""


class _RecordedMeanwhile(Exception):
    """The same scan arrived twice at once, and the other one was saved first."""


def record_scan(
    scan: ScanInput, *, gate_id: int, by: int, may_scan: Callable[[int], bool], now: datetime
) -> ScanAnswer:
    """Answer a scan at a gate and record it, whatever the answer; a scan sent again is answered from the record.

    A person found by name enters with their newest badge. `may_scan(edition id)` tells whether the person at the gate
    may scan in that edition.

    Raises:
        NotFound: there is no such gate, or it belongs to an edition in which the person may not scan.
        ScanIdTaken: the id was recorded at another gate.
    """
    code, moment = _code_of(scan, gate_id=gate_id), moment_of(scan, now=now)
    read = partial(find_scan_context, gate_id, code=code, scan_id=scan.scan_id, moment=moment)
    context = read()
    if context is None or not may_scan(context.edition_id):
        raise NotFound
    if context.recorded:
        return _recorded_answer(scan.scan_id, gate_id=gate_id)
    row = {
        "id": scan.scan_id,
        "gate_id": gate_id,
        "badge_id": context.badge_id,
        "operator_id": by,
        "device": storable(scan.device),
        "method": scan.method,
        "code": code,
        "scanned_at": scan.scanned_at,
        "received_at": now,
        "happened_at": moment,
    }
    try:
        decision, context = _decide_and_save(row, context, read=read)
    except _RecordedMeanwhile:
        return _recorded_answer(scan.scan_id, gate_id=gate_id)
    return _answer(decision, context, gate_id=gate_id)


def _code_of(scan: ScanInput, *, gate_id: int) -> str:
    read = scan.text
    if scan.registration_id is not None:
        read = newest_code(gate_id, registration_id=scan.registration_id)
    return find_code(read) or known_code(possible_codes(read[:READ_LIMIT])) or storable(read)


def _decide_and_save(
    row: dict[str, object], context: ScanContext, *, read: Callable[[], ScanContext | None]
) -> tuple[Decision, ScanContext]:
    decision = decide(context.facts)
    try:
        _save(row, decision, context=context)
    except _NotEntered:
        context = read() or context
        decision = _decide_again(context)
        _save(row, decision, context=context)
    return decision, context


def _decide_again(context: ScanContext) -> Decision:
    """Decide for somebody who could not be entered: another gate did it, or else their registration is cancelled.

    Cancelled a moment after the scan, too: the cancellation has freed the place and has not seen that they came.
    """
    facts, entered = context.facts, context.since is not None
    return decide(replace(facts, badge_revoked=facts.badge_revoked or not entered, entered_before=entered))


def _save(row: dict[str, object], decision: Decision, *, context: ScanContext) -> None:
    with atomic() as session:
        connection = session.connection()
        if decision is ADMITTED and not _enter(connection, row, context=context):
            raise _NotEntered
        decided = {**row, "outcome": decision.outcome, "reason": decision.reason}
        if not connection.execute(_RECORD, decided).rowcount:
            raise _RecordedMeanwhile


def _enter(connection: Connection, row: dict[str, object], *, context: ScanContext) -> bool:
    told = {"gate_id": row["gate_id"], "scan_id": row["id"], "entered_at": row["happened_at"]}
    entry = {"registration_id": context.registration_id, "day": context.day, **told}
    if row["happened_at"] == row["received_at"]:
        return bool(connection.execute(_ENTER_NOW[connection.dialect.name], entry).rowcount)
    if connection.execute(_ENTER_THEN, entry).rowcount:
        return True
    earlier = update(Entry).where(
        Entry.registration_id == context.registration_id,
        Entry.day == context.day,
        Entry.entered_at > row["happened_at"],
    )
    return bool(connection.execute(earlier.values(**told)).rowcount)


def _answer(decision: Decision, context: ScanContext, *, gate_id: int) -> ScanAnswer:
    if decision is ADMITTED:
        record_entry(gate_id, edition_slug=context.edition_slug, day=context.day)
    count = entries_at(gate_id, edition_slug=context.edition_slug, day=context.day)
    return ScanAnswer(outcome=decision.outcome, reason=decision.reason, context=context, count=count)


def _recorded_answer(scan_id: str, *, gate_id: int) -> ScanAnswer:
    """The answer given before: the decision then, on that day."""
    recorded = find_recorded_scan(scan_id)
    if recorded is None or recorded.gate_id != gate_id:
        raise ScanIdTaken
    context = find_scan_context(gate_id, code=recorded.code, scan_id=scan_id, moment=recorded.happened_at)
    if context is None:
        raise NotFound
    count = entries_at(gate_id, edition_slug=context.edition_slug, day=context.day)
    return ScanAnswer(outcome=recorded.outcome, reason=recorded.reason, context=context, count=count)
