"""What privacy holds of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

CONSENTS = Datum(DataKind.ACCOUNT, N_("consentimientos"))
TRANSFERS = Datum(DataKind.ACCOUNT, N_("entregas de sus datos de contacto"))

PERSONAL_DATA: PersonalData = {
    "consent": {"purpose": CONSENTS, "granted": CONSENTS, "given_at": CONSENTS, "channel": CONSENTS},
    "transfer": {
        **dict.fromkeys(("at", "recipient_kind", "recipient_name", "what", "basis"), TRANSFERS),
        "people": None,
    },
    "transfer_person": {},
    "notice": dict.fromkeys(
        (
            *("version", "simplified_es", "simplified_en", "full_es", "full_en", "published_at"),
            *("effective_at", "is_material", "change_es", "change_en"),
        )
    ),
    "notice_draft": dict.fromkeys(
        ("is_house", "simplified_es", "simplified_en", "full_es", "full_en", "saved_at"),
    ),
}
