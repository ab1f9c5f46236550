"""What registrations on site hold of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

ON_SITE = Datum(DataKind.PARTICIPATION, N_("registro en sitio"))

PERSONAL_DATA: PersonalData = {
    "walk_in": {
        "code": ON_SITE,
        "given_names": ON_SITE,
        "first_surname": ON_SITE,
        "organisation": ON_SITE,
        "email": ON_SITE,
        "device": None,
        "registered_at": ON_SITE,
        "received_at": None,
        "problem": None,
        "settled_at": None,
    },
}
