"""The refusals of the outbox."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class MailNotFailed(Refusal):
    """Only a mail that has failed for good can be tried again."""

    sentence = N_("Ese correo no ha fallado: ya se envió o está en espera.")
