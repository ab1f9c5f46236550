"""Refusals: what a person may be told no for, one class each, with a code and a translated sentence."""

import re
from typing import Any, ClassVar

from forum.core.i18n import N_

_WORD_STARTS = re.compile(r"(?<!^)(?=[A-Z])")


class Refusal(Exception):
    """A rule says no and nothing is saved.

    Subclasses set `sentence` (an es-MX msgid with `%(name)s` places) and, rarely, the HTTP `status` a program gets.
    `field` names the form field the sentence belongs to, where there is one. `code` is what programs read: the domain
    and the name of the class (`checkin.gate_in_use`); a class that is renamed or moved once programs read its code
    keeps it by setting `code` itself.
    """

    code: ClassVar[str] = "core.refusal"
    sentence: ClassVar[str] = N_("No fue posible hacer lo que pidió.")
    status: ClassVar[int] = 409
    field: ClassVar[str | None] = None

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
        return f"{self.code}: {self.sentence % self.params if self.params else self.sentence}"


class NotFound(Refusal):
    """There is no such thing, or it is not yours to see: a stranger is told the same as of nothing."""

    sentence = N_("No encontramos lo que busca.")
    status = 404


class NotAllowed(Refusal):
    """The person is known, and their role does not allow this."""

    sentence = N_("Su cuenta no tiene permiso para hacer esto.")
    status = 403
