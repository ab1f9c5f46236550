"""What the programme holds of people: who speaks at an edition, which everybody reads."""

from forum.core.i18n import N_
from forum.core.personal import NAME, POSITION, DataKind, Datum, PersonalData

COMPANY = Datum(DataKind.WORK, N_("organización"))
BIOGRAPHY = Datum(DataKind.PARTICIPATION, N_("semblanza como ponente"))
PORTRAIT = Datum(DataKind.PARTICIPATION, N_("retrato como ponente"))

CHOSEN = Datum(DataKind.PARTICIPATION, N_("sesiones que eligió"))

PERSONAL_DATA: PersonalData = {
    "programme_choice": {"talk_uid": CHOSEN, "is_waiting": CHOSEN, "place": None, "chosen_at": CHOSEN},
    "programme_choice_event": {"talk_uid": CHOSEN, "title": CHOSEN, "kind": CHOSEN, "at": CHOSEN},
    "programme_speaker": {
        "full_name": NAME,
        "position": POSITION,
        "company": COMPANY,
        "biography_es": BIOGRAPHY,
        "biography_en": BIOGRAPHY,
        "created_at": None,
    },
    # the picture itself is on the page of the session: here stands that there is one
    "programme_photo": {"png": None, "width": None, "height": None, "updated_at": PORTRAIT},
}
