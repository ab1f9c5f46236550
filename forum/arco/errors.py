"""The refusals of requests about personal data."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class ReceivedLater(Refusal):
    """The day a request came is still to come."""

    sentence = N_("Escriba el día en que llegó la solicitud: hoy o antes.")
    field = "received_on"


class IdentityUnproved(Refusal):
    """Who asks has not proved who they are."""

    sentence = N_("Registre primero cómo acreditó su identidad. Sus datos solo se entregan a la persona misma.")


class DeadlineExtended(Refusal):
    """A date is extended once."""

    sentence = N_("Este plazo se amplió antes: la ley lo permite una sola vez.")
    field = "extension_reason"


class DeadlinePassed(Refusal):
    """A date that has passed is not extended."""

    sentence = N_("El plazo venció. Responda ahora; solo se amplía antes de su último día.")
    field = "extension_reason"


class NothingLeftToDo(Refusal):
    """The request is over."""

    sentence = N_("La solicitud está terminada: no hay plazo que ampliar.")
    field = "extension_reason"


class RequestAnswered(Refusal):
    """The request has an answer, which stands."""

    sentence = N_("La solicitud tiene respuesta. Revise la historia de esta página.")


class NothingToCarryOut(Refusal):
    """The request was not granted, or is carried out."""

    sentence = N_("No hay nada por cumplir en esta solicitud. Revise la historia de esta página.")


class PersonUnknown(Refusal):
    """Nobody is known with the address of the request."""

    sentence = N_("No conocemos a nadie con el correo de esta solicitud.")


class DataBlocked(Refusal):
    """The data of the person are blocked already."""

    sentence = N_("Los datos de esta persona están bloqueados.")


class NotBlocked(Refusal):
    """The data of the person are not blocked, or no longer kept."""

    sentence = N_("Los datos de esta persona no están bloqueados, o se borraron.")


class AddressTaken(Refusal):
    """Somebody registered with an address of the person while their data were blocked."""

    sentence = N_("Su correo es ahora de otra cuenta. Corrija primero el correo de esa cuenta.")


class NotACancellation(Refusal):
    """The person asked for something else."""

    sentence = N_("Los datos se bloquean cuando la persona pide su cancelación. Esta solicitud es de otro derecho.")


class TooSoonToDelete(Refusal):
    """Data are blocked before they are deleted."""

    sentence = N_("Escriba un día posterior a hoy: los datos se bloquean primero y se borran después.")
    field = "delete_on"
