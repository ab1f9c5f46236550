"""What check-in holds of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

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
    "entry": {
        "day": ENTRIES,
        "entered_at": ENTRIES,
        "scan_id": None,
        "inside": ENTRIES,
        "moved_at": ENTRIES,
        "moved_by": None,
        "changed_at": None,
    },
}
