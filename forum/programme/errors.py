"""Why the programme is not changed as somebody wants it."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class TimesIncomplete(Refusal):
    """A session has a day without an hour, or an hour without a day."""

    sentence = N_("Indique día, inicio y fin, o deje los tres vacíos mientras no se sabe.")
    field = "starts"


class EndsBeforeStart(Refusal):
    """A session ends before it starts."""

    sentence = N_("El fin va después del inicio. Corrija una de las dos horas.")
    field = "ends"


class RoomNameTaken(Refusal):
    """The edition has a room of that name."""

    sentence = N_("Ya hay una sala con ese nombre. Escriba otro.")
    field = "name"


class RoomInUse(Refusal):
    """A session of the draft is in the room."""

    sentence = N_("«%(title)s» está en esta sala. Cámbiela de sala antes de quitarla.")


class SpeakerInUse(Refusal):
    """A session of the draft, or of what is published, names the speaker."""

    sentence = N_("«%(title)s» tiene a esta persona. Quítela de la sesión, y publique si ya es pública.")


class SpeakerThere(Refusal):
    """The session names the speaker already."""

    sentence = N_("Esa persona ya está en la sesión.")
    field = "speaker"


class PersonIsSpeaker(Refusal):
    """A registered person is a speaker of the edition already."""

    sentence = N_("Esa persona ya es ponente de esta edición, con el nombre %(name)s.")
    field = "email"


class PersonUnknown(Refusal):
    """Nobody registered in the edition has this address."""

    sentence = N_("Nadie está registrado en esta edición con ese correo. Revíselo o déjelo vacío.")
    field = "email"


class MaterialMissing(Refusal):
    """A material has neither a link nor a file, or both."""

    sentence = N_("Escriba un enlace o elija un PDF: uno de los dos.")
    field = "url"


class MaterialNotPdf(Refusal):
    """What was uploaded is a picture."""

    sentence = N_("Suba un PDF.")
    field = "file"


class NothingToPublish(Refusal):
    """The draft is what is published."""

    sentence = N_("No hay cambios que publicar: el programa público es igual al borrador.")


class DraftChanged(Refusal):
    """Somebody changed the draft while its differences were read."""

    sentence = N_("Alguien cambió el borrador mientras usted lo leía. Revise otra vez los cambios y publique.")


class SessionGone(Refusal):
    """The session is not in the programme any more."""

    sentence = N_("Esa sesión ya no está en el programa. Elija otra.")


class SessionOver(Refusal):
    """The session has ended."""

    sentence = N_("Esa sesión ya terminó. Elija otra.")


class NotAttending(Refusal):
    """Only who is registered and approved chooses sessions."""

    sentence = N_("Para elegir sesiones hace falta un registro aprobado en esta edición.")
