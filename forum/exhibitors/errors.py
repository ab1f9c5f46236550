"""The refusals of stands, applications and staff badges."""

from forum.core.errors import Refusal
from forum.core.i18n import N_, N_n


class StandTaken(Refusal):
    """Another company holds the stand."""

    sentence = N_("El stand %(stand)s ya lo tiene otra empresa. Elija otro de los libres.")
    field = "stand_id"


class AlreadyApplied(Refusal):
    """The company has an application in this edition already."""

    sentence = N_("Esta empresa ya tiene una solicitud de stand en esta edición.")


class ApplicationsClosed(Refusal):
    """The registration window of the edition is over."""

    sentence = N_("El registro de expositores ya cerró. Si necesita un cambio, escriba a %(contact)s.")


class StepNotPossible(Refusal):
    """The status of the application does not allow this step."""

    sentence = N_("La solicitud cambió de estado y ya no permite ese paso. Revise cómo está ahora.")


class StandFixed(Refusal):
    """An approved exhibitor's stand is changed by the organiser only."""

    sentence = N_("Su stand ya está aprobado. Si necesita cambiarlo, escriba a %(contact)s.")


class SameStand(Refusal):
    """The application holds this stand already."""

    sentence = N_("Ese ya es el stand de la empresa. Elija otro.")
    field = "stand_id"


class RejectionReasonMissing(Refusal):
    """A rejection needs a reason."""

    sentence = N_("Escriba el motivo. Lo enviamos a la empresa por correo.")
    field = "reason"


class StaffQuotaFull(Refusal):
    """The quota of staff badges is used up."""

    sentence = N_n(
        "Su stand tiene %(quota)s gafete de personal y ya está asignado. Retírelo o pida más a %(contact)s.",
        "Su stand tiene %(quota)s gafetes de personal, todos asignados. Retire uno o pida más a %(contact)s.",
        by="quota",
    )


class StaffNotYet(Refusal):
    """Only approved exhibitors have staff badges."""

    sentence = N_("Podrá asignar gafetes a su personal cuando el comité organizador apruebe su stand.")


class AlreadyStaff(Refusal):
    """The person already has a staff badge of a stand."""

    sentence = N_("Esa persona ya tiene un gafete de expositor en esta edición.")
    field = "email"


class AttendsOtherwise(Refusal):
    """The person has a badge that outranks an exhibitor's (a speaker, a buyer)."""

    sentence = N_("Esa persona ya tiene gafete como %(category)s en esta edición y con él puede atender el stand.")
    field = "email"


class StaffHasEntered(Refusal):
    """The person has entered with the badge, so that it is used up."""

    sentence = N_(
        "Esa persona ya entró con su gafete, que cuenta en su máximo. Si necesita otro, pídalo a %(contact)s."
    )


class NoStaffPlace(Refusal):
    """The person was staff of a stand that has no staff place for them now."""

    sentence = N_("El stand de %(company)s no tiene gafetes de personal libres. Pida uno a la empresa o a %(contact)s.")


class QuotaBelowStaff(Refusal):
    """The quota would be less than the number of badges given."""

    sentence = N_n(
        "Hay %(taken)s gafete asignado. Escriba un máximo igual o mayor.",
        "Hay %(taken)s gafetes asignados. Escriba un máximo igual o mayor.",
        by="taken",
    )
    field = "staff_quota"


class StandCodeTaken(Refusal):
    """The edition has a stand with that code."""

    sentence = N_("Ya existe un stand %(stand)s en esta edición.")
    field = "code"


class StandRangeTaken(Refusal):
    """A code of the block is in use."""

    sentence = N_("Ya existe un stand %(stand)s en esta edición. Cambie la letra o el número inicial.")
    field = "first"


class StandHeld(Refusal):
    """A company holds the stand, so it cannot be deleted."""

    sentence = N_("El stand %(stand)s lo tiene una empresa: muévala antes de borrarlo.")


class StandOffPlan(Refusal):
    """The stand does not fit the plan."""

    sentence = N_("Esas medidas no caben en el plano: use metros entre 0 y 999.")
    field = "width"
