"""Why a thing that a supplier lacked is not followed as asked."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class NothingToFollow(Refusal):
    """What suppliers lacked is known once the forum is over."""

    sentence = N_("Lo que faltó se sabe al terminar el foro. Empiece el seguimiento después.")


class LackClosed(Refusal):
    """The staff has closed it already."""

    sentence = N_("El comité organizador ya cerró este pendiente. Escríbanos a %(contact)s si no es correcto.")
