"""What the meetings say no to, one class each."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class WindowClosed(Refusal):
    """Requests are taken only within the edition's window."""

    code = "window_closed"
    sentence = N_("En este momento no se reciben solicitudes de cita.")


class AgendaFrozen(Refusal):
    """After the freeze only the staff changes the agenda."""

    code = "agenda_frozen"
    sentence = N_("La agenda ya está cerrada. Pida el cambio a la coordinación de encuentros.")


class SupplierNotApproved(Refusal):
    """Only approved suppliers ask for meetings."""

    code = "supplier_not_approved"
    sentence = N_("La participación de su empresa como proveedora aún no está aprobada.")


class AlreadyTakingPart(Refusal):
    """A company applies once; after a rejection it may apply again."""

    code = "already_taking_part"
    sentence = N_("Su empresa ya pidió participar como proveedora.")


class NotPending(Refusal):
    """A decision that does not follow from where the supplier stands."""

    code = "not_pending"
    sentence = N_("Esa decisión ya se tomó. Revise el estado de la empresa.")


class RequirementNotOpen(Refusal):
    """Only published requirements take requests."""

    code = "requirement_not_open"
    sentence = N_("Este requerimiento ya no recibe solicitudes.")


class RequirementNotDraft(Refusal):
    """A closed requirement is not changed any more, and a published one is not published again."""

    code = "requirement_not_draft"
    sentence = N_("Este requerimiento ya no puede cambiar así.")


class InvitationPending(Refusal):
    """A buyer accepts the invitation before anything else."""

    code = "invitation_pending"
    sentence = N_("Primero acepte la invitación a participar como comprador.")


class AlreadyInvited(Refusal):
    """A person is a buyer of an edition once."""

    code = "already_invited"
    sentence = N_("Esa persona ya está invitada como compradora en esta edición.")
    field = "email"


class OwnCompany(Refusal):
    """A company does not meet itself."""

    code = "own_company"
    sentence = N_("Este requerimiento es de su propia empresa.")


class NotARepresentative(Refusal):
    """Who comes to the meeting acts for the company."""

    code = "not_a_representative"
    sentence = N_("Elija a una persona que represente a su empresa.")
    field = "person_id"


class DuplicateRequest(Refusal):
    """One open request per requirement and company."""

    code = "duplicate_request"
    sentence = N_("Su empresa ya tiene una solicitud o una cita para este requerimiento.")


class QuotaReached(Refusal):
    """A limit of the edition is reached."""

    code = "quota_reached"
    sentence = N_("Se alcanzó el límite de esta edición.")


class OpenRequestsReached(QuotaReached):
    """A supplier has as many open requests as the edition allows."""

    code = "open_requests_reached"
    sentence = N_("Su empresa ya tiene %(cap)s solicitudes sin respuesta. Espere una respuesta o retire alguna.")


class MeetingsReached(QuotaReached):
    """A supplier has as many meetings as the edition allows."""

    code = "meetings_reached"
    sentence = N_("La empresa proveedora ya tiene %(cap)s citas, el máximo de esta edición.")


class BuyerDayFull(QuotaReached):
    """A buyer keeps some slots of each day free."""

    code = "buyer_day_full"
    sentence = N_("El comprador ya tiene %(cap)s citas ese día, el máximo de esta edición. Elija otro día.")
    field = "slot_id"


class BuyerFull(QuotaReached):
    """No slot of this buyer is left."""

    code = "buyer_full"
    sentence = N_("Este comprador ya no tiene horarios libres.")


class AlreadyAnswered(Refusal):
    """A request is answered once."""

    code = "already_answered"
    sentence = N_("Esta solicitud ya tiene respuesta.")


class RequestExpired(Refusal):
    """A request left unanswered has expired."""

    code = "request_expired"
    sentence = N_("Esta solicitud ya venció.")


class NoTable(Refusal):
    """A buyer without a table meets nobody."""

    code = "no_table"
    sentence = N_("Aún no hay mesa asignada. La coordinación de encuentros la asignará pronto.")


