"""Recording that a supervisor let somebody in against the answer of a scan, which stays as it is."""

from datetime import datetime

from sqlalchemy import select

from forum.checkin.enums import OverrideReason
from forum.checkin.errors import AlreadyLetIn
from forum.checkin.models import Gate, Override, Scan
from forum.checkin.rules.overrides import ensure_overridable, ensure_override_reason
from forum.core.database import atomic, one, refusing


def override_scan(scan_id: str, *, edition_id: int, reason: OverrideReason, note: str, by: int, now: datetime) -> None:
    """Let the person of a refused scan in.

    Raises:
        NotFound: there is no such scan in this edition.
        ScanNotRefused: see `ensure_overridable`.
        OverrideNoteMissing: see `ensure_override_reason`.
        AlreadyLetIn: somebody let them in after this scan.
    """
    ensure_override_reason(reason, note)
    with atomic() as current:
        here = select(Scan).join(Gate, Gate.id == Scan.gate_id).where(Gate.edition_id == edition_id)
        ensure_overridable(one(here.where(Scan.id == scan_id)).outcome)
        with refusing("uq_door_override_scan_id", AlreadyLetIn()):
            current.add(Override(scan_id=scan_id, reason=reason, note=note, at=now, by_id=by))
