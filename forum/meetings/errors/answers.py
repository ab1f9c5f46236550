"""What is refused about invitations, and about whose turn it is to answer."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class AlreadyBetween(Refusal):
    """One open request or invitation per requirement and company, whichever side began."""

    sentence = N_("Ya hay una solicitud, una invitación o una cita con esta empresa para este requerimiento.")


class InvitationDeclined(Refusal):
    """A company that declined is not invited again for the same requirement; it may ask itself."""

    sentence = N_("La empresa no aceptó su invitación para este requerimiento. Solo ella puede pedirle la cita.")


class InvitesOwnCompany(Refusal):
    """A buyer does not invite their own company."""

    sentence = N_("Esta es su propia empresa.")


class InvitationsReached(Refusal):
    """A buyer has so many invitations open at once, so that companies are not invited by the hundred."""

    sentence = N_(
        "Llegó al máximo de invitaciones sin respuesta: %(cap)s. Retire una o espere una respuesta; después, invite."
    )

    def __init__(self, *, cap: int) -> None:
        super().__init__(cap=cap)


class NobodyToInvite(Refusal):
    """An invitation needs somebody who reads it."""

    sentence = N_("Nadie puede recibir la invitación por esta empresa. Escriba a %(contact)s.")


class NotYourTurn(Refusal):
    """The answer is due from the other side."""

    sentence = N_("La respuesta le toca a la otra parte. Le avisaremos por correo.")


class NotYourRequest(Refusal):
    """Only who wrote it changes or withdraws it."""

    sentence = N_("La envió la otra parte: usted puede responderla.")


class AlreadyAccepted(Refusal):
    """An accepted request is not edited any more."""

    sentence = N_("La solicitud ya se aceptó; no puede corregirla.")


class ProposalChanged(Refusal):
    """A counter is accepted as it stands."""

    sentence = N_("La propuesta cambió mientras la leía. Revísela y responda de nuevo.")


class NothingToTakeBack(Refusal):
    """A counter is taken back while it stands, and while it is known what it answered."""

    sentence = N_("No hay una propuesta suya que retirar. Revise la solicitud.")


class NothingProposed(Refusal):
    """A counter proposes another slot or another person."""

    sentence = N_("Proponga un horario distinto o a otra persona.")
    field = "slot_id"
