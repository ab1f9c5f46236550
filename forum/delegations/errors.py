"""The refusals of delegations."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class DelegationNotOpen(Refusal):
    """The delegation is closed, or not approved yet."""

    sentence = N_("Esta delegación no está abierta. Escriba a %(contact)s.")


class NamesClosed(Refusal):
    """The day until which people are named has passed."""

    sentence = N_("El plazo para cambiar nombres ya pasó. Escriba a %(contact)s.")


class AlreadyNamed(Refusal):
    """The person has a place of this delegation."""

    sentence = N_("Ese correo ya está en la lista de la delegación.")
    field = "email"


class DelegateHasEntered(Refusal):
    """The person has entered: their place is used."""

    sentence = N_("Esa persona ya entró al foro y su lugar está usado.")


class DelegationDecided(Refusal):
    """Somebody else decided on the request meanwhile."""

    sentence = N_("Alguien más ya decidió sobre esta delegación. Revise su estado.")


class DelegationUntilPast(Refusal):
    """Names are changed until a moment that has not passed."""

    sentence = N_("Elija un momento que no haya pasado.")
    field = "changes_until"


class GuestColumnMissing(Refusal):
    """A list says at least the names and the addresses."""

    sentence = N_("Falta la columna «%(name)s». Use los encabezados de la plantilla.")
    field = "file"


class GuestsRefused(Refusal):
    """Somebody of a list cannot be named, so nobody was."""

    sentence = N_("No agregamos a nadie. Corrija los renglones que se indican.")
