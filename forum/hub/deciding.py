"""Answering a scan without the centre: the facts from the hub's copy, the decision from the rules of the door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.badges.rules import is_code
from forum.checkin.documents.roster_reading import OpenedRecord
from forum.checkin.enums import ScanOutcome, ScanReason, Told
from forum.checkin.rules import (
    Decision,
    KeptBadge,
    KeptDoor,
    Movement,
    Presence,
    decide,
    decide_again,
    facts_of,
    is_movement,
    leaves_by,
    local_day,
)
from forum.hub.presences import Presences
from forum.hub.roster import FoundBadge, HubRoster


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedScan:
    """A scan that a phone asks about, or has answered itself (`told`). `text` is None where it is sealed.

    `moment` is when the badge was read, on the centre's clock.
    """

    id: str
    gate_id: int
    text: str | None
    leaves: bool
    moment: datetime
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HubDecision:
    """What is told of a scan, and why; the badge, where it is known; how its person was before; what they did."""

    area_id: int
    leaves: bool
    told: Told
    reason: ScanReason | None
    record: OpenedRecord | None = None
    before: Presence | None = None
    movement: Movement | None = None


def decide_scan(scan: AskedScan, *, roster: HubRoster, presences: Presences) -> HubDecision:
    """Decide a scan at a gate that the roster knows.

    A badge that is not in the data may be newer than they are, and a person found by name has no code here: both are
    for the supervisor, as on a phone without network. What a phone told stays what was told.
    """
    gate = roster.gate(scan.gate_id)
    assert gate is not None, "who calls looks for the gate first"
    leaves = leaves_by(roster.direction(scan.gate_id), told=scan.leaves)
    area_id: int = gate["area"]
    found = FoundBadge(None, None) if scan.text is None else roster.find(scan.text)
    code, record = found.code, found.record
    if scan.text is None or (code is not None and is_code(code) and record is None):
        return HubDecision(area_id=area_id, leaves=leaves, told=scan.told or Told.SUPERVISOR, reason=None)
    whose = None if record is None else (record.number, area_id)
    before = None if whose is None else presences.presence(roster, whose, moment=scan.moment)
    door = _door(roster, presences, area_id=area_id, record=record, moment=scan.moment)
    is_known, badge = record is not None, None if record is None else _kept(record)
    facts = facts_of(badge, is_code=is_known, door=door, leaves=leaves, presence=before, moment=scan.moment)
    decision = decide(facts) if scan.told is None else decide_again(facts, told=scan.told)
    told = scan.told or Told(decision.outcome.value)
    # A code reserved for the desk is of nobody yet: who comes in with it is in once the centre knows who they are.
    moves = record is not None and not record.is_reserved and is_movement(decision, told=told)
    movement = Movement(
        scan_id=scan.id, gate_id=scan.gate_id, at=scan.moment, leaves=leaves, decision=decision, told=told
    )
    return HubDecision(
        area_id=area_id,
        leaves=leaves,
        told=told,
        reason=decision.reason,
        record=record,
        before=before,
        movement=movement if moves else None,
    )


def _door(
    roster: HubRoster, presences: Presences, *, area_id: int, record: OpenedRecord | None, moment: datetime
) -> KeptDoor:
    is_limited = roster.head["areas"][str(area_id)]["capacity"] is not None
    day = local_day(moment, roster.time_zone)
    inside = presences.inside(roster, area_id, day=day) if is_limited else 0
    return roster.door(area_id, category_id=None if record is None else record.category_id, inside=inside)


def _kept(record: OpenedRecord) -> KeptBadge:
    return KeptBadge(
        approved=record.approved,
        is_reserved=record.is_reserved,
        revoked_at=record.revoked_at,
        category_id=record.category_id,
    )


def learnt(answer: dict[str, Any], *, scan: AskedScan, roster: HubRoster) -> tuple[tuple[bytes, int], Movement] | None:
    """Who came in or went out by a scan that the centre answered: the next one without the centre must know."""
    gate = roster.gate(scan.gate_id)
    outcome = answer.get("outcome")
    if gate is None or scan.text is None or outcome not in {ScanOutcome.ADMITTED, ScanOutcome.LEFT}:
        return None
    record = roster.find(scan.text).record
    if record is None or record.is_reserved:
        return None
    leaves = outcome == ScanOutcome.LEFT
    reason = ScanReason.WENT_OUT if leaves else ScanReason.FIRST_TODAY
    movement = Movement(
        scan_id=scan.id,
        gate_id=scan.gate_id,
        at=scan.moment,
        leaves=leaves,
        decision=Decision(ScanOutcome(outcome), reason),
        told=None,
    )
    return (record.number, gate["area"]), movement
