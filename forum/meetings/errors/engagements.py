"""What is refused of the times at which somebody cannot come."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class MeetingInTheWay(Refusal):
    """Nobody is unavailable while they meet somebody; `meeting_id` says whom."""

    sentence = N_("%(who)s ya tiene una cita en ese horario. Muévala o cancélela primero; no cambiamos nada.")


class TimesInDisorder(Refusal):
    """A block ends after it starts."""

    sentence = N_("Escriba una hora posterior al inicio, por ejemplo 13:00.")
    field = "until"


class EngagementPassed(Refusal):
    """What is over takes no time."""

    sentence = N_("Esa hora ya pasó. Elija una que esté por venir.")
    field = "until"
