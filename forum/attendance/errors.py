"""Why no certificate of attendance is issued."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class NothingAttended(Refusal):
    """No session at which somebody's attendance is written down has ended."""

    sentence = N_("Aún no hay constancia: se emite cuando termina la primera sesión con asistencia registrada.")


class CertificateWithdrawn(Refusal):
    """The organisers withdrew the certificate; they alone issue another one."""

    sentence = N_("El comité organizador retiró esta constancia. Escríbale para pedir otra.")


class SignerMissing(Refusal):
    """A signer has a position and no name."""

    sentence = N_("Escriba el nombre de quien firma, o deje vacío también el puesto.")
    field = "second_name"
