"""What is refused about further people of a side at a meeting."""

from forum.core.errors import Refusal
from forum.core.i18n import N_, N_n
from forum.meetings.errors import QuotaReached, SlotRefused


class CompanionRefused(Refusal):
    """This person does not come to the meeting besides the others."""

    sentence = N_("Esta persona no puede asistir a la cita. Elija a otra.")
    field = "person_id"


class AlreadyComes(CompanionRefused):
    """Each person sits at a table once."""

    sentence = N_("%(who)s ya asiste a esta cita.")


class NotOfTheCompany(CompanionRefused):
    """Who comes besides acts for the company of their side, or buys for it."""

    sentence = N_("Esa persona no representa a %(company)s. Elija a otra.")


class NotAttending(CompanionRefused):
    """Who comes besides has an approved registration."""

    sentence = N_("%(who)s no tiene un registro aprobado en esta edición. Elija a otra persona.")


class CompanionBusy(CompanionRefused):
    """Somebody who is in another meeting at that time, or said that they cannot come, is not brought to this one."""

    sentence = N_("%(who)s no puede a esa hora. Elija a otra persona.")


class CompanionsReached(QuotaReached):
    """The edition limits how many a side may bring."""

    sentence = N_n(
        "Cada parte puede llevar a %(cap)s persona más. Retire primero a quien acompaña.",
        "Cada parte puede llevar hasta a %(cap)s personas más. Retire primero a alguna.",
        by="cap",
    )
    field = "person_id"


class CompanionInTheWay(SlotRefused):
    """A meeting moves with everybody who comes, or not at all."""

    sentence = N_("%(who)s acompaña esta cita y no puede a esa hora. Elija otro horario o retire antes a esa persona.")


class NothingToAccompany(Refusal):
    """Who comes along joins a request that waits for an answer, a place or an hour."""

    sentence = N_("Esta solicitud ya no espera respuesta ni hora. Si ya hay una cita, súmese desde la cita.")


class AlreadyNamed(Refusal):
    """Who would come by the request comes anyway."""

    sentence = N_("%(who)s ya es quien asistiría.")


class NobodyBesides(Refusal):
    """The edition lets one person of each side come."""

    sentence = N_("En esta edición asiste una sola persona de cada parte.")


class NoCompanion(Refusal):
    """Who does not come besides cannot be taken away."""

    sentence = N_("Esa persona ya no acompaña esta cita.")
