"""The steps of a company with its application: start, submit, change the stand, withdraw."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm.attributes import set_committed_value

from forum.companies.models import Company
from forum.core.database import atomic, locked, refusing, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.exhibitors import rules
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.errors import AlreadyApplied, SameStand, StandTaken
from forum.exhibitors.models import Exhibitor, ExhibitorEvent, Stand
from forum.exhibitors.notices import notify_admins
from forum.exhibitors.service.staff import clear_staff

UNIQUE_STAND = "uq_exhibitor_stand_id"
UNIQUE_COMPANY = "uq_exhibitor_edition_id_company_id"


def start_application(edition_id: int, *, company_id: int, by: int, now: datetime) -> Exhibitor:
    """Open a company's application in an edition, as a draft without stand.

    Raises:
        AlreadyApplied: the company has one already.
        ApplicationsClosed: registration is over.
    """
    with atomic() as current:
        edition = _open_edition(edition_id, now=now)
        exhibitor = Exhibitor(
            edition_id=edition_id,
            company_id=company_id,
            status=ExhibitorStatus.DRAFT,
            staff_quota=edition.staff_badges_per_stand,
            created_at=now,
            changed_at=now,
        )
        with refusing(UNIQUE_COMPANY, AlreadyApplied()):
            current.add(exhibitor)
        record_change(exhibitor, stand=None, by=by, now=now)
    return exhibitor


def submit_application(exhibitor_id: int, *, stand_id: int, by: int, now: datetime) -> Exhibitor:
    """Submit an application with the stand it asks for; the stand is held from this moment.

    Raises:
        StandTaken: another company holds the stand.
        StepNotPossible: the application is submitted or approved already.
        ApplicationsClosed: registration is over.
    """
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        _open_edition(exhibitor.edition_id, now=now)
        rules.ensure_may_become(exhibitor.status, ExhibitorStatus.SUBMITTED)
        stand = hold_stand(exhibitor, stand_id)
        exhibitor.status = ExhibitorStatus.SUBMITTED
        record_change(exhibitor, stand=stand, by=by, now=now)
        notify_admins(exhibitor, "submitted", now=now)
    return exhibitor


def change_stand(exhibitor_id: int, *, stand_id: int, by: int, now: datetime) -> Exhibitor:
    """Let a submitted application ask for another stand; the old one is free at once.

    Raises:
        StandTaken: another company holds the stand, and the old one is kept.
        StandFixed: the stand is approved.
        StepNotPossible: the application is not submitted.
    """
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        rules.ensure_stand_changeable(exhibitor.status)
        stand = hold_stand(exhibitor, stand_id)
        record_change(exhibitor, stand=stand, by=by, now=now)
    return exhibitor


def withdraw_application(exhibitor_id: int, *, by: int, now: datetime) -> Exhibitor:
    """Withdraw an application: its stand is free again and its staff badges are cancelled.

    Raises:
        StepNotPossible: it is withdrawn or rejected already.
    """
    with atomic():
        exhibitor = locked_exhibitor(exhibitor_id)
        rules.ensure_may_become(exhibitor.status, ExhibitorStatus.WITHDRAWN)
        end_application(exhibitor, ExhibitorStatus.WITHDRAWN, reason="", by=by, now=now)
        notify_admins(exhibitor, "withdrawn", now=now)
    return exhibitor


def end_application(exhibitor: Exhibitor, status: ExhibitorStatus, *, reason: str, by: int, now: datetime) -> None:
    """Give a locked application this final status; its stand and its staff badges are free again."""
    clear_staff(exhibitor.id, by=by, now=now)
    exhibitor.stand_id = None
    exhibitor.status = status
    record_change(exhibitor, stand=None, reason=reason, by=by, now=now)


def locked_exhibitor(exhibitor_id: int) -> Exhibitor:
    """An application, locked and read again, with its company loaded.

    Raises:
        NotFound: there is none.
    """
    exhibitor = locked(Exhibitor, exhibitor_id)
    set_committed_value(exhibitor, "company", session().get_one(Company, exhibitor.company_id))
    return exhibitor


def hold_stand(exhibitor: Exhibitor, stand_id: int) -> Stand:
    """Give a locked application this stand of its edition.

    Raises:
        StandTaken: another company holds it.
        SameStand: the application holds it already.
        NotFound: the edition has no such stand.
    """
    if exhibitor.stand_id == stand_id:
        raise SameStand
    stand = locked(Stand, stand_id, edition_id=exhibitor.edition_id)
    taken = StandTaken(stand=stand.code)
    if session().scalar(select(exists().where(Exhibitor.stand_id == stand_id))):
        raise taken
    with refusing(UNIQUE_STAND, taken):
        exhibitor.stand_id = stand_id
    return stand


def record_change(exhibitor: Exhibitor, *, stand: Stand | None, by: int, now: datetime, reason: str = "") -> None:
    """Record the new state of an application, who changed it and why."""
    exhibitor.changed_at = now
    event = ExhibitorEvent(
        exhibitor_id=exhibitor.id,
        status=exhibitor.status,
        stand_code=stand.code if stand else None,
        staff_quota=exhibitor.staff_quota,
        reason=reason,
    )
    record(event, by=by, now=now)


def _open_edition(edition_id: int, *, now: datetime) -> Edition:
    edition = session().scalars(select(Edition).where(Edition.id == edition_id)).one()
    rules.ensure_open(edition.registration_closes_at, now=now)
    return edition
