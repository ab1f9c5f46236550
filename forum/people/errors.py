"""Why two accounts cannot be made one."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class SameAccount(Refusal):
    """Both are one account already."""

    sentence = N_("Es la misma cuenta. Elija otra.")


class OneAccountClosed(Refusal):
    """A closed account gives nothing away, and takes nothing."""

    sentence = N_("La cuenta de %(name)s está cerrada. Reábrala primero si es de la misma persona.")


class OwnAccountGoes(Refusal):
    """Whoever merges would lose the account they work with."""

    sentence = N_("La cuenta que se va es la suya. Elija que se quede.")


class OpensMore(Refusal):
    """The account that goes opens more than the one who asks may give to another address."""

    sentence = N_(
        "La cuenta que se va abre más que este registro: una función, una empresa u otra edición. "
        "Pida a quien organiza todas las ediciones que las una."
    )


class OtherStands(Refusal):
    """The registration that goes is further than the one that would stay."""

    sentence = N_(
        "En %(edition)s, el registro que se va está aprobado o espera, y el que se queda no. "
        "Elija que se quede el otro."
    )


class OtherOutranks(Refusal):
    """The registration that goes has the stronger category."""

    sentence = N_(
        "En %(edition)s, el registro que se va tiene la categoría que vale más: %(category)s. "
        "Elija que se quede el otro."
    )


class BothBuy(Refusal):
    """Both are buyers of one edition, each with a table and requirements."""

    sentence = N_("Ambas cuentas son de comprador en %(edition)s. Pase primero la agenda de una a la otra.")


class BothMeet(Refusal):
    """Both have a meeting at the same time, or come to the same one."""

    sentence = N_("Ambas cuentas tienen citas a la misma hora: %(count)s. Cancele o mueva una de las dos en cada hora.")


class BothSides(Refusal):
    """One has asked the other for a meeting."""

    sentence = N_("Una cuenta pide cita con la otra. Retire esa solicitud primero.")
