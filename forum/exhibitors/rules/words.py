"""How the statuses of an application are said, and in which tone."""

from forum.core.i18n import N_
from forum.exhibitors.enums import ExhibitorStatus

STATUS_NAMES = {
    ExhibitorStatus.DRAFT: N_("Borrador"),
    ExhibitorStatus.SUBMITTED: N_("En revisión"),
    ExhibitorStatus.APPROVED: N_("Aprobada"),
    ExhibitorStatus.REJECTED: N_("Rechazada"),
    ExhibitorStatus.WITHDRAWN: N_("Retirada"),
}
STATUS_TONES = {
    ExhibitorStatus.DRAFT: "neutral",
    ExhibitorStatus.SUBMITTED: "info",
    ExhibitorStatus.APPROVED: "success",
    ExhibitorStatus.REJECTED: "danger",
    ExhibitorStatus.WITHDRAWN: "neutral",
}
NEXT_STEPS = {
    ExhibitorStatus.DRAFT: N_("Elija su stand y envíe la solicitud: hasta entonces no aparta ninguno."),
    ExhibitorStatus.SUBMITTED: N_(
        "La organización revisa su solicitud. Su stand está apartado; puede cambiarlo mientras tanto."
    ),
    ExhibitorStatus.APPROVED: N_("Su stand está confirmado. Dé los gafetes a su personal."),
    ExhibitorStatus.REJECTED: N_(
        "La organización no aprobó la solicitud. Lea el motivo; puede elegir otro stand y enviarla otra vez."
    ),
    ExhibitorStatus.WITHDRAWN: N_("Retiró la solicitud. Si cambia de opinión, elija un stand y envíela otra vez."),
}
