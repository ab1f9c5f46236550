"""What answers to questions hold of people."""

from forum.core.i18n import N_
from forum.core.personal import DataKind, Datum, PersonalData

ANSWERS = Datum(DataKind.PARTICIPATION, N_("respuestas a las preguntas del registro"))

PERSONAL_DATA: PersonalData = {
    "question_answer": {"asked": ANSWERS, "value": ANSWERS, "answered_at": ANSWERS, "consented_at": ANSWERS},
    "answer_file": {
        "name": ANSWERS,
        "kind": ANSWERS,
        "size": ANSWERS,
        "uploaded_at": ANSWERS,
        "digest": None,
    },
    "answer_event": {"asked": ANSWERS, "before": ANSWERS, "after": ANSWERS, "at": ANSWERS},
}
