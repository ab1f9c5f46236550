"""What the outbox may refuse."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class MailNotFailed(Refusal):
    """Only a mail that was given up can be tried anew."""

    sentence = N_("Ese correo no ha fallado: ya se envió o está en espera.")
