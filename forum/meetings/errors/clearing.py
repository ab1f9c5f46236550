"""What is refused when the co-ordinator clears a person, a table, a slot or a day."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class PlanChanged(Refusal):
    """Only what was shown is done: a plan that is other by now is looked at again."""

    sentence = N_("Algo cambió mientras lo revisaba. Revise otra vez qué pasa con cada cita y confirme.")


class NothingToClear(Refusal):
    """Without meetings ahead there is nothing to clear."""

    sentence = N_("Ya no hay citas por venir aquí.")


class NothingToFill(Refusal):
    """Nobody who waits could get a place now."""

    sentence = N_("Ya no hay un lugar libre para quien espera.")
