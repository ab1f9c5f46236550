"""Refusals about gates, devices and scans. What the door answers about a badge is an outcome, not a refusal."""

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


class DeviceNameTooLong(Refusal):
    """A name too long for a list on a phone."""

    sentence = N_("Use hasta %(limit)s letras: el nombre se lee en una lista.")
    field = "name"


class DeviceClosed(Refusal):
    """The device was closed from afar: whoever uses it next pairs it again."""

    sentence = N_("Este dispositivo se cerró a distancia. Vincúlelo de nuevo para escanear.")
    status = 410


class StewardTwice(Refusal):
    """Somebody is chosen for a phone, and somebody new is named too."""

    sentence = N_("Elija a alguien de la lista o escriba un nombre, no ambos.")
    field = "given_names"


class StewardMissing(Refusal):
    """Nobody is chosen who may scan here, and no name is given."""

    sentence = N_("Elija a alguien de la lista o escriba el nombre de quien va a escanear.")
    field = "given_names"


class PairingSpent(Refusal):
    """The code was used, is over, or never was."""

    sentence = N_("Este código ya no funciona: se usó o venció. Pida otro a quien supervisa las puertas.")
    status = 410


class CodeNotWhole(Refusal):
    """What was typed cannot be the code of a pairing."""

    sentence = N_("El código tiene 8 letras y números, por ejemplo K7P4-9XQ2.")
    field = "code"


class PinNotDigits(Refusal):
    """A PIN that is not four to six digits."""

    sentence = N_("Escriba de 4 a 6 números, por ejemplo 4907.")
    field = "pin"


class PinGuessable(Refusal):
    """A PIN that everybody tries first."""

    sentence = N_("Ese PIN es fácil de adivinar. No repita un número ni los ponga en orden.")
    field = "pin"


class HubNameMissing(Refusal):
    """A hub without a name."""

    sentence = N_("Escriba el nombre del concentrador, por ejemplo: Acceso norte.")
    field = "name"


class HubNameTooLong(Refusal):
    """A name too long for a list on a phone."""

    sentence = N_("Use hasta %(limit)s letras: el nombre se lee en una lista.")
    field = "name"


class HubNameTaken(Refusal):
    """Another hub of this edition has that name."""

    sentence = N_("Ya hay un concentrador con ese nombre.")
    field = "name"


class HubAddressUnsafe(Refusal):
    """An address that is none, or without HTTPS: browsers give no camera there."""

    sentence = N_("Escriba la dirección con https, por ejemplo: https://puertas.example.mx:8443.")
    field = "address"


class HubUnknown(Refusal):
    """Who asks has no key of a hub, or one that has ended."""

    sentence = N_("La clave del concentrador no funciona o ya terminó. Pida otra a quien supervisa las puertas.")
    status = 401
    is_security = True


class StewardUnknown(Refusal):
    """A hub sent a scan of somebody whom we never told it of."""

    sentence = N_("No sabemos quién hizo este escaneo.")
    status = 422


class ScanNotRefused(Refusal):
    """The scan was admitted, or its badge is one for the registration desk."""

    sentence = N_("Ese escaneo no se decide en la puerta. Envíe a la mesa de registro.")


class OverrideNoteMissing(Refusal):
    """Another reason without words."""

    sentence = N_("Escriba el motivo, por ejemplo: «Lo acompaña el director».")
    field = "note"


class AlreadyLetIn(Refusal):
    """Somebody let the person in after this scan."""

    sentence = N_("Alguien ya anotó el motivo de este escaneo.")


class ScanNotUnderstood(Refusal):
    """A device sent something that is not a scan; sending it again would not help."""

    sentence = N_("El dispositivo envió un escaneo incompleto. Escanee el gafete otra vez.")
    status = 422


class ScanIdTaken(Refusal):
    """The id of the scan was recorded at another gate."""

    sentence = N_("Ese escaneo ya está registrado en otra puerta.")
