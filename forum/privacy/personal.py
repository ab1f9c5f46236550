"""What privacy holds of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

CONSENTS = Datum(DataKind.ACCOUNT, N_("consentimientos"))

PERSONAL_DATA: PersonalData = {
    "consent": {"purpose": CONSENTS, "granted": CONSENTS, "given_at": CONSENTS},
}
