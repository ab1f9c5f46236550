"""The refusals of saved lists."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class NameTaken(Refusal):
    """Another list of the edition has this name."""

    sentence = N_("Ya hay una lista guardada con ese nombre. Elija otro.")
    field = "name"


class NobodyChosen(Refusal):
    """It is to be sent, to nobody."""

    sentence = N_("Elija quién recibe la lista, o no la envíe.")
    field = "readers"
