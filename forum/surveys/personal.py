"""What surveys hold of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

SAID = Datum(DataKind.PARTICIPATION, N_("respuestas a la encuesta del foro"))

PERSONAL_DATA: PersonalData = {
    "survey_answer": {
        "role": SAID,
        "recommend": SAID,
        "quality": SAID,
        "organisation": SAID,
        "comment": SAID,
        "answered_at": SAID,
        "changed_at": SAID,
    },
}
