"""How scopes, happenings and the history of keys and webhooks are shown."""

from collections.abc import Iterable

from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.core.operations import Access, Family, Operation
from forum.integrations.enums import DeliveryFailure, Happening, IntegrationChange

HAPPENINGS = {
    Happening.REGISTRATION_MADE: Label(_l("Alguien se registró")),
    Happening.REGISTRATION_APPROVED: Label(_l("Registro aprobado")),
    Happening.REGISTRATION_CANCELLED: Label(_l("Registro cancelado o no aprobado")),
    Happening.COMPANY_APPROVED: Label(_l("Empresa aprobada como proveedora")),
    Happening.REQUEST_MADE: Label(_l("Solicitud de cita enviada")),
    Happening.REQUEST_ACCEPTED: Label(_l("Solicitud de cita aceptada")),
    Happening.REQUEST_DECLINED: Label(_l("Solicitud de cita no aceptada")),
    Happening.MEETING_MADE: Label(_l("Cita programada")),
    Happening.MEETING_MOVED: Label(_l("Cita movida")),
    Happening.MEETING_CANCELLED: Label(_l("Cita cancelada")),
    Happening.BADGE_SCANNED: Label(_l("Gafete escaneado en una puerta")),
}
CHANGES = {
    IntegrationChange.KEY_MADE: Label(_l("Llave creada"), "info"),
    IntegrationChange.KEY_REVOKED: Label(_l("Llave revocada"), "danger"),
    IntegrationChange.WEBHOOK_MADE: Label(_l("Webhook agregado"), "info"),
    IntegrationChange.WEBHOOK_ENDED: Label(_l("Webhook quitado"), "danger"),
    IntegrationChange.WEBHOOK_PAUSED: Label(_l("Webhook en pausa"), "warning"),
    IntegrationChange.WEBHOOK_RESUMED: Label(_l("Webhook reanudado"), "success"),
}
FAILURES = {
    DeliveryFailure.NOT_FOUND: Label(_l("La dirección no existe en internet")),
    DeliveryFailure.PRIVATE: Label(_l("La dirección lleva a una red privada")),
    DeliveryFailure.CERTIFICATE: Label(_l("Su certificado no es válido")),
    DeliveryFailure.TOO_LATE: Label(_l("Pasaron diez segundos sin respuesta")),
    DeliveryFailure.BROKEN: Label(_l("La conexión se cortó")),
    DeliveryFailure.OTHER_KEY: Label(_l("La clave del sistema cambió: quite el webhook y agréguelo otra vez")),
}
LABELS = (HAPPENINGS, CHANGES, FAILURES)


def families_of(operations: Iterable[Operation]) -> list[Family]:
    """The families of these operations, in their order."""
    return list(dict.fromkeys(each.family for each in operations if each.family is not None))


def scope_words(operations: Iterable[Operation]) -> dict[str, str]:
    """Every scope with its words, family by family."""
    words: dict[str, str] = {}
    for family in families_of(operations):
        words[f"{family.name}:{Access.READ}"] = _("%(title)s: leer", title=_(family.title))
        words[f"{family.name}:{Access.WRITE}"] = _("%(title)s: cambiar", title=_(family.title))
    return words
