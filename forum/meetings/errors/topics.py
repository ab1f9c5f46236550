"""What is refused about the requests that one meeting is about."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class NothingToJoin(Refusal):
    """A request joins a meeting that is ahead."""

    sentence = N_("La cita que tenían con esta empresa ya no está en pie. Elija un horario.")
    field = "slot_id"


class NotTalkedAbout(Refusal):
    """Only what a meeting is about is taken out of it."""

    sentence = N_("Esa solicitud ya no es tema de esta cita.")


class LastTopic(Refusal):
    """A meeting is about something."""

    sentence = N_("Es el único tema de la cita. Si no quiere tratarlo, cancele la cita.")
