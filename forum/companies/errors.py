"""What companies, their people and the allies' codes may refuse."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class UnknownCode(Refusal):
    """No ally hands out this code for this edition."""

    code = "unknown_code"
    sentence = N_("No conocemos ese código. Revíselo con su aliado o deje el campo vacío.")
    field = "ally_code"


class CodeExpired(Refusal):
    """The code was valid until a moment that has passed."""

    code = "code_expired"
    sentence = N_("Ese código ya venció. Pida uno nuevo a su aliado o deje el campo vacío.")
    field = "ally_code"


class CodeUsedUp(Refusal):
    """Every use of the code is taken."""

    code = "code_used_up"
    sentence = N_("Ese código ya se usó todas las veces permitidas. Pida otro a su aliado o deje el campo vacío.")
    field = "ally_code"
