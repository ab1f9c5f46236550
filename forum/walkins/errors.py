"""The refusals of registrations on site."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class WalkInNotUnderstood(Refusal):
    """What a device sent is no registration on site."""

    sentence = N_("No entendimos ese registro. Vuelva a abrir la página e inténtelo otra vez.")
    status = 422


class WalkInTaken(Refusal):
    """The registration with this id was made in another edition."""

    sentence = N_("Ese registro en sitio es de otra edición.")
    status = 409


class StillUnsettled(Refusal):
    """What the desk said is not enough yet."""

    sentence = N_("Todavía no se puede registrar. Revise lo que falta.")


class WalkInSettled(Refusal):
    """Somebody else settled it meanwhile."""

    sentence = N_("Alguien más ya lo resolvió.")
