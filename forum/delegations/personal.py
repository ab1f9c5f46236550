"""What delegations hold of people: who manages them, and who was named."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

MANAGED = Datum(DataKind.PARTICIPATION, N_("delegaciones que administra"))
NAMED = Datum(DataKind.PARTICIPATION, N_("lugares en delegaciones"))

PERSONAL_DATA: PersonalData = {
    "delegation": {
        "organisation": None,
        "manager_name": MANAGED,
        "manager_email": MANAGED,
        "language": None,
        "places": None,
        "note": MANAGED,
        "status": None,
        "changes_until": None,
        "link_nonce": None,
        "created_at": MANAGED,
    },
    "delegate": {"name": NAMED, "email": NAMED, "named_at": NAMED, "confirmed_at": NAMED, "removed_at": NAMED},
}
