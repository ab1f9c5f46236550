"""What meetings refuse, one class each."""

from collections.abc import Sequence
from typing import Any

from forum.core.errors import Refusal
from forum.core.i18n import N_, N_n


class WindowClosed(Refusal):
    """Requests are taken only within the edition's window."""

    sentence = N_("En este momento no se reciben solicitudes de cita.")


class AgendaFrozen(Refusal):
    """After the freeze only the staff changes the agenda."""

    sentence = N_("La agenda ya está cerrada. Pida el cambio a %(contact)s.")


class SupplierNotApproved(Refusal):
    """Only approved suppliers ask for meetings."""

    sentence = N_("La participación de su empresa como proveedora aún no está aprobada.")


class RequirementNotOpen(Refusal):
    """Only published requirements take requests."""

    sentence = N_("Este requerimiento ya no recibe solicitudes.")


class OwnCompany(Refusal):
    """A company does not meet itself."""

    sentence = N_("Este requerimiento es de su propia empresa.")


class NotARepresentative(Refusal):
    """The person who comes must act for the company."""

    sentence = N_("Elija a una persona que represente a su empresa.")
    field = "person_id"


class NotAMember(Refusal):
    """Who asks for a company acts for it."""

    sentence = N_("Usted ya no representa a esta empresa.")


class ParticipantLeft(Refusal):
    """Somebody without whom there is no meeting no longer takes part."""

    sentence = N_("Una de las partes ya no participa en esta edición.")


class BuyerLeft(ParticipantLeft):
    """The buyer withdrew, or no longer attends."""

    sentence = N_("%(who)s ya no participa como comprador en esta edición.")


class SupplierLeft(ParticipantLeft):
    """The company is no longer approved as a supplier."""

    sentence = N_("La participación de %(company)s como empresa proveedora no está aprobada.")


class RepresentativeLeft(ParticipantLeft):
    """The person who would come no longer acts for the company."""

    sentence = N_("%(who)s ya no representa a %(company)s. La empresa debe proponer a otra persona.")


class SidesChanged(Refusal):
    """Somebody else comes to the meeting now: whoever changes it looks at it first."""

    sentence = N_("Alguien acaba de pasar esta cita a otra persona. Recargue la página e inténtelo de nuevo.")


class AgendaCollides(Refusal):
    """Whoever takes meetings over cannot come to some of them; `meeting_ids` says of which."""

    sentence = N_n(
        "%(who)s no puede ir a %(count)s de estas citas: choca con su agenda. No cambiamos nada.",
        "%(who)s no puede ir a %(count)s de estas citas: chocan con su agenda. No cambiamos nada.",
    )
    field = "colliding"


class DuplicateRequest(Refusal):
    """One open request per requirement and company."""

    sentence = N_("Su empresa ya tiene una solicitud o una cita para este requerimiento.")


class DeclineStands(Refusal):
    """A decline stands for the company and the requirement until its buyer changes it."""

    sentence = N_(
        "El comprador no aceptó su solicitud para este requerimiento. "
        "Podrá enviar otra solo si el comprador lo permite."
    )


class NotDeclined(Refusal):
    """Only after a decline does a company need the buyer's leave to ask again."""

    sentence = N_("Esta solicitud no está marcada como no aceptada; no hay nada que cambiar.")


class NearestOffered(Refusal):
    """A slot is refused: `nearest` are the free ones that both could have instead, where there are any."""

    nearest: Sequence[Any] = ()


class QuotaReached(Refusal):
    """A limit of the edition is reached."""

    sentence = N_("Se alcanzó el límite de esta edición.")


class OpenRequestsReached(QuotaReached):
    """A supplier has as many open requests as the edition allows."""

    sentence = N_n(
        "Su empresa ya tiene %(cap)s solicitud sin respuesta, el máximo. Espere la respuesta o retírela.",
        "Su empresa ya tiene %(cap)s solicitudes sin respuesta, el máximo. Espere una respuesta o retire alguna.",
        by="cap",
    )


class MeetingsReached(QuotaReached):
    """A supplier has as many meetings as the edition allows."""

    sentence = N_n(
        "La empresa proveedora ya tiene %(cap)s cita, el máximo de esta edición.",
        "La empresa proveedora ya tiene %(cap)s citas, el máximo de esta edición.",
        by="cap",
    )


