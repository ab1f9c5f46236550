"""The organiser's decisions about an application."""

from datetime import datetime

from sqlalchemy import select

from forum.core.database import atomic, locked, session
from forum.editions.service import count_calendar_change
from forum.exhibitors import rules
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.errors import QuotaBelowStaff, StepNotPossible
from forum.exhibitors.models import Exhibitor, Stand
from forum.exhibitors.notices import notify_admins
from forum.exhibitors.service.applications import end_application, hold_stand, locked_exhibitor, record_change
from forum.exhibitors.service.staff import count_staff


def approve_application(exhibitor_id: int, *, by: int, now: datetime) -> Exhibitor:
    """Approve a submitted application: the stand is the company's.

    Raises:
        StepNotPossible: it is not submitted.
    """
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        rules.ensure_may_become(exhibitor.status, ExhibitorStatus.APPROVED)
        exhibitor.status = ExhibitorStatus.APPROVED
        record_change(exhibitor, stand=_stand_of(exhibitor), by=by, now=now)
        notify_admins(exhibitor, "approved", now=now)
    return exhibitor


def reject_application(exhibitor_id: int, *, reason: str, by: int, now: datetime) -> Exhibitor:
    """Reject an application with a reason: the stand is free and the staff badges are cancelled.

    Raises:
        RejectionReasonMissing: the reason is empty.
        StepNotPossible: it is neither submitted nor approved.
    """
    why = rules.ensure_reason(reason)
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        rules.ensure_may_become(exhibitor.status, ExhibitorStatus.REJECTED)
        end_application(exhibitor, ExhibitorStatus.REJECTED, reason=why, by=by, now=now)
        notify_admins(exhibitor, "rejected", now=now, reason=why)
    return exhibitor


def move_exhibitor(exhibitor_id: int, *, stand_id: int, reason: str, by: int, now: datetime) -> Exhibitor:
    """Move a company to another free stand, approved or not, and notify it.

    Raises:
        StandTaken: another company holds the stand, and the old one is kept.
        StepNotPossible: the application holds no stand.
    """
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        if not rules.is_stand_held(exhibitor.status):
            raise StepNotPossible
        before = _stand_of(exhibitor)
        stand = hold_stand(exhibitor, stand_id)
        count_calendar_change(exhibitor.edition_id, moved=True, now=now)
        record_change(exhibitor, stand=stand, reason=reason.strip(), by=by, now=now)
        notify_admins(exhibitor, "moved", now=now, before=before.code, reason=reason.strip())
    return exhibitor


def set_staff_quota(exhibitor_id: int, *, staff_quota: int, by: int, now: datetime) -> Exhibitor:
    """Set the number of staff badges a company may give.

    Raises:
        QuotaBelowStaff: more badges are given already.
    """
    with atomic():
        exhibitor = locked(Exhibitor, exhibitor_id)
        taken = count_staff(exhibitor_id)
        if staff_quota < taken:
            raise QuotaBelowStaff(taken=taken)
        exhibitor.staff_quota = staff_quota
        stand = _stand_of(exhibitor) if exhibitor.stand_id else None
        record_change(exhibitor, stand=stand, by=by, now=now)
    return exhibitor


def _stand_of(exhibitor: Exhibitor) -> Stand:
    return session().scalars(select(Stand).where(Stand.id == exhibitor.stand_id)).one()
