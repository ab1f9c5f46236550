"""The refusals of accounts."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class InvalidEmail(Refusal):
    """It is not an address mail can be sent to."""

    sentence = N_("Escriba un correo válido, como nombre@empresa.mx.")
    field = "email"


class EmailTaken(Refusal):
    """The address identifies somebody else: two people never share one."""

    sentence = N_("Ese correo ya es de otra persona. Escriba otro o deje el campo vacío.")
    field = "email"


class LinkSpent(Refusal):
    """The link was used, has expired, or never existed."""

    sentence = N_("Este enlace ya no funciona: se usó o venció. Pida uno nuevo.")
    status = 410
    is_security = True


class WrongPassword(Refusal):
    """The address or the password is wrong; the answer does not say which."""

    sentence = N_("El correo o la contraseña no son correctos.")
    field = "password"
    is_security = True


class WrongCurrentPassword(Refusal):
    """The current password is wrong; it is asked for unless the person has just signed in."""

    sentence = N_("Esa no es su contraseña actual.")
    field = "current"
    is_security = True


class WrongCode(Refusal):
    """The code is none of the app's of now and none of the recovery codes that are left, or was used before."""

    sentence = N_("Ese código no es correcto o ya se usó. Escriba el que la aplicación muestra ahora.")
    field = "code"
    is_security = True


class WrongPasskey(Refusal):
    """The passkey is none of the person's, or its answer is not right."""

    sentence = N_("No pudimos comprobar la llave de acceso. Intente de nuevo o use un código.")
    is_security = True


class TooManyPasskeys(Refusal):
    """An account keeps a limited number of passkeys."""

    sentence = N_("Su cuenta ya no admite más llaves de acceso. Quite una que no use.")


class PasswordTooShort(Refusal):
    """The password has too few characters."""

    sentence = N_("Use al menos %(least)s caracteres.")
    field = "password"


class PasswordTooLong(Refusal):
    """The password is so long that hashing it would only cost time."""

    sentence = N_("Use hasta %(longest)s caracteres.")
    field = "password"


class PasswordIsEmail(Refusal):
    """The password is the person's address, which somebody else would try first."""

    sentence = N_("Su contraseña no puede ser su correo.")
    field = "password"


class PasswordGuessable(Refusal):
    """The password is among those everybody tries first, or little more than the address or the name of the site."""

    sentence = N_("Esa contraseña es fácil de adivinar. Use tres o cuatro palabras que no tengan relación entre sí.")
    field = "password"


class LastOrganiser(Refusal):
    """The edition, or the site, would have no organiser."""

    sentence = N_("Es la última persona del comité organizador. Agregue a otra antes de quitarla.")


class OwnAccount(Refusal):
    """Nobody closes their own account from the team's pages: they would lock themselves out."""

    sentence = N_("Es su propia cuenta. Pida a otra persona del comité organizador que la cierre.")


class AccountClosed(Refusal):
    """The account is closed: its person cannot sign in."""

    sentence = N_("La cuenta de %(name)s está cerrada. Ábrala de nuevo antes de enviar una invitación.")
    field = "email"


class AlreadyGranted(Refusal):
    """The person has this role already."""

    sentence = N_("%(name)s ya tiene esa función en esta edición.")
    field = "email"


class NotStaffRole(Refusal):
    """The role is not given by invitation to the team: buyers, companies and visitors get theirs elsewhere."""

    sentence = N_("Esa función no se asigna desde el equipo.")
    field = "role"


class AccountMerged(Refusal):
    """The account was merged into another one, which has all that it had."""

    sentence = N_("Esta cuenta se unió con otra de la misma persona. Ya no se puede reabrir.")


class OnlyOrganisersEverywhere(Refusal):
    """Only organisers may have their role in all editions."""

    sentence = N_(
        "Solo el comité organizador tiene su función en todas las ediciones. Quite la marca o elija esa función."
    )
    field = "everywhere"
