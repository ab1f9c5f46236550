"""How the statuses of applications and stands are shown to companies and to the organiser."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.exhibitors.enums import ExhibitorStatus, StandState

STATUSES = {
    ExhibitorStatus.DRAFT: Label(
        _l("Borrador"), hint=_l("Elija su stand y envíe la solicitud: hasta entonces no aparta ninguno.")
    ),
    ExhibitorStatus.SUBMITTED: Label(
        _l("En revisión"),
        "info",
        hint=_l("El comité organizador revisa su solicitud. Su stand está apartado; puede cambiarlo mientras tanto."),
    ),
    ExhibitorStatus.APPROVED: Label(
        _l("Aprobada"), "success", hint=_l("Su stand está confirmado. Asigne los gafetes a su personal.")
    ),
    ExhibitorStatus.REJECTED: Label(
        _l("No aprobada"),
        "danger",
        hint=_l(
            "El comité organizador no aprobó la solicitud. Lea el motivo; puede elegir otro stand y enviarla otra vez."
        ),
    ),
    ExhibitorStatus.WITHDRAWN: Label(
        _l("Retirada"), hint=_l("Retiró la solicitud. Si cambia de opinión, elija un stand y envíela otra vez.")
    ),
}
STAND_STATES = {
    StandState.FREE: Label(_l("Libre"), "success"),
    StandState.HELD: Label(_l("Ocupado"), icon="lock"),
}
LABELS = (STATUSES, STAND_STATES)
