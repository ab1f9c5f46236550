"""What mail holds of people."""

from forum.core.i18n import N_
from forum.core.personal import EMAIL, LANGUAGE, NAME, DataKind, Datum, PersonalData

MAILS = Datum(DataKind.ACCOUNT, N_("correos que le enviamos"))

PERSONAL_DATA: PersonalData = {
    "outgoing_mail": {
        "edition_id": None,
        "message_id": None,
        "to_email": EMAIL,
        "to_name": NAME,
        "folded": MAILS,
        "language": LANGUAGE,
        "message": MAILS,
        "batch": None,
        "digest": None,
        "sent_with_id": None,
        "context": MAILS,
        "created_at": MAILS,
        "sent_at": MAILS,
        "next_attempt_at": None,
        "attempts": None,
        "given_up_at": None,
        "last_error": MAILS,
    },
}
