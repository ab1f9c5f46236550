"""What badges hold of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

BADGE = Datum(DataKind.PARTICIPATION, N_("gafete"))

PERSONAL_DATA: PersonalData = {
    "badge": {
        "code": BADGE,
        "issued_at": BADGE,
        "revoked_at": BADGE,
        "revoked_for": BADGE,
        "revoked_reason": BADGE,
    },
    "reserved_code": {"device": None, "reserved_at": None, "used_at": None, "voided_at": None},
    "badge_handover": {"at": BADGE, "undone_at": BADGE},
    "badge_kiosk": {
        "name": None,
        "token_hash": None,
        "made_at": None,
        "used_at": None,
        "printed": None,
        "ended_at": None,
    },
    "printed_badge": {},
    "badge_bin_place": {},
}
