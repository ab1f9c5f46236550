"""What badges refuse."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class BadgeAlreadyIssued(Refusal):
    """The registration has a badge that is alive: another would let two people in."""

    sentence = N_("Este registro ya tiene un gafete vigente.")


class BadgeRevokedAlready(Refusal):
    """The badge to be replaced was replaced or cancelled meanwhile."""

    sentence = N_("Este gafete ya fue repuesto o cancelado. Revise cuál es el vigente.")


class BadgeNotReady(Refusal):
    """There is no badge before the registration is approved, nor after it was cancelled."""

    sentence = N_("Su gafete estará aquí en cuanto se apruebe su registro.")


class ReissueReasonMissing(Refusal):
    """A reissue without its why."""

    sentence = N_("Escriba por qué se repone el gafete.")
    field = "reason"


class NothingToPrint(Refusal):
    """No badge matches what was chosen."""

    sentence = N_("Ningún gafete coincide con lo que eligió: todos están impresos o aún no hay registros aprobados.")
