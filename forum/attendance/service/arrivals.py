"""A scan at the door of a session: written down once for each person, however often and by however many it is sent."""

from dataclasses import dataclass
from datetime import datetime

from forum.attendance.enums import AttendanceChange, AttendanceOutcome
from forum.attendance.models import Attendance, AttendanceEvent
from forum.attendance.queries.arrivals import (
    AtDoor,
    attendance_in,
    count_at,
    find_at_door,
    find_attendance,
    has_place,
)
from forum.attendance.rules.arrivals import AttendanceFacts, decide_attendance
from forum.checkin.enums import ScanMethod
from forum.checkin.rules import ScanInput, moment_of
from forum.checkin.rules.scans import LETS_IN
from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.programme.queries.choices import count_going
from forum.programme.rules.choices import is_full
from forum.programme.rules.versions import VersionTalk
from forum.registration.models import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceAnswer:
    """The answer to a scan: who it is, since when they are written down, and how many came so far."""

    outcome: AttendanceOutcome
    who: AtDoor | None
    came_at: datetime | None
    count: int


def record_attendance(
    scan: ScanInput, *, talk: VersionTalk, edition_id: int, by: int, now: datetime
) -> AttendanceAnswer:
    """Write down that whose badge was read came to a session, and answer; a scan that was sent before is answered so.

    The registration is locked, so that of several scans of one person the first is written down and the others read it.
    A scan that the device answered itself, without network, says whether they were let in.
    """
    at = moment_of(scan, now=now)
    with atomic() as current:
        who = find_at_door(scan.text, scan.registration_id, edition_id=edition_id)
        former = None
        if who is not None:
            locked(Registration, who.registration_id)
            former = find_attendance(talk.uid, who.registration_id)
        if former is not None and former.scan_id == scan.scan_id:
            return _answer(AttendanceOutcome.RECORDED, who, talk, former.came_at)
        facts = _facts(who, scan, talk, edition_id=edition_id, is_recorded=former is not None)
        outcome = decide_attendance(facts, starts_at=talk.starts_at, ends_at=talk.ends_at, at=at)
        if outcome is not AttendanceOutcome.RECORDED or who is None:
            return _answer(outcome, who, talk, former.came_at if former else None)
        current.add(
            Attendance(
                edition_id=edition_id,
                talk_uid=talk.uid,
                registration_id=who.registration_id,
                scan_id=scan.scan_id,
                method=scan.method,
                without_place=talk.limit is not None and not facts.has_place,
                came_at=at,
                recorded_at=now,
                by_id=by,
            )
        )
        _note(who.registration_id, _kind(facts), talk.uid, talk.title_es, by=by, now=now)
        current.flush()
        return _answer(outcome, who, talk, at)


def _facts(
    who: AtDoor | None, scan: ScanInput, talk: VersionTalk, *, edition_id: int, is_recorded: bool
) -> AttendanceFacts:
    limited = talk.limit is not None
    return AttendanceFacts(
        is_known=who is not None,
        is_valid=who is not None and who.is_valid,
        is_recorded=is_recorded,
        has_place=limited and who is not None and has_place(talk.uid, who.registration_id),
        is_full=limited and is_full(talk.limit, max(count_going(edition_id).get(talk.uid, 0), count_at(talk.uid))),
        lets_in=scan.told in LETS_IN,
        by_hand=scan.method is ScanMethod.SEARCH,
    )


def _kind(facts: AttendanceFacts) -> AttendanceChange:
    if facts.is_full and not facts.has_place:
        return AttendanceChange.LET_IN
    return AttendanceChange.BY_HAND if facts.by_hand else AttendanceChange.SCANNED


def _answer(
    outcome: AttendanceOutcome, who: AtDoor | None, talk: VersionTalk, came_at: datetime | None
) -> AttendanceAnswer:
    return AttendanceAnswer(outcome=outcome, who=who, came_at=came_at, count=count_at(talk.uid))


def _note(registration_id: int, kind: AttendanceChange, talk_uid: str, title: str, *, by: int, now: datetime) -> None:
    event = AttendanceEvent(registration_id=registration_id, talk_uid=talk_uid, title=title, kind=kind)
    record(event, by=by, now=now)


def undo_attendance(attendance_id: int, *, talk: VersionTalk, edition_id: int, by: int, now: datetime) -> None:
    """Take back that somebody came, as where the wrong badge was read.

    Raises:
        NotFound: it is not written down any more.
    """
    with atomic():
        attendance = attendance_in(edition_id, attendance_id)
        _note(attendance.registration_id, AttendanceChange.UNDONE, talk.uid, talk.title_es, by=by, now=now)
        session().delete(attendance)
