"""What one person did in an area on a day, told again from the start whenever a scan comes in that may change it.

Devices send scans late, and in any order. Each movement is decided on those before it, whenever it arrived: the record
is that of the scans in the order in which they were made.
"""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, insert, or_, select, update

from forum.badges.models import Badge
from forum.checkin.enums import ScanOutcome, Told
from forum.checkin.models import Entry, Gate, Override, Scan
from forum.checkin.queries import ScanContext
from forum.checkin.rules import OF_PRESENCE, Decision, Movement, Presence, replay
from forum.core.database import session
from forum.core.prepared import Prepared

_counts = or_(
    *(Scan.outcome == outcome for outcome in sorted(OF_PRESENCE)),
    and_(Scan.outcome == ScanOutcome.REFERRED, Scan.told == Told.ONLY_ONCE),
    Override.scan_id.is_not(None),
)
MOVEMENTS = Prepared(
    select(
        Scan.id,
        Scan.gate_id,
        Scan.happened_at,
        Scan.leaves,
        Scan.outcome,
        Scan.reason,
        Scan.told,
        Override.at.label("overridden_at"),
    )
    .join(Badge, Badge.id == Scan.badge_id)
    .join(Gate, Gate.id == Scan.gate_id)
    .outerjoin(Override, Override.scan_id == Scan.id)
    .where(Badge.registration_id == bindparam("registration_id"), Gate.area_id == bindparam("area_id"))
    .where(Scan.happened_at >= bindparam("begin"), Scan.happened_at < bindparam("end"), _counts)
)
_STATE = (Entry.gate_id, Entry.scan_id, Entry.entered_at, Entry.inside, Entry.moved_at, Entry.moved_by)
_theirs = (
    Entry.registration_id == bindparam("of_registration"),
    Entry.day == bindparam("of_day"),
    Entry.area_id == bindparam("of_area"),
)
PRESENCE = Prepared(select(*_STATE).where(*_theirs))
_ENTER = Prepared(insert(Entry), columns=[column.key for column in Entry.__table__.columns])
_MOVE = Prepared(update(Entry).where(*_theirs), columns=[*(column.key for column in _STATE), "changed_at"])


def follow_movements(scan_id: str, *, context: ScanContext, now: datetime) -> Decision:
    """Decide again all that the person of a scan did in its area that day, inside a change that has locked them.

    Returns what is decided of that scan.
    """
    movements = _movements(context)
    decisions, presence = replay(movements, once_a_day=context.facts.once_a_day)
    for movement, decision in zip(movements, decisions, strict=True):
        if decision != movement.decision:
            _decide(movement, decision)
    if presence is not None:
        _keep(presence, context=context, now=now)
    return next(decision for each, decision in zip(movements, decisions, strict=True) if each.scan_id == scan_id)


def _movements(context: ScanContext) -> list[Movement]:
    zone = ZoneInfo(context.time_zone)
    begin, end = (datetime.combine(day, time(), zone) for day in (context.day, context.day + timedelta(days=1)))
    rows = MOVEMENTS.rows(registration_id=context.registration_id, area_id=context.area_id, begin=begin, end=end)
    found = [_movement(row) for row in rows]
    return sorted(found, key=lambda movement: (movement.at, movement.scan_id))


def _movement(row: Any) -> Movement:
    return Movement(
        scan_id=row.id,
        gate_id=row.gate_id,
        at=row.overridden_at or row.happened_at,
        leaves=row.leaves,
        decision=Decision(row.outcome, row.reason),
        told=row.told,
        overridden=row.overridden_at is not None,
    )


def _decide(movement: Movement, decision: Decision) -> None:
    """Decide a scan again; that the steward was told something else stays on record."""
    told = movement.told
    if told is None and decision.outcome is not movement.decision.outcome:
        told = Told(movement.decision.outcome.value)
    decided = {"outcome": decision.outcome, "reason": decision.reason, "told": told}
    session().connection().execute(update(Scan).where(Scan.id == movement.scan_id).values(**decided))


def _keep(presence: Presence, *, context: ScanContext, now: datetime) -> None:
    whose = {"of_registration": context.registration_id, "of_day": context.day, "of_area": context.area_id}
    state = {
        "gate_id": presence.first.gate_id,
        "scan_id": presence.first.scan_id,
        "entered_at": presence.first.at,
        "inside": presence.inside,
        "moved_at": presence.last.at,
        "moved_by": presence.last.scan_id,
    }
    before = PRESENCE.rows(**whose)
    if not before:
        whom = {"registration_id": context.registration_id, "day": context.day, "area_id": context.area_id}
        _ENTER.run(**whom, **state, changed_at=now)
    elif before[0]._asdict() != state:
        _MOVE.run(**whose, **state, changed_at=now)
