"""What meetings hold of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

MEETINGS = Datum(DataKind.PARTICIPATION, N_("citas"))
ANSWERS = Datum(DataKind.PARTICIPATION, N_("respuestas sobre sus citas"))
ATTENDED = Datum(DataKind.PARTICIPATION, N_("si asistió a sus citas"))
TIMES = Datum(DataKind.PARTICIPATION, N_("horas en que no puede asistir y por qué"))

PERSONAL_DATA: PersonalData = {
    "meeting_request": {
        "wished_by": MEETINGS,
        "awaiting": MEETINGS,
        "countered_at": MEETINGS,
        "counter_note": ANSWERS,
        "reason": MEETINGS,
        "status": MEETINGS,
        "sent_at": MEETINGS,
        "expires_at": None,
        "waitlisted_at": MEETINGS,
        "decline_reason": ANSWERS,
        "decline_note": ANSWERS,
        "answered_at": ANSWERS,
    },
    "request_draft": {"reason": MEETINGS, "written_at": MEETINGS, "refused_at": MEETINGS, "refusal": ANSWERS},
    "request_companion": {"joined_at": MEETINGS},
    "request_event": {"status": MEETINGS, "change": MEETINGS, "note": ANSWERS, "detail": MEETINGS, "at": MEETINGS},
    "slot_offer": {
        "kind": None,
        "status": ANSWERS,
        "made_at": MEETINGS,
        "ends_at": None,
        "closed_at": ANSWERS,
    },
    "freed_place": {"freed_at": None},
    "meeting": {
        "status": MEETINGS,
        "uid": None,
        "sequence": None,
        "created_at": MEETINGS,
        "changed_at": MEETINGS,
        "pinned_at": None,
        "cancelled_by": MEETINGS,
        "cancel_reason": ANSWERS,
        "buyer_confirmed_at": MEETINGS,
        "supplier_confirmed_at": MEETINGS,
        "buyer_arrived_at": ATTENDED,
        "supplier_arrived_at": ATTENDED,
        "called_at": None,
        "held_at": ATTENDED,
        "missed_at": ATTENDED,
        "absent": ATTENDED,
    },
    "meeting_event": {"kind": MEETINGS, "detail": MEETINGS, "side": MEETINGS, "at": MEETINGS},
    "meeting_topic": {},
    "meeting_companion": {"side": MEETINGS},
    "person_seat": {},
    "engagement": {
        "starts_at": TIMES,
        "ends_at": TIMES,
        "kind": TIMES,
        "note": TIMES,
        "created_at": None,
    },
    "engagement_event": {"kind": TIMES, "detail": TIMES, "at": TIMES},
    "private_note": {
        "text": Datum(DataKind.PARTICIPATION, N_("notas privadas sobre sus encuentros")),
        "written_at": None,
    },
}
