"""What registration holds of people."""

from forum.core.i18n import N_
from forum.core.personal import NAME, POSITION, DataKind, Datum, PersonalData

ORGANISATION = Datum(DataKind.WORK, N_("organización"))
REGISTRATIONS = Datum(DataKind.PARTICIPATION, N_("registros"))
NOTES = Datum(DataKind.PARTICIPATION, N_("notas del comité organizador"))

PERSONAL_DATA: PersonalData = {
    "registration": {
        "organisation": ORGANISATION,
        "organisation_folded": ORGANISATION,
        "position": POSITION,
        "sector": Datum(DataKind.WORK, N_("sector")),
        "status": REGISTRATIONS,
        "canceller": REGISTRATIONS,
        "place_kept_at": REGISTRATIONS,
        "waiting_since": REGISTRATIONS,
        "offered_until": REGISTRATIONS,
        "passed_at": REGISTRATIONS,
        "created_at": REGISTRATIONS,
        "changed_at": REGISTRATIONS,
        "link_nonce": None,
    },
    "set_aside_right": {
        "kind": REGISTRATIONS,
        "status": REGISTRATIONS,
        "canceller": REGISTRATIONS,
        "waiting_since": REGISTRATIONS,
        "organisation": ORGANISATION,
        "position": POSITION,
        "set_aside_at": REGISTRATIONS,
    },
    "registration_note": {"text": NOTES, "written_at": NOTES, "changed_at": NOTES},
    "registration_event": {
        "status": REGISTRATIONS,
        "reason": REGISTRATIONS,
        "changes": NAME,
        "offer": REGISTRATIONS,
        "until": REGISTRATIONS,
        "at": REGISTRATIONS,
    },
}
