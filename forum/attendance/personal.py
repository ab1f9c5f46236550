"""What attendance holds of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

CAME = Datum(DataKind.PARTICIPATION, N_("sesiones a las que asistió"))

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
}
