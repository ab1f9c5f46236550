"""Refusals about gates and scans. What the door answers about a badge is an outcome on record, not a refusal."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class AreaNameMissing(Refusal):
    """An area without a name."""

    sentence = N_("Escriba el nombre del área.")
    field = "name"


class AreaNameTooLong(Refusal):
    """A name too long for the screen of a phone."""

    sentence = N_("Use hasta %(limit)s letras: el nombre se lee en el celular.")
    field = "name"


class AreaNameTaken(Refusal):
    """Another area of this edition has that name."""

    sentence = N_("Ya hay un área con ese nombre.")
    field = "name"


class AreaInUse(Refusal):
    """An area with gates, or the forum itself, cannot be deleted."""

    sentence = N_("Esta área tiene puertas. Bórrelas o páselas a otra área primero.")


class VenueStays(Refusal):
    """The forum itself is the area of everybody: it stays."""

    sentence = N_("El área de todo el foro no se borra.")


class AreaDayStays(Refusal):
    """A day to be deleted is the only one on which an area is open."""

    sentence = N_("El área %(area)s abre solo ese día. Cambie sus días antes de quitarlo.")
    field = "starts_on"


class GateAreaStays(Refusal):
    """What was scanned at a gate counts for its area."""

    sentence = N_("En esta puerta ya se escanearon gafetes: su área no cambia. Agregue otra puerta.")
    field = "area"


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
