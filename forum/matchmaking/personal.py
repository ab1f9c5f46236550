"""What matchmaking holds of people."""

from forum.core.i18n import N_
from forum.core.personal import POSITION, DataKind, Datum, PersonalData

MARKS = Datum(DataKind.PARTICIPATION, N_("con quién quiere reunirse y con quién no"))
SHARING = Datum(DataKind.PARTICIPATION, N_("a quién muestra su correo y su celular"))

PERSONAL_DATA: PersonalData = {
    "buyer": {
        "position": POSITION,
        "interpreter": Datum(DataKind.PARTICIPATION, N_("intérprete")),
        "invited_at": None,
        "accepted_at": None,
        "removed_at": None,
        "withdrew": Datum(DataKind.PARTICIPATION, N_("si canceló su participación como comprador")),
        "removal_reason": Datum(DataKind.PARTICIPATION, N_("por qué dejó de ser comprador")),
    },
    "buyer_event": {
        "kind": Datum(DataKind.PARTICIPATION, N_("cambios de su mesa y de su participación como comprador")),
        "note": Datum(DataKind.PARTICIPATION, N_("cambios de su mesa y de su participación como comprador")),
        "at": None,
    },
    "supplier_mark": {"mark": MARKS, "marked_at": None},
    "requirement_mark": {"mark": MARKS, "marked_at": None},
    "contact_sharing": {"audience": SHARING, "shows_email": SHARING, "shows_phone": SHARING, "at": SHARING},
    "nda_acceptance": {
        "text_digest": None,
        "text": None,
        "accepted_at": Datum(DataKind.PARTICIPATION, N_("textos de confidencialidad que aceptó y cuándo")),
    },
}
