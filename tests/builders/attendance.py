"""Who came to the sessions of an edition."""

from datetime import datetime
from secrets import token_bytes
from uuid import uuid4

from forum.attendance.models import Attendance, AttendanceCertificate
from forum.badges.rules import new_code
from forum.checkin.enums import ScanMethod
from forum.core.clock import utc_now
from forum.core.database import atomic, session


def an_attendance(
    edition_id: int, registration_id: int, talk_uid: str, *, by: int | None = None, at: datetime | None = None
) -> Attendance:
    """Somebody came to a session."""
    now = at or utc_now()
    attendance = Attendance(
        edition_id=edition_id, talk_uid=talk_uid, registration_id=registration_id, scan_id=str(uuid4()),
        method=ScanMethod.CAMERA, without_place=False, came_at=now, recorded_at=now, by_id=by,
    )  # fmt: skip
    with atomic():
        session().add(attendance)
    return attendance


def of_attendance(edition_id: int, registration_id: int) -> dict[str, int]:
    """The ids of one of everything, by the names they have in addresses."""
    certificate = AttendanceCertificate(
        edition_id=edition_id, registration_id=registration_id, number=900, code=new_code(token_bytes), language="es",
        full_name="Eva Luna", company="Ejes", talks=[], signers=[], place="", issued_at=utc_now(),
    )  # fmt: skip
    with atomic():
        session().add(certificate)
    return {
        "attendance_id": an_attendance(edition_id, registration_id, "uid-of-the-world").id,
        "proof_id": certificate.id,
    }
