"""Refusals about badges."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class BadgeAlreadyIssued(Refusal):
    """The registration has a valid badge: a second one would let two people in."""

    sentence = N_("Este registro ya tiene un gafete vigente.")


class BadgeRevokedAlready(Refusal):
    """The badge to be replaced is revoked already."""

    sentence = N_("Este gafete ya fue repuesto o cancelado. Revise cuál es el vigente.")


class BadgeNotReady(Refusal):
    """The registration is not approved, so it has no badge."""

    sentence = N_("Su gafete estará aquí en cuanto se apruebe su registro.")


class ReissueReasonMissing(Refusal):
    """A badge is reissued without a reason."""

    sentence = N_("Escriba por qué se repone el gafete.")
    field = "reason"


class NothingToPrint(Refusal):
    """No badge matches the choice."""

    sentence = N_("Ningún gafete coincide con lo que eligió: todos están preparados o aún no hay registros aprobados.")
