"""What integrations hold of people: what was done with a key, in the name of who made it."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

CALLS = Datum(DataKind.ACCOUNT, N_("lo que hicieron programas con sus llaves"))

PERSONAL_DATA: PersonalData = {
    "api_key": {
        "name": CALLS,
        "key_hash": None,
        "scopes": None,
        "created_at": None,
        "expires_at": None,
        "used_at": CALLS,
        "revoked_at": None,
    },
}
