"""What is refused about waiting lists, and about slots that are offered to those who wait."""

from forum.core.errors import Refusal
from forum.core.i18n import N_
from forum.meetings.errors import AlreadyAnswered


class OnWaitingList(AlreadyAnswered):
    """A request that waits for a place is answered by offering one."""

    sentence = N_("Esta solicitud ya está en la lista de espera.")


class NotOnWaitingList(Refusal):
    """Only who waits is offered a slot."""

    sentence = N_("%(company)s ya no está en la lista de espera.")


class PlaceLeft(Refusal):
    """A company joins the list of a buyer once no slot suits both."""

    sentence = N_("Todavía hay un horario libre para ambas partes; no hace falta esperar.")


class NobodyChosen(Refusal):
    """A slot is offered to somebody."""

    sentence = N_("Elija al menos una empresa.")
    field = "requests"


class CannotBeOffered(Refusal):
    """A slot is offered only to a company that could take it now."""

    sentence = N_("%(company)s no puede tomar ese horario ahora. Quítela de la selección o elija otro horario.")
    field = "requests"


class OfferOver(Refusal):
    """An offer is answered once, and only while it is open."""

    sentence = N_("Esta oferta ya no está abierta. Su lugar en la lista de espera no cambia por ello.")


class OfferLapsed(Refusal):
    """An offer is open until a moment."""

    sentence = N_("El plazo para tomar este horario ya venció. Usted conserva su lugar en la lista de espera.")


class OfferGone(Refusal):
    """An offer holds no seat: whoever takes the slot first has it."""

    sentence = N_("Ese horario ya no está libre para ambas partes. Usted conserva su lugar en la lista de espera.")
