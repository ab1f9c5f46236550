"""What check-in holds of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

DEVICES = Datum(DataKind.ACCOUNT, N_("dispositivos con los que escanea"))
ENTRIES = Datum(DataKind.PARTICIPATION, N_("entradas por las puertas"))

PERSONAL_DATA: PersonalData = {
    "scan": {
        "code": ENTRIES,
        "outcome": ENTRIES,
        "reason": ENTRIES,
        "scanned_at": ENTRIES,
        "received_at": ENTRIES,
        "happened_at": ENTRIES,
        "method": None,
        "device": None,
        "told": ENTRIES,
        "clock_offset_ms": None,
        "data_at": None,
        "leaves": ENTRIES,
    },
    "conflict_review": {"at": None},
    "entry": {
        "day": ENTRIES,
        "entered_at": ENTRIES,
        "scan_id": None,
        "inside": ENTRIES,
        "moved_at": ENTRIES,
        "moved_by": None,
        "changed_at": None,
    },
    "door_device": {
        "key": DEVICES,
        "name": DEVICES,
        "seen_at": DEVICES,
        "open_since": DEVICES,
        "is_locked": DEVICES,
        "data_at": None,
        "scanned_at": DEVICES,
        "unsent": None,
        "unsent_since": None,
        "clock_offset_ms": None,
        "ended_at": DEVICES,
        "closed_at": DEVICES,
        "wiped_at": DEVICES,
        "pin_verifier": DEVICES,
    },
    "door_pairing": {
        "device_name": DEVICES,
        "code_hash": None,
        "pin_verifier": DEVICES,
        "created_at": None,
        "expires_at": None,
        "used_at": DEVICES,
    },
    "door_override": {"reason": ENTRIES, "note": ENTRIES, "at": ENTRIES},
}
