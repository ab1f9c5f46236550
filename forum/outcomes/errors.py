"""Why an answer is not taken."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class MeetingNotOver(Refusal):
    """The slot has not ended yet."""

    sentence = N_("La cita aún no termina. Responda cuando acabe su horario.")


class MeetingNotHeld(Refusal):
    """The meeting was cancelled: nothing came of it."""

    sentence = N_("La cita se canceló: no hay resultado que responder.")


class AnswersClosed(Refusal):
    """The forum is over for long: its figures stand."""

    sentence = N_("Los resultados se responden hasta 210 días después del foro. Escriba a %(contact)s.")


class InterestMissing(Refusal):
    """The meeting was held, and nobody said whether they want to go on."""

    sentence = N_("Elija del 1 al 5 cuánto le interesa seguir.")
    field = "interest"


class ReasonMissing(Refusal):
    """Somebody does not want to go on, and did not say why."""

    sentence = N_("Elija por qué no hay interés.")
    field = "no_interest"


class StepMissing(Refusal):
    """Somebody wants to go on, and did not say how."""

    sentence = N_("Elija qué acordaron hacer; si nada, «Ningún paso acordado».")
    field = "next_step"


class HorizonMissing(Refusal):
    """An amount without a date is no expectation."""

    sentence = N_("Elija en cuánto tiempo espera ese monto.")
    field = "horizon"


class NotFollowed(Refusal):
    """It is not asked yet what became of the meetings, or the side did not want to go on."""

    sentence = N_("El seguimiento se responde desde 30 días después del foro.")


class AmountMissing(Refusal):
    """An order without an amount, or an amount without an order."""

    sentence = N_("Escriba el monto adjudicado, o quite la marca «Pedido adjudicado».")
