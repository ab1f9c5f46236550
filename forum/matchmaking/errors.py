"""What matchmaking refuses, one class each."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class AlreadyTakingPart(Refusal):
    """A company applies once; after a rejection it may apply again."""

    sentence = N_("Su empresa ya pidió participar como proveedora.")


class NotPending(Refusal):
    """The status of the supplier does not allow this decision."""

    sentence = N_("Esa decisión ya se tomó. Revise el estado de la empresa.")


class NoAbsences(Refusal):
    """A supplier that always came has nothing to be let pass."""

    sentence = N_("La empresa no tiene faltas por perdonar.")


class RequirementNotDraft(Refusal):
    """A closed requirement is not changed any more, and a published one is not published again."""

    sentence = N_("Este requerimiento ya no puede cambiar así.")


class ValueIncomplete(Refusal):
    """An amount means nothing without its currency and the years it is for."""

    sentence = N_("Escriba el valor con su moneda y sus años, o deje los tres vacíos.")
    field = "potential_value"


class ColumnMissing(Refusal):
    """A sheet of requirements says at least what is sought and by which process."""

    sentence = N_("Falta la columna «%(name)s». Use los encabezados de la plantilla.")
    field = "file"


class NothingToLoad(Refusal):
    """No row of the sheet can be taken, or it was loaded before."""

    sentence = N_("No hay renglones por cargar. Corrija la hoja y súbala otra vez.")


class NdaTextMissing(Refusal):
    """Where suppliers accept a text before they see the drawing, there is one."""

    sentence = N_("Escriba el texto de confidencialidad que aceptan los proveedores, o elija otra opción.")
    field = "nda_text"


class FileMissing(Refusal):
    """A drawing begins with a file."""

    sentence = N_("Elija el archivo del plano.")
    field = "file"


class DrawingNotOpen(Refusal):
    """The buyer shares the drawing with other suppliers, or after something that has not happened yet."""

    sentence = N_("El comprador aún no comparte este plano con su empresa. El requerimiento dice qué hace falta.")
    status = 403


class NdaChanged(Refusal):
    """The text is another one than the page showed; nobody accepts what they have not read."""

    sentence = N_("El comprador cambió el texto de confidencialidad. Léalo otra vez antes de aceptarlo.")


class BuyerAbsent(Refusal):
    """What a co-ordinator wrote for a buyer is published once they take part."""

    sentence = N_("Esa persona aún no acepta la invitación. El requerimiento se publica cuando la acepte.")


class InvitationPending(Refusal):
    """A buyer accepts the invitation before anything else."""

    sentence = N_("Primero acepte la invitación a participar como comprador.")


class AlreadyInvited(Refusal):
    """A person is a buyer of an edition once."""

    sentence = N_("Esa persona ya tiene una invitación como comprador en esta edición.")
    field = "email"


class BuyerRemoved(Refusal):
    """A buyer who was removed is not changed any more; the person may be invited again."""

    sentence = N_("Esa persona ya no es compradora en esta edición. Puede invitarla de nuevo.")


class CompanyUnclear(Refusal):
    """A name is not a company: where companies have that name, the co-ordinator says which one, or that it is new."""

    sentence = N_("Ya hay empresas con ese nombre. Elija cuál es o cree una nueva.")
    field = "company_choice"


class NotTheirContact(Refusal):
    """Only the person shows their own e-mail and telephone: consent is given by nobody else."""

    sentence = N_("Solo la propia persona decide quién ve su correo y su celular.")


class NoSuchAudience(Refusal):
    """Somebody shows their contact to the side across the table, and only while they take part."""

    sentence = N_("Usted ya no participa de ese lado de las citas. Abra de nuevo la página.")


class ReasonMissing(Refusal):
    """A rejection, a decline and a cancellation need a reason."""

    sentence = N_("Escriba el motivo. Lo enviamos a la otra parte.")
    field = "reason"
