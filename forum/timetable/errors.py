"""The refusals of timetable drafts."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class TimetableFaulty(Refusal):
    """The referee found violations: the timetable is neither stored nor published."""

    sentence = N_("La agenda propuesta no cumple las reglas en %(count)s puntos. El primero: %(first)s.")


class DraftPublished(Refusal):
    """The draft has already been published."""

    sentence = N_("Este borrador de agenda ya se publicó.")


class DraftSuperseded(Refusal):
    """Another draft has been published since this one was made."""

    sentence = N_("Después de este borrador se publicó otro. Planee la agenda de nuevo.")


class DraftOutdated(Refusal):
    """The data that the draft was made from has changed. A draft is published whole or not at all."""

    sentence = N_(
        "Desde que se hizo este borrador cambiaron %(requests)s solicitudes y %(meetings)s citas, "
        "y %(places)s lugares ya no se pueden ocupar. Planee la agenda de nuevo."
    )
