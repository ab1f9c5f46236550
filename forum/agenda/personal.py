"""What the agenda holds of people: their calendar address, the invitations they were sent, days they left out."""

from forum.core.i18n import N_
from forum.core.personal import EMAIL, DataKind, Datum, PersonalData

WAY = Datum(DataKind.PARTICIPATION, N_("cómo llegan las citas a su calendario, y lo que este responde"))

PERSONAL_DATA: PersonalData = {
    "feed_address": {"token_hash": None, "created_at": None, "revoked_at": None},
    "calendar_choice": {"way": WAY, "at": WAY},
    "calendar_invitation": {
        "address": EMAIL,
        "answer": WAY,
        "answered_at": WAY,
        **dict.fromkeys(
            (
                *("method", "language", "uid", "sequence", "ahead", "digest", "place", "starts_at", "ends_at"),
                *("summary", "location", "queued_at", "has_left", "meeting_changed_at", "edition_sequence"),
                "since_sequence",
            )
        ),
    },
    "withdrawn_day": {"day_id": None, "date": None, "opens_at": None, "closes_at": None},
}
