"""Who came to the sessions of the demo edition that have begun, and the certificates of two of them. All invented."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from forum.attendance.enums import AttendanceChange
from forum.attendance.errors import NothingAttended
from forum.attendance.models import Attendance, AttendanceEvent, CertificateSetting
from forum.attendance.service.certificates import issue_certificate
from forum.checkin.enums import ScanMethod
from forum.core.database import session
from forum.demo.world import World
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.programme.queries.published import published_talks
from forum.programme.rules.versions import VersionTalk
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

PEOPLE, SESSIONS, CERTIFICATES = 24, 4, 2

SIGNED = {
    "place": "León, Guanajuato",
    "first_name": "Alma Rosa Rivas Güereca",
    "first_position": "Dirección General (demo)",
    "second_name": "Íñigo Peñaloza de la Torre",
    "second_position": "Comité organizador (demo)",
}


def add_attendance(world: World, *, by: int) -> None:
    """Scans at the doors of the sessions so far; on the first morning there are none yet."""
    session().add(CertificateSetting(edition_id=world.edition_id, **SIGNED))
    ids = _people(world)
    begun: list[VersionTalk] = []
    for talk in published_talks(world.edition_id):
        if talk.starts_at <= world.now and (not begun or talk.starts_at >= begun[-1].ends_at):
            begun.append(talk)  # nobody is in two rooms at once
    for number, talk in enumerate(begun[:SESSIONS]):
        for place, registration_id in enumerate(ids[: PEOPLE - 4 * number]):
            _scan(world, talk, registration_id, place=place, by=by)
    world.rows.write()
    for registration_id in ids[:CERTIFICATES]:
        _issue(registration_id, world, by=by)


def _scan(world: World, talk: VersionTalk, registration_id: int, *, place: int, by: int) -> None:
    """Somebody came to a session, twenty seconds after the one before."""
    at = min(world.now, talk.starts_at + timedelta(seconds=20 * place))
    who = {"registration_id": registration_id, "talk_uid": talk.uid, "by_id": by}
    world.rows.add(
        Attendance,
        edition_id=world.edition_id,
        scan_id=str(UUID(int=talk.id * 1000 + place)),
        method=ScanMethod.CAMERA,
        without_place=False,
        came_at=at,
        recorded_at=at,
        **who,
    )
    world.rows.add(AttendanceEvent, title=talk.title_es, kind=AttendanceChange.SCANNED, at=at, **who)


def _people(world: World) -> list[int]:
    query = select(Registration.id).join(Category, Category.id == Registration.category_id)
    query = query.where(Registration.edition_id == world.edition_id, Registration.status == RegistrationStatus.APPROVED)
    found = session().scalars(query.order_by(Category.kind != CategoryKind.VISITOR, Registration.id).limit(PEOPLE))
    return list(found)


def _issue(registration_id: int, world: World, *, by: int) -> None:
    try:
        issue_certificate(registration_id, by=by, now=world.now)
    except NothingAttended:
        return
