"""What is refused of drafts, one class each."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class TimetableFaulty(Refusal):
    """What the referee finds fault with is neither kept nor published."""

    sentence = N_("La agenda propuesta no cumple las reglas en %(count)s puntos. El primero: %(first)s.")


class DraftPublished(Refusal):
    """A draft is published once."""

    sentence = N_("Este borrador de agenda ya se publicó.")


class DraftSuperseded(Refusal):
    """A draft made before another one was published stands no more."""

    sentence = N_("Después de este borrador se publicó otro. Planee la agenda de nuevo.")


class DraftOutdated(Refusal):
    """A draft is published as it was made, or not at all."""

    sentence = N_(
        "Desde que se hizo este borrador cambiaron %(requests)s solicitudes y %(meetings)s citas, "
        "y %(places)s lugares ya no se pueden ocupar. Planee la agenda de nuevo."
    )
