"""Scans of a badge that the desk handed out before it was sent whose it is."""

from datetime import datetime

from sqlalchemy import select, update

from forum.badges.models import Badge
from forum.checkin.models import Gate, Scan
from forum.checkin.queries import find_scan_context
from forum.checkin.rules import Decision, is_movement
from forum.checkin.service.movements import follow_movements
from forum.core.database import atomic, lock_rows
from forum.registration.models import Registration


def adopt_scans(code: str, *, badge_id: int, edition_id: int, now: datetime) -> None:
    """Let what was scanned with a code before be that of its badge: who came in with it is in."""
    with atomic() as current:
        lock_rows(Registration, [current.get_one(Badge, badge_id).registration_id])
        here = select(Gate.id).where(Gate.edition_id == edition_id)
        theirs = select(Scan).where(Scan.code == code, Scan.badge_id.is_(None), Scan.gate_id.in_(here))
        scans = current.scalars(theirs.order_by(Scan.happened_at, Scan.id)).all()
        ids = [scan.id for scan in scans]
        current.execute(update(Scan).where(Scan.id.in_(ids)).values(badge_id=badge_id))
        followed = set()  # what follows of one scan in an area on a day follows of all
        for scan in scans:
            context = find_scan_context(
                scan.gate_id, code=code, scan_id=scan.id, moment=scan.happened_at, leaves=scan.leaves
            )
            if context is None or not is_movement(Decision(scan.outcome, scan.reason), told=scan.told):
                continue
            if (context.area_id, context.day) not in followed:
                followed.add((context.area_id, context.day))
                follow_movements(scan.id, context=context, now=now)
