"""What privacy holds of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

CONSENTS = Datum(DataKind.ACCOUNT, N_("consentimientos"))
TRANSFERS = Datum(DataKind.ACCOUNT, N_("entregas de sus datos de contacto"))

PERSONAL_DATA: PersonalData = {
    "consent": {"purpose": CONSENTS, "granted": CONSENTS, "given_at": CONSENTS},
    "recipient_consent": {"granted": CONSENTS, "given_at": CONSENTS},
    "contact_transfer": {"recipient": TRANSFERS, "data": TRANSFERS, "handed_at": TRANSFERS},
}
