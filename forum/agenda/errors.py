"""Refusals about the agenda."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class FeedMadeAtOnce(Refusal):
    """Two windows asked for a new address at the same moment, and only one got it."""

    sentence = N_("Otra ventana creó una dirección en este momento. Cree una nueva si no la tiene a la vista.")
