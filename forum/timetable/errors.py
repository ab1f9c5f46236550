"""The refusals of timetable drafts."""

from forum.core.errors import Refusal
from forum.core.i18n import N_, N_n


class TimetableFaulty(Refusal):
    """The referee found violations: the timetable is neither stored nor published."""

    sentence = N_n(
        "La agenda propuesta no cumple las reglas en %(count)s punto: %(first)s.",
        "La agenda propuesta no cumple las reglas en %(count)s puntos. El primero: %(first)s.",
    )


class DraftPublished(Refusal):
    """The draft has already been published."""

    sentence = N_("Este borrador de agenda ya se publicó.")


class DraftSuperseded(Refusal):
    """Another draft has been published since this one was made."""

    sentence = N_("Después de este borrador se publicó otro. Planee la agenda de nuevo.")


class DraftOutdated(Refusal):
    """The data that the draft was made from has changed. A draft is published whole or not at all."""

    sentence = N_(
        "Este borrador ya no está al día. Solicitudes que cambiaron: %(requests)s; citas que cambiaron: %(meetings)s; "
        "espacios que ya no se pueden ocupar: %(places)s. Planee la agenda de nuevo."
    )
