"""What door staff are told no for; what the door says of a badge is an outcome on record, not a refusal."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class GateNameMissing(Refusal):
    """A gate is known by its name."""

    sentence = N_("Escriba el nombre de la puerta.")
    field = "name"


class GateNameTooLong(Refusal):
    """The name must be read at a glance on a phone."""

    sentence = N_("Use %(limit)s letras o menos: el nombre se lee en el celular.")
    field = "name"


class GateNameTaken(Refusal):
    """Another gate of this edition has that name."""

    sentence = N_("Ya hay una puerta con ese nombre.")
    field = "name"


class GateInUse(Refusal):
    """Something was scanned at the gate: what happened there stays on record."""

    sentence = N_("En esta puerta ya se leyeron gafetes: se puede renombrar, no borrar.")


class ScanNotUnderstood(Refusal):
    """A device sent something that is not a scan; sending it again would not help."""

    sentence = N_("El aparato envió una lectura incompleta.")
    status = 422


class ScanIdTaken(Refusal):
    """The id of a scan was used before at another gate."""

    sentence = N_("Esa lectura ya está registrada en otra puerta.")
