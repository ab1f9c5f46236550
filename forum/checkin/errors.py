"""Refusals about gates and scans. What the door answers about a badge is an outcome on record, not a refusal."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class GateNameMissing(Refusal):
    """A gate without a name."""

    sentence = N_("Escriba el nombre de la puerta.")
    field = "name"


class GateNameTooLong(Refusal):
    """A name too long for the screen of a phone."""

    sentence = N_("Use hasta %(limit)s letras: el nombre se lee en el celular.")
    field = "name"


class GateNameTaken(Refusal):
    """Another gate of this edition has that name."""

    sentence = N_("Ya hay una puerta con ese nombre.")
    field = "name"


class GateInUse(Refusal):
    """A gate with scans cannot be deleted: they stay on record."""

    sentence = N_("En esta puerta ya se escanearon gafetes: se puede renombrar, no borrar.")


class OfflineTextMissing(Refusal):
    """An instruction of one's own without words."""

    sentence = N_("Escriba qué hace el personal, por ejemplo: «Deje pasar y anote el nombre».")
    field = "text_es"


class ScanNotUnderstood(Refusal):
    """A device sent something that is not a scan; sending it again would not help."""

    sentence = N_("El dispositivo envió un escaneo incompleto. Escanee el gafete otra vez.")
    status = 422


class ScanIdTaken(Refusal):
    """The id of the scan was recorded at another gate."""

    sentence = N_("Ese escaneo ya está registrado en otra puerta.")
