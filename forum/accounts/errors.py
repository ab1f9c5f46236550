"""What accounts may refuse."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class InvalidEmail(Refusal):
    """No mail could reach that address."""

    sentence = N_("Escriba un correo válido, como nombre@empresa.mx.")
    field = "email"


class LinkSpent(Refusal):
    """The link was used, has expired, or never was."""

    sentence = N_("Este enlace ya no sirve: se usó o caducó. Pida uno nuevo.")
    status = 410


class WrongPassword(Refusal):
    """Address and password do not belong together; which of the two is wrong is not said."""

    sentence = N_("El correo o la contraseña no son correctos.")
    field = "password"


class WrongCurrentPassword(Refusal):
    """A password is changed only by who knows it, or has just signed in."""

    sentence = N_("Esa no es su contraseña actual.")
    field = "current"


class PasswordTooShort(Refusal):
    """Length is what makes a password strong."""

    sentence = N_("Use al menos %(least)s caracteres.")
    field = "password"


class PasswordTooLong(Refusal):
    """Nobody types that; hashing it would only cost time."""

    sentence = N_("Use cuando mucho %(longest)s caracteres.")
    field = "password"


class PasswordIsEmail(Refusal):
    """The first thing somebody else would try."""

    sentence = N_("Su contraseña no puede ser su correo.")
    field = "password"


class LastOrganiser(Refusal):
    """Somebody must be left who can let others in."""

    sentence = N_("Es la última persona organizadora: nombre a otra antes de quitarla.")


class AlreadyGranted(Refusal):
    """A person has a role once."""

    sentence = N_("%(name)s ya tiene esa función en esta edición.")
    field = "email"


class NotStaffRole(Refusal):
    """Buyers, companies and visitors come by their own ways."""

    sentence = N_("Esa función no se da desde el equipo.")
    field = "role"
