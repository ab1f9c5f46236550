"""Recording a scan: one statement reads the facts, the rules decide, `recording` writes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from forum.badges.queries import code_in
from forum.checkin.enums import ScanOutcome, ScanReason, Told
from forum.checkin.errors import ScanIdTaken
from forum.checkin.models import Area
from forum.checkin.queries import (
    ScanContext,
    count_inside,
    entries_at,
    find_recorded_scan,
    find_scan_context,
    inside_of,
    newest_code,
    record_entry,
)
from forum.checkin.rules import (
    ADMITTED,
    MOST_IN_A_MOMENT,
    Decision,
    ScanInput,
    decide,
    decide_again,
    moment_of,
    storable,
)
from forum.checkin.service.recording import NotEntered, RecordedMeanwhile, ScanRow, note_told, save_scan
from forum.core.database import atomic, lock_rows
from forum.core.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanAnswer:
    """The answer to a scan, with its context and the number of today's entries at this gate.

    `told` is what the device had told the steward, where it had to answer itself.
    """

    outcome: ScanOutcome
    reason: ScanReason
    context: ScanContext
    count: int
    told: Told | None = None


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
    context = find_scan_context(gate_id, code=code, scan_id=scan.scan_id, moment=moment, leaves=scan.leaves)
    if context is None or not may_scan(context.edition_id):
        raise NotFound
    if context.recorded:
        return _recorded_answer(scan, gate_id=gate_id)
    row: ScanRow = {
        "id": scan.scan_id,
        "gate_id": gate_id,
        "badge_id": context.badge_id,
        "operator_id": by,
        "device": storable(scan.device),
        "method": scan.method,
        "code": code,
        "leaves": context.facts.leaves,
        "scanned_at": scan.scanned_at,
        "received_at": now,
        "happened_at": moment,
        "told": scan.told,
        "clock_offset_ms": scan.clock_offset_ms,
        "data_at": scan.data_at,
    }
    try:
        decision, context = _decide_and_save(row, context)
    except RecordedMeanwhile:
        return _recorded_answer(scan, gate_id=gate_id)
    return _answer(decision, context, gate_id=gate_id, told=scan.told)


def _code_of(scan: ScanInput, *, gate_id: int) -> str:
    read = scan.text
    if scan.registration_id is not None:
        read = newest_code(gate_id, registration_id=scan.registration_id)
    return code_in(read) or storable(read)


def _decide_and_save(row: ScanRow, context: ScanContext) -> tuple[Decision, ScanContext]:
    """Save the scan with its decision; near the limit of its area, one at a time, for nobody may be one too many."""
    decision = decide_again(context.facts, told=row["told"])
    asks_for_room = decision.outcome is ScanOutcome.ADMITTED and row["told"] is None
    if not asks_for_room or context.capacity is None or not _nearly_full(context, context.capacity):
        return _save(row, decision, context)
    with atomic():
        lock_rows(Area, [context.area_id])
        if count_inside(context.area_id, day=context.day) >= context.capacity:
            decision = decide(replace(context.facts, is_full=True))
        return _save(row, decision, context)


def _nearly_full(context: ScanContext, capacity: int) -> bool:
    inside = inside_of(context.area_id, edition_slug=context.edition_slug, day=context.day)
    return inside + MOST_IN_A_MOMENT >= capacity


def _save(row: ScanRow, decision: Decision, context: ScanContext) -> tuple[Decision, ScanContext]:
    """Save it; once more, on what is there then, where there is no entry to make any more."""
    try:
        return save_scan(row, decision, context=context), context
    except NotEntered:
        again = find_scan_context(
            row["gate_id"], code=row["code"], scan_id=row["id"], moment=row["happened_at"], leaves=row["leaves"]
        )
        context = again or context
        return save_scan(row, _decide_once_more(context), context=context), context


def _decide_once_more(context: ScanContext) -> Decision:
    """Decide for somebody who could not be entered: another gate did it, or else their registration is cancelled.

    Cancelled a moment after the scan, too: the cancellation has freed the place and has not seen that they came.
    """
    facts, entered = context.facts, context.since is not None
    revoked = facts.badge_revoked or not entered
    return decide(replace(facts, badge_revoked=revoked, entered_before=entered))


def _answer(decision: Decision, context: ScanContext, *, gate_id: int, told: Told | None) -> ScanAnswer:
    if decision == ADMITTED:
        record_entry(gate_id, edition_slug=context.edition_slug, day=context.day)
    count = entries_at(gate_id, edition_slug=context.edition_slug, day=context.day)
    return ScanAnswer(outcome=decision.outcome, reason=decision.reason, context=context, count=count, told=told)


def _recorded_answer(scan: ScanInput, *, gate_id: int) -> ScanAnswer:
    """The answer given before: the decision then, on that day."""
    scan_id, recorded = scan.scan_id, find_recorded_scan(scan.scan_id)
    if recorded is None or recorded.gate_id != gate_id:
        raise ScanIdTaken
    if scan.told is not None and recorded.told is None:
        note_told(scan_id, told=scan.told, data_at=scan.data_at)
    moment, leaves = recorded.happened_at, recorded.leaves
    context = find_scan_context(gate_id, code=recorded.code, scan_id=scan_id, moment=moment, leaves=leaves)
    if context is None:
        raise NotFound
    count = entries_at(gate_id, edition_slug=context.edition_slug, day=context.day)
    told = recorded.told or scan.told
    return ScanAnswer(outcome=recorded.outcome, reason=recorded.reason, context=context, count=count, told=told)
