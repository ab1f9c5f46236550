"""Recording that a supervisor let somebody in against the answer of a scan, which stays as it is: they are in."""

from datetime import datetime

from sqlalchemy import select

from forum.checkin.enums import OverrideReason
from forum.checkin.errors import AlreadyLetIn
from forum.checkin.models import Gate, Override, Scan
from forum.checkin.queries import find_scan_context
from forum.checkin.rules.overrides import ensure_overridable, ensure_override_reason
from forum.checkin.service.movements import follow_movements
from forum.core.database import atomic, lock_rows, one, refusing
from forum.core.errors import NotFound
from forum.registration.models import Registration


def override_scan(scan_id: str, *, edition_id: int, reason: OverrideReason, note: str, by: int, now: datetime) -> None:
    """Let the person of a refused scan in: they count as present from now on.

    Raises:
        NotFound: there is no such scan in this edition.
        ScanNotRefused: see `ensure_overridable`.
        OverrideNoteMissing: see `ensure_override_reason`.
        AlreadyLetIn: somebody let them in after this scan.
    """
    ensure_override_reason(reason, note)
    with atomic() as current:
        here = select(Scan).join(Gate, Gate.id == Scan.gate_id).where(Gate.edition_id == edition_id)
        scan = one(here.where(Scan.id == scan_id))
        ensure_overridable(scan.outcome)
        context = find_scan_context(
            scan.gate_id, code=scan.code, scan_id=scan_id, moment=scan.happened_at, leaves=scan.leaves
        )
        if context is None or context.registration_id is None:
            raise NotFound
        lock_rows(Registration, [context.registration_id])
        with refusing("uq_door_override_scan_id", AlreadyLetIn()):
            current.add(Override(scan_id=scan_id, reason=reason, note=note, at=now, by_id=by))
        follow_movements(scan_id, context=context, now=now)
