"""Why an act on the co-ordinator's board is not done."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class ChangedMeanwhile(Refusal):
    """Somebody else changed the meeting since: what they did is not undone by whoever did not see it."""

    sentence = N_("Otra persona cambió la cita mientras tanto. Revise cómo quedó antes de moverla.")


class SameMeeting(Refusal):
    """A meeting is swapped with another one."""

    sentence = N_("Elija otra cita para intercambiar.")


class SwapAcrossHalls(Refusal):
    """Slots belong to a hall: meetings of two halls cannot take each other's place."""

    sentence = N_("Solo se intercambian citas del mismo salón. Muévalas una por una.")
