"""The refusals of companies, their members and the allies' codes."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class UnknownCode(Refusal):
    """There is no such code for this edition."""

    sentence = N_("No conocemos ese código. Revíselo con su aliado o deje el campo vacío.")
    field = "ally_code"


class CodeExpired(Refusal):
    """The code is no longer valid."""

    sentence = N_("Ese código ya venció. Pida uno nuevo a su aliado o deje el campo vacío.")
    field = "ally_code"


class CodeUsedUp(Refusal):
    """The code has been used as often as its cap allows."""

    sentence = N_("Ese código ya se usó todas las veces permitidas. Pida otro a su aliado o deje el campo vacío.")
    field = "ally_code"


class RfcLengthWrong(Refusal):
    """An RFC has 12 characters (moral) or 13 (física)."""

    sentence = N_("El RFC lleva 12 caracteres si es de una empresa y 13 si es de una persona; este tiene %(length)s.")
    field = "rfc"


class RfcLettersWrong(Refusal):
    """The RFC is not three or four letters, six digits and three letters or digits."""

    sentence = N_(
        "El RFC empieza con tres o cuatro letras, sigue una fecha de seis dígitos y termina con tres letras o números."
        " Revise %(rfc)s."
    )
    field = "rfc"


class RfcDateUnreal(Refusal):
    """The six digits of the RFC are not a date."""

    sentence = N_("El RFC lleva una fecha con año, mes y día; %(date)s no es una fecha real.")
    field = "rfc"


class FiguresImpossible(Refusal):
    """Workers or sales are negative, or a range ends below its start."""

    sentence = N_("Revise trabajadores y ventas: no pueden ser negativos y el rango va de menor a mayor.")
    field = "workers"


class PostalCodeWrong(Refusal):
    """Not a Mexican postal code."""

    sentence = N_("El código postal lleva cinco dígitos, por ejemplo 37500.")
    field = "postal_code"


class StateMissing(Refusal):
    """A plant or office in Mexico is in one of its states."""

    sentence = N_("Elija el estado de la República donde está.")
    field = "state"


class LastAdmin(Refusal):
    """The company would be left without an administrator."""

    sentence = N_("La empresa necesita al menos un administrador. Asigne a otro antes de este cambio.")


class AlreadyMember(Refusal):
    """The person acts for the company already."""

    sentence = N_("Esa persona ya es parte de la empresa.")
    field = "email"


class InvitationOver(Refusal):
    """The invitation was used or revoked, or has expired."""

    sentence = N_("Esta invitación ya no funciona: se usó, se canceló o venció. Pida otra a su empresa.")
    status = 410


class InvitedOften(Refusal):
    """Too many invitations are unanswered."""

    sentence = N_("Se alcanzó el máximo de invitaciones sin responder: %(most)s. Cancele alguna antes de enviar otra.")
    field = "email"


class RfcTaken(Refusal):
    """Another company has this RFC."""

    sentence = N_("Otra empresa está registrada con ese RFC. Revíselo o pida una invitación a esa empresa.")
    field = "rfc"


class NotAnImage(Refusal):
    """The file is not a picture that can be read safely."""

    sentence = N_("No pudimos leer la imagen. Suba un PNG, JPEG o WebP.")
    field = "logo"


class ImageTooLarge(Refusal):
    """The picture has too many bytes or pixels for a logo."""

    sentence = N_("La imagen es demasiado grande. Use una de hasta 5 MB y %(pixels)s megapíxeles.")
    field = "logo"


class ConsentMissing(Refusal):
    """The sales figures of a natural person are saved with their express consent only."""

    sentence = N_("Para guardar las ventas de una persona física necesitamos su consentimiento expreso.")
    field = "consent"


class CertificateTwice(Refusal):
    """The company has a certificate of that standard already."""

    sentence = N_("Ese certificado ya está en la lista. Edítelo ahí.")
    field = "standard"


class AllyNameTaken(Refusal):
    """Another ally has that name."""

    sentence = N_("Ya existe un aliado con ese nombre.")
    field = "name"


class AllyCodeTaken(Refusal):
    """The code exists already."""

    sentence = N_("Ese código ya existe. Use otro.")
    field = "code"


class AlreadyAffiliated(Refusal):
    """The company belongs to the ally already."""

    sentence = N_("La empresa ya está afiliada a %(ally)s.")


class ClaimOpen(Refusal):
    """The company has asked already, and nobody has answered yet."""

    sentence = N_("La empresa ya pidió esta afiliación. Falta que la confirmen.")
    field = "ally"


class ClaimAnswered(Refusal):
    """Somebody else has answered meanwhile."""

    sentence = N_("Otra persona ya respondió esta solicitud de afiliación.")


class CodeGiven(Refusal):
    """The company gave a code in this edition already."""

    sentence = N_("Su empresa ya usó el código %(code)s en esta edición. Pida otra afiliación sin código.")
    field = "ally_code"


class NoSuchCompany(Refusal):
    """No registered company has that RFC."""

    sentence = N_("Ninguna empresa registrada tiene ese RFC. Impórtela con su nombre desde una lista.")
    field = "rfc"


class AlreadyRepresents(Refusal):
    """The person represents the ally already."""

    sentence = N_("%(name)s ya representa a este aliado.")
    field = "email"


class RepresentativeClosed(Refusal):
    """The account is closed."""

    sentence = N_("La cuenta de %(name)s está cerrada. No podemos enviarle una invitación.")
    field = "email"
