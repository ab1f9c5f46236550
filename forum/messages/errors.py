"""The refusals of messages."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class UnknownPlaceholder(Refusal):
    """A text names a datum between braces that there is not."""

    sentence = N_("No hay un dato {%(name)s}. Puede usar: %(allowed)s.")


class PlaceholderOpen(Refusal):
    """A text has a brace without its pair."""

    sentence = N_("Falta una llave: escriba los datos como {nombre}. Puede usar: %(allowed)s.")


class EnglishIncomplete(Refusal):
    """A message has a text in English without its subject, or the other way round."""

    sentence = N_("Escriba el asunto y el texto en inglés, o deje los dos vacíos.")
    field = "text_en"


class NobodyToWriteTo(Refusal):
    """Nobody who is chosen can be written to."""

    sentence = N_("Nadie de los elegidos puede recibir este mensaje. Cambie a quién se dirige.")


class MessageSent(Refusal):
    """It was sent meanwhile: what left cannot be changed."""

    sentence = N_("Este mensaje ya se envió. Escriba uno nuevo a partir de él.")


class MessageScheduled(Refusal):
    """It leaves by itself: first it must not."""

    sentence = N_("Este mensaje está programado. Quite primero la programación.")


class NotScheduled(Refusal):
    """There is no moment to take away."""

    sentence = N_("Este mensaje no está programado.")


class TooLateToUndo(Refusal):
    """The first mails have left."""

    sentence = N_("Los correos ya empezaron a salir: el envío no se puede deshacer.")


class MomentPassed(Refusal):
    """A message is scheduled for a moment that has passed."""

    sentence = N_("Ese momento ya pasó. Elija uno que esté por venir.")
    field = "send_at"


class MomentMissing(Refusal):
    """Neither a moment nor days from a date of the edition were told."""

    sentence = N_("Escriba la fecha y hora, o los días que se cuentan desde una fecha de la edición.")
    field = "send_at"


class HoursIncomplete(Refusal):
    """Of the quiet hours one is missing, or both are the same."""

    sentence = N_("Escriba las dos horas, una distinta de la otra, o deje las dos vacías.")
    field = "ends_at"


class NothingFailed(Refusal):
    """No mail of the message has failed."""

    sentence = N_("Ningún correo de este mensaje ha fallado.")


class NoAddressOfOnesOwn(Refusal):
    """Who wants a test has no address."""

    sentence = N_("Su cuenta no tiene correo: no podemos enviarle la prueba.")


class TemplateNameTaken(Refusal):
    """Another template has that name."""

    sentence = N_("Ya hay una plantilla con ese nombre. Elija otro.")
    field = "name"
