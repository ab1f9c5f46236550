"""How the statuses of a registration are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.registration.enums import RegistrationStatus

STATUSES = {
    RegistrationStatus.PENDING: Label(_l("Por aprobar"), "warning"),
    RegistrationStatus.APPROVED: Label(_l("Aprobado"), "success"),
    RegistrationStatus.WAITLISTED: Label(_l("Lista de espera"), "info"),
    RegistrationStatus.REJECTED: Label(_l("No aprobado"), "danger"),
    RegistrationStatus.CANCELLED: Label(_l("Cancelado")),
}
LABELS = (STATUSES,)