class BuyerDayFull(NearestOffered):
    """A buyer keeps some slots of each day free."""

    sentence = N_n(
        "El comprador ya tiene %(cap)s cita ese día, el máximo de esta edición. Elija otro día.",
        "El comprador ya tiene %(cap)s citas ese día, el máximo de esta edición. Elija otro día.",
        by="cap",
    )
    field = "slot_id"


class BuyerFull(QuotaReached):
    """No slot of this buyer is left."""

    sentence = N_("Este comprador ya no tiene horarios libres.")


class AlreadyAnswered(Refusal):
    """A request is answered once."""

    sentence = N_("Esta solicitud ya tiene respuesta.")


class RequestExpired(Refusal):
    """A request left unanswered has expired."""

    sentence = N_("Esta solicitud ya venció.")


class NoTable(Refusal):
    """A buyer without a table meets nobody."""

    sentence = N_("Aún no hay mesa asignada. La asigna la coordinación de citas y le avisamos por correo.")


class SlotRefused(NearestOffered):
    """The slot cannot be taken."""

    sentence = N_("Ese horario no está disponible. Elija otro de la lista.")
    field = "slot_id"


class NotAtTable(SlotRefused):
    """The buyer is not at the table in that slot."""

    sentence = N_("El comprador no estará en su mesa a esa hora. Elija otro horario.")


class SlotBlocked(SlotRefused):
    """The organiser blocked the slot."""

    sentence = N_("El comité organizador bloqueó ese horario. Elija otro.")


class SlotPassed(SlotRefused):
    """The slot has begun."""

    sentence = N_("Ese horario ya pasó. Elija otro.")


class SameSlot(SlotRefused):
    """A meeting moves to another slot, not to its own."""

    sentence = N_("La cita ya está en ese horario. Elija otro.")


class SeatTaken(SlotRefused):
    """A person is never in two places at once."""

    sentence = N_("%(who)s ya tiene otra cita a esa hora. Elija otro horario.")


class TableTaken(SlotRefused):
    """A table holds one meeting at a time."""

    sentence = N_("La mesa %(number)s ya está ocupada a esa hora. Elija otro horario.")


class NotScheduled(Refusal):
    """A cancelled meeting neither moves nor is cancelled again."""

    sentence = N_("Esta cita ya está cancelada.")


class MeetingOver(Refusal):
    """What has ended neither moves nor is cancelled."""

    sentence = N_("Esta cita ya terminó.")


class TableInOtherHall(Refusal):
    """Meetings stay in the hall of their slot."""

    sentence = N_n(
        "La mesa está en otro salón y el comprador tiene %(count)s cita. Muévala o cancélela primero.",
        "La mesa está en otro salón y el comprador tiene %(count)s citas. Muévalas o cancélelas primero.",
    )
    field = "table_id"


class SlotHasMeetings(Refusal):
    """A slot with meetings is not removed."""

    sentence = N_n(
        "Ese horario guarda %(count)s cita. Bloquéelo, o elija «Cambiar los horarios de este día con sus citas».",
        "Ese horario guarda %(count)s citas. Bloquéelo, o elija «Cambiar los horarios de este día con sus citas».",
    )


class DaysHaveMeetings(Refusal):
    """Days keep their dates on which people have met already."""

    sentence = N_n(
        "En esos días ya hubo %(count)s cita; conservan su fecha. Cambie solo los días que faltan.",
        "En esos días ya hubo %(count)s citas; conservan su fecha. Cambie solo los días que faltan.",
    )
    field = "starts_on"


class HoursHaveMeetings(Refusal):
    """A buyer keeps the hours in which they have meetings."""

    sentence = N_n(
        "Tiene %(count)s cita en un horario que quitó. Muévala o cancélela primero.",
        "Tiene %(count)s citas en horarios que quitó. Muévalas o cancélelas primero.",
    )
    field = "slots"


class SlotClash(Refusal):
    """A slot does not move to a time at which those who meet in it have another meeting."""

    sentence = N_("Con ese cambio %(who)s tendría dos citas a la misma hora. Mueva primero una de ellas.")


class TableHasBuyers(Refusal):
    """A table that is assigned to a buyer is not removed."""

    sentence = N_n(
        "La mesa está asignada a %(count)s comprador. Cámbielo de mesa antes de quitarla.",
        "La mesa está asignada a %(count)s compradores. Cámbielos de mesa antes de quitarla.",
    )
