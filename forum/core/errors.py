"""Refusals: what a person may be told no for, one class each, with a stable code and a translated sentence."""

from typing import Any, ClassVar

from forum.core.i18n import N_


class Refusal(Exception):
    """A rule says no and nothing is saved.

    Subclasses set `code` (stable, for machines), `sentence` (an es-MX msgid with `%(name)s` places) and, rarely, the
    HTTP `status` a machine gets. `field` names the form field the sentence belongs to, where there is one.
    """

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = N_("No fue posible hacer lo que pidió.")
    status: ClassVar[int] = 409
    field: ClassVar[str | None] = None

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code)
        self.params = params

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence % self.params if self.params else self.sentence}"


class NotFound(Refusal):
    """There is no such thing, or it is not yours to see: a stranger is told the same as of nothing."""

    code = "not_found"
    sentence = N_("No encontramos lo que busca.")
    status = 404


class NotAllowed(Refusal):
    """The person is known, and their role does not allow this."""

    code = "not_allowed"
    sentence = N_("Su cuenta no tiene permiso para hacer esto.")
    status = 403
