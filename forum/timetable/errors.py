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


class PlanningOver(Refusal):
    """The planning that somebody wants to end has ended."""

    sentence = N_("Esa planeación ya terminó.")


class PlanningWaits(Refusal):
    """The edition has a planning under way already."""

    sentence = N_("Ya hay una planeación en curso. Espere a que termine o deténgala.")


class NothingToPlan(Refusal):
    """There is neither a request that may be used nor a scheduled meeting."""

    sentence = N_("No hay solicitudes que se puedan programar.")


class OnlyNewMeetings(Refusal):
    """The meeting of the draft is scheduled already: it is changed on its own page."""

    sentence = N_("Solo las citas nuevas de la propuesta se cambian aquí.")


class DraftPlaceTaken(Refusal):
    """One of the two, or the table, has another meeting of the draft in that slot; or the slot is none of these."""

    field = "slot_id"
    sentence = N_("Ese horario ya no está libre en la propuesta. Elija otro.")
