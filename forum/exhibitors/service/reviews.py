"""What the organiser decides about an application."""

from datetime import datetime

from sqlalchemy import func, select

from forum.core.database import atomic, locked, session
from forum.exhibitors import rules
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.errors import NotPossibleNow, QuotaBelowStaff
from forum.exhibitors.models import Exhibitor, StaffMember, Stand
from forum.exhibitors.notices import notify_admins
from forum.exhibitors.service.applications import end_application, hold_stand, locked_exhibitor, record_change


def approve_application(exhibitor_id: int, *, by: int, now: datetime) -> Exhibitor:
    """Approve a submitted application: the stand is the company's.

    Raises:
        NotPossibleNow: it is not submitted (any more).
    """
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        rules.ensure_may_become(exhibitor.status, ExhibitorStatus.APPROVED)
        exhibitor.status = ExhibitorStatus.APPROVED
        record_change(exhibitor, stand=_stand_of(exhibitor), by=by, now=now)
        notify_admins(exhibitor, "approved", now=now)
    return exhibitor


def reject_application(exhibitor_id: int, *, reason: str, by: int, now: datetime) -> Exhibitor:
    """Reject an application, saying why: the stand is free and the staff badges are cancelled.

    Raises:
        ReasonMissing: nothing was said.
        NotPossibleNow: it is neither submitted nor approved.
    """
    why = rules.ensure_reason(reason)
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        rules.ensure_may_become(exhibitor.status, ExhibitorStatus.REJECTED)
        end_application(exhibitor, ExhibitorStatus.REJECTED, reason=why, by=by, now=now)
        notify_admins(exhibitor, "rejected", now=now, reason=why)
    return exhibitor


def move_exhibitor(exhibitor_id: int, *, stand_id: int, reason: str, by: int, now: datetime) -> Exhibitor:
    """Move a company to another free stand, whether or not it is approved yet, and tell it.

    Raises:
        StandTaken: another company holds the stand, and the old one is kept.
        NotPossibleNow: the application holds no stand.
    """
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        if not rules.is_stand_held(exhibitor.status):
            raise NotPossibleNow
        before = _stand_of(exhibitor)
        stand = hold_stand(exhibitor, stand_id)
        record_change(exhibitor, stand=stand, reason=reason.strip(), by=by, now=now)
        notify_admins(exhibitor, "moved", now=now, before=before.code, reason=reason.strip())
    return exhibitor


def set_staff_quota(exhibitor_id: int, *, staff_quota: int, by: int, now: datetime) -> Exhibitor:
    """Let a company give so many staff badges.

    Raises:
        QuotaBelowStaff: more are given already.
    """
    with atomic():
        exhibitor = locked(Exhibitor, exhibitor_id)
        count = select(func.count()).select_from(StaffMember).where(StaffMember.exhibitor_id == exhibitor_id)
        taken = session().scalar(count) or 0
        if staff_quota < taken:
            raise QuotaBelowStaff(taken=taken)
        exhibitor.staff_quota = staff_quota
        stand = _stand_of(exhibitor) if exhibitor.stand_id else None
        record_change(exhibitor, stand=stand, by=by, now=now)
    return exhibitor


def _stand_of(exhibitor: Exhibitor) -> Stand:
    return session().scalars(select(Stand).where(Stand.id == exhibitor.stand_id)).one()
