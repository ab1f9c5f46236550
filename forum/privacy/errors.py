"""The refusals of writing and publishing notices."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class NothingToPublish(Refusal):
    """There is no draft, or it says what is in force."""

    sentence = N_("El borrador dice lo mismo que el aviso vigente. Cambie el texto antes de publicarlo.")


class DraftChanged(Refusal):
    """Somebody saved the draft after this page was opened."""

    sentence = N_("Otra persona cambió el borrador. Revise el texto nuevo y publíquelo otra vez.")


class EffectiveBefore(Refusal):
    """A notice is not in force before it is published."""

    sentence = N_("Escriba un día desde hoy: un aviso no rige antes de publicarse.")
    field = "effective_on"


class ChangeUntold(Refusal):
    """People are asked again without being told why."""

    sentence = N_("Escriba qué cambia: lo lee cada persona a quien se le pregunta de nuevo.")
    field = "change_es"


class NotVoluntary(Refusal):
    """What is needed to take part is not withdrawn here."""

    sentence = N_("Este uso es necesario para participar. Para terminarlo, cancele su registro.")


class NotGiven(Refusal):
    """There is no such consent to withdraw."""

    sentence = N_("No hay un permiso vigente que retirar. Revise la lista de esta página.")
