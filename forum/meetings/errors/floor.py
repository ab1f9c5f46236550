"""Why something is not written down of a meeting on its day."""

from forum.core.errors import Refusal
from forum.core.i18n import N_, N_n
from forum.meetings.errors import NotScheduled


class AlreadyMissed(NotScheduled):
    """What was missed neither moves nor is held, until that is taken back."""

    sentence = N_("Ya está registrado que alguien no asistió a esta cita.")


class AlreadyHeld(NotScheduled):
    """What is held neither moves nor is missed, until that is taken back."""

    sentence = N_("Esta cita ya está registrada como realizada.")


class TooEarly(Refusal):
    """Nobody is seen at the table long before the hour."""

    sentence = N_("Todavía falta para esta cita. Registre la llegada desde diez minutos antes.")


class WithinTolerance(Refusal):
    """Who is not there yet may still come."""

    sentence = N_n(
        "Espere %(count)s minuto de tolerancia desde la hora de la cita para registrar la falta.",
        "Espere %(count)s minutos de tolerancia desde la hora de la cita para registrar la falta.",
    )


class NotMarked(Refusal):
    """Only what was written down is taken back."""

    sentence = N_("No hay nada registrado que deshacer en esta cita.")


class NotTheirTurn(Refusal):
    """Whose badge was read has no meeting at this hour."""

    sentence = N_("%(who)s no tiene una cita a esta hora.")


class UnknownBadge(Refusal):
    """The code is none of a badge of this edition."""

    sentence = N_("No encontramos un gafete vigente con ese código. Escríbalo como está en el gafete.")
    field = "code"


class OtherSupplier(Refusal):
    """The badge that the buyer scanned is not of who meets them now."""

    sentence = N_("Ese gafete no es de %(company)s. Escanee el de la persona que tiene enfrente.")
    field = "code"


class PlaceGone(Refusal):
    """A missed meeting has no place to give any more: it is taken, or its hour is over."""

    sentence = N_("El lugar de esta cita ya no está libre.")


class RequestsStopped(Refusal):
    """A supplier that did not come to its meetings asks for no more until the organiser lets it."""

    sentence = N_n(
        "Su empresa faltó a %(count)s cita. Escriba a %(contact)s para volver a pedir citas.",
        "Su empresa faltó a %(count)s citas. Escriba a %(contact)s para volver a pedir citas.",
    )
