"""Refusals: why something a person asked for is not done; one class for each reason, with a code and a sentence."""

import re
from typing import Any, ClassVar

from forum.core.i18n import N_

_WORD_STARTS = re.compile(r"(?<!^)(?=[A-Z])")


class Refusal(Exception):
    """A rule forbids what was asked for, and nothing is saved.

    Subclasses set `sentence` (an es-MX msgid with `%(name)s` places) and, rarely, the HTTP `status` an API client gets.
    `is_security`: somebody was kept out, which the security log tells. `field` names the form field the sentence
    belongs to, where there is one. `code` is what API clients read: the domain and the name of the class
    (`checkin.gate_in_use`). A class that is renamed or moved later keeps its code by setting it.
    """

    code: ClassVar[str] = "core.refusal"
    sentence: ClassVar[str] = N_("No guardamos ningún cambio. Revise los datos e inténtelo de nuevo.")
    status: ClassVar[int] = 409
    field: ClassVar[str | None] = None
    is_security: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        if "code" not in cls.__dict__:
            domain = cls.__module__.split(".")[1:2] or ["core"]
            cls.code = f"{domain[0]}.{_WORD_STARTS.sub('_', cls.__name__).lower()}"

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code)
        self.params = params

    @property
    def is_page(self) -> bool:
        """Whether the answer is a page of its own, also where a form was sent."""
        return self.status in {403, 404, 410}

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence % {'contact': 'contact', **self.params} if self.params else self.sentence}"


class NotFound(Refusal):
    """There is no such row, or the person may not know of it: the answer is the same."""

    sentence = N_("Ya no existe o su cuenta no lo ve. Revise la dirección o vuelva al inicio.")
    status = 404


class NotAllowed(Refusal):
    """The person has signed in, and no role of theirs allows this."""

    sentence = N_("Su cuenta no tiene permiso para hacer esto.")
    status = 403
    is_security = True


class NameNotWritten(Refusal):
    """A name without a letter: marks, digits, or characters nobody sees."""

    sentence = N_("Escriba el nombre con letras, por ejemplo: María José.")


class NameIsAddress(Refusal):
    """A name that holds the address of a page: our mails greet people by their name, and would carry it."""

    sentence = N_("Escriba solo el nombre, sin direcciones de internet.")


class FileUnreadable(Refusal):
    """The content of a file is none of the kinds we take, whatever its name says, or it is damaged."""

    sentence = N_("No pudimos leer el archivo. Suba un PDF, PNG o JPEG que se abra en su computadora.")
    field = "file"


class FileTooLarge(Refusal):
    """A file has more bytes, or a picture more pixels, than we take."""

    sentence = N_("El archivo es demasiado grande. Suba uno de hasta 7 MB; una imagen, de hasta 40 megapíxeles.")
    field = "file"


class NoRoomForFile(Refusal):
    """The disk is full."""

    sentence = N_("No hay espacio para guardar el archivo. Inténtelo más tarde o escriba a %(contact)s.")
    field = "file"


class FileGone(Refusal):
    """A file is on record, and no longer on the disk."""

    sentence = N_("El archivo ya no está guardado. Pida que lo suban otra vez.")
    status = 410


class KeptFormGone(Refusal):
    """What was typed is not kept any longer, or was typed in another browser or by somebody else."""

    sentence = N_("Lo que escribió ya no está guardado: se conserva una hora. Abra la página y escríbalo otra vez.")
    status = 410
