"""How the statuses and the history of a delegation are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.delegations.enums import DelegationStatus, DelegationStep

STATUSES = {
    DelegationStatus.REQUESTED: Label(_l("Por decidir"), "warning"),
    DelegationStatus.OPEN: Label(_l("Abierta"), "success"),
    DelegationStatus.CLOSED: Label(_l("Cerrada")),
    DelegationStatus.REFUSED: Label(_l("No aprobada"), "danger"),
}
STEPS = {
    DelegationStep.REQUESTED: Label(_l("Pidió lugares")),
    DelegationStep.OPENED: Label(_l("Lugares apartados"), "success"),
    DelegationStep.REFUSED: Label(_l("No se aprobó"), "danger"),
    DelegationStep.CHANGED: Label(_l("Cambió la cantidad o el plazo")),
    DelegationStep.CLOSED: Label(_l("Se cerró")),
    DelegationStep.LINK: Label(_l("Enlace nuevo")),
    DelegationStep.MESSAGE: Label(_l("Mensaje a quien administra"), "info"),
    DelegationStep.NAMED: Label(_l("Agregó a una persona"), "info"),
    DelegationStep.REMOVED: Label(_l("Quitó a una persona"), "info"),
}
LABELS = (STATUSES, STEPS)
