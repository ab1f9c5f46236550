"""What is refused because somebody cannot come at a time, and of what they say of it."""

from forum.core.errors import Refusal
from forum.core.i18n import N_, N_n
from forum.meetings.errors import SlotRefused


class PersonEngaged(SlotRefused):
    """Somebody said that they cannot come at that time."""

    sentence = N_("%(who)s no puede a esa hora. Elija otro horario.")


class WalkTooShort(SlotRefused):
    """Between two meetings in different halls there is time to walk."""

    sentence = N_n(
        "%(who)s no alcanza a caminar desde otra cita o hacia ella: hace falta %(minutes)s minuto entre salones. "
        "Elija otro horario.",
        "%(who)s no alcanza a caminar desde otra cita o hacia ella: hacen falta %(minutes)s minutos entre salones. "
        "Elija otro horario.",
        by="minutes",
    )


class SlotHinders(Refusal):
    """A slot does not move to a time at which some who meet in it cannot come, or not on foot from another hall."""

    sentence = N_(
        "A esa hora no pueden asistir, o no alcanzan a caminar desde otro salón: %(who)s. Mueva antes sus citas o "
        "cambie su disponibilidad."
    )


class NoSlotInCommon(Refusal):
    """Who would come can in none of the slots that the buyer has left."""

    sentence = N_(
        "%(who)s no puede en ninguno de los horarios libres del comprador. "
        "Elija a otra persona o cambie su disponibilidad."
    )
    field = "person_id"


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