class SlotRefused(Refusal):
    """The slot cannot be taken."""

    code = "slot_refused"
    sentence = N_("Ese horario no está disponible.")
    field = "slot_id"


class NotAtTable(SlotRefused):
    """The buyer is not at the table in that slot."""

    code = "not_at_table"
    sentence = N_("El comprador no estará en su mesa a esa hora. Elija otro horario.")


class SlotBlocked(SlotRefused):
    """The organiser blocked the slot."""

    code = "slot_blocked"
    sentence = N_("Ese horario está bloqueado por la organización. Elija otro.")


class SlotPassed(SlotRefused):
    """The slot has begun."""

    code = "slot_passed"
    sentence = N_("Ese horario ya pasó. Elija otro.")


class SameSlot(SlotRefused):
    """A move goes somewhere else."""

    code = "same_slot"
    sentence = N_("La cita ya está en ese horario.")


class SeatTaken(SlotRefused):
    """A person is never in two places at once."""

    code = "seat_taken"
    sentence = N_("%(who)s ya tiene otra cita a esa hora. Elija otro horario.")


class TableTaken(SlotRefused):
    """A table holds one meeting at a time."""

    code = "table_taken"
    sentence = N_("La mesa %(number)s ya está ocupada a esa hora. Elija otro horario.")


class NotScheduled(Refusal):
    """A cancelled meeting neither moves nor is cancelled again."""

    code = "not_scheduled"
    sentence = N_("Esta cita ya está cancelada.")


class TableInOtherHall(Refusal):
    """Meetings stay in the hall of their slot."""

    code = "table_in_other_hall"
    sentence = N_("La mesa está en otra sala y el comprador tiene %(count)s citas. Muévalas o cancélelas primero.")
    field = "table_id"


class SlotHasMeetings(Refusal):
    """A slot with meetings is not removed under them."""

    code = "slot_has_meetings"
    sentence = N_("Ese horario tiene %(count)s citas. Muévalas o cancélelas antes de quitarlo.")


class ReasonMissing(Refusal):
    """Whoever is told no is told why."""

    code = "reason_missing"
    sentence = N_("Escriba el motivo: la otra parte lo recibirá.")
    field = "reason"


class HoursHaveMeetings(Refusal):
    """A buyer does not leave the table while meetings are arranged there."""

    code = "hours_have_meetings"
    sentence = N_("Tiene %(count)s citas en horarios que quitó. Muévalas o cancélelas primero.")
    field = "slots"


class SlotClash(Refusal):
    """A slot does not move onto another engagement of those who meet in it."""

    code = "slot_clash"
    sentence = N_("Con ese cambio %(who)s tendría dos citas a la misma hora. Mueva primero una de ellas.")


class TableInUse(Refusal):
    """A table where somebody sits is not removed."""

    code = "table_in_use"
    sentence = N_("La mesa está asignada a %(count)s compradores. Cámbielos de mesa antes de quitarla.")


class TimetableFaulty(Refusal):
    """What the referee finds fault with is neither kept nor published."""

    code = "timetable_faulty"
    sentence = N_("La agenda propuesta no cumple las reglas en %(count)s puntos. El primero: %(first)s.")


class DraftPublished(Refusal):
    """A draft is published once."""

    code = "draft_published"
    sentence = N_("Este borrador de agenda ya se publicó.")


class DraftSuperseded(Refusal):
    """A draft made before another one was published stands no more."""

    code = "draft_superseded"
    sentence = N_("Después de este borrador se publicó otro. Planee la agenda de nuevo.")


class DraftOutdated(Refusal):
    """A draft is published as it was made, or not at all."""

    code = "draft_outdated"
    sentence = N_(
        "Desde que se hizo este borrador cambiaron %(requests)s solicitudes y %(meetings)s citas, "
        "y %(places)s lugares ya no se pueden ocupar. Planee la agenda de nuevo."
    )
