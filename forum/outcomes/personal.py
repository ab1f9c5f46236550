"""What outcomes hold of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

SAID = Datum(DataKind.PARTICIPATION, N_("respuestas sobre el resultado de sus citas"))
ASKED = Datum(DataKind.PARTICIPATION, N_("correos en que le preguntamos por sus citas"))

PERSONAL_DATA: PersonalData = {
    "meeting_outcome": {
        "side": SAID,
        "held": SAID,
        "interest": SAID,
        "next_step": SAID,
        "amount": SAID,
        "currency": SAID,
        "horizon": SAID,
        "no_interest": SAID,
        "words": SAID,
        "answered_at": SAID,
        "changed_at": SAID,
        "for_them": None,
    },
    "outcome_event": {"side": SAID, "kind": SAID, "detail": SAID, "at": SAID},
    "outcome_follow_up": {
        "side": SAID,
        "asking": SAID,
        "rfq": SAID,
        "nda": SAID,
        "sample": SAID,
        "ppap": SAID,
        "award": SAID,
        "amount": SAID,
        "currency": SAID,
        "answered_at": SAID,
    },
    "outcome_mail": {"asking": ASKED, "day": ASKED, "asked_at": ASKED},
}
