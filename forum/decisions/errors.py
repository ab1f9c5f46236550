"""The refusals of decisions."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class TooLateToTakeBack(Refusal):
    """It is being done, or was done."""

    sentence = N_("Ya es tarde para deshacerlo: la decisión se está aplicando o ya se aplicó.")


class DecidedMeanwhile(Refusal):
    """Somebody decided about the line while the decision waited."""

    sentence = N_("Alguien del equipo lo cambió mientras la decisión esperaba; quedó como esa persona lo dejó.")


class AlreadyTakenBack(Refusal):
    """Somebody undid it before."""

    sentence = N_("La decisión ya se había deshecho.")
