"""What the trace of a merge holds of people."""

from forum.core.i18n import N_
from forum.core.personal import EMAIL, NAME, DataKind, Datum, PersonalData

MERGES = Datum(DataKind.ACCOUNT, N_("cuentas que se unieron"))

PERSONAL_DATA: PersonalData = {
    "person_merge": {"merged_email": EMAIL, "at": MERGES, "fields": NAME, "moved": None},
}
