"""What requests about personal data hold of people."""

from forum.core.i18n import N_
from forum.core.personal import EMAIL, LANGUAGE, NAME, DataKind, Datum, PersonalData

REQUESTS = Datum(DataKind.ACCOUNT, N_("solicitudes sobre sus datos personales"))

PERSONAL_DATA: PersonalData = {
    "arco_request": {
        "kind": REQUESTS,
        "name": NAME,
        "email": EMAIL,
        "language": LANGUAGE,
        "wish": REQUESTS,
        "identity": REQUESTS,
        "identity_note": REQUESTS,
        "status": REQUESTS,
        "received_at": REQUESTS,
        "received_on": None,
        "answer_due": REQUESTS,
        "answer_extended_at": REQUESTS,
        "answered_at": REQUESTS,
        "answer": REQUESTS,
        "execution_due": REQUESTS,
        "execution_extended_at": REQUESTS,
        "executed_at": REQUESTS,
    },
    "arco_event": {"step": REQUESTS, "note": REQUESTS, "at": REQUESTS},
    # numbers of an edition, and who of the team set them
    "retention_rule": dict.fromkeys(("kind", "months", "announced_at")),
    "retention_event": dict.fromkeys(("at", "kind", "step", "count")),
    "data_block": {
        "blocked_at": REQUESTS,
        "delete_on": REQUESTS,
        "kept_sealed": REQUESTS,
        "lifted_at": REQUESTS,
        "deleted_at": REQUESTS,
    },
}
