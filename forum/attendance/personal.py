"""What attendance holds of people."""

from forum.core.i18n import N_
from forum.core.personal import NAME, DataKind, Datum, PersonalData

CAME = Datum(DataKind.PARTICIPATION, N_("sesiones a las que asistió"))
CERTIFIED = Datum(DataKind.PARTICIPATION, N_("constancias de asistencia"))

PERSONAL_DATA: PersonalData = {
    "session_attendance": {
        "talk_uid": CAME,
        "scan_id": None,
        "method": None,
        "without_place": CAME,
        "came_at": CAME,
        "recorded_at": None,
    },
    "session_attendance_event": {"talk_uid": CAME, "title": CAME, "kind": CAME, "at": CAME},
    "attendance_certificate": {
        "number": CERTIFIED,
        "code": None,
        "language": None,
        "full_name": NAME,
        "company": CERTIFIED,
        "talks": CERTIFIED,
        "signers": None,
        "place": None,
        "issued_at": CERTIFIED,
        "replaced_at": CERTIFIED,
        "withdrawn_at": CERTIFIED,
    },
}
