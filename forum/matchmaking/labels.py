"""How sides and their marks, suppliers, requirements and the languages of interpreters are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.matchmaking.enums import InterpreterLanguage, Mark, RequirementStatus, Side, SupplierStatus

SIDES = {
    Side.BUYER: Label(_l("Comprador")),
    Side.SUPPLIER: Label(_l("Proveedor")),
    Side.ORGANISER: Label(_l("Organización")),
}
SUPPLIER_STATUSES = {
    SupplierStatus.PENDING: Label(_l("Por aprobar"), "info", "wait"),
    SupplierStatus.APPROVED: Label(_l("Aprobada"), "success"),
    SupplierStatus.REJECTED: Label(_l("No aprobada"), "danger"),
    SupplierStatus.SUSPENDED: Label(_l("Suspendida"), "warning", "ban"),
}
REQUIREMENT_STATUSES = {
    RequirementStatus.DRAFT: Label(_l("Borrador"), icon="draft"),
    RequirementStatus.PUBLISHED: Label(_l("Publicado"), "success"),
    RequirementStatus.CLOSED: Label(_l("Cerrado"), icon="lock"),
}
MARKS = {
    Mark.MUST: Label(_l("Imprescindible"), "success", "check-circle"),
    Mark.INTERESTED: Label(_l("Me interesa"), "info", "check"),
    Mark.NO: Label(_l("Descartado"), icon="x"),
}
INTERPRETERS = {
    InterpreterLanguage.JAPANESE: Label(_l("Japonés")),
    InterpreterLanguage.ENGLISH: Label(_l("Inglés")),
    InterpreterLanguage.GERMAN: Label(_l("Alemán")),
    InterpreterLanguage.CHINESE: Label(_l("Chino")),
    InterpreterLanguage.KOREAN: Label(_l("Coreano")),
    InterpreterLanguage.FRENCH: Label(_l("Francés")),
}
LABELS = (SIDES, SUPPLIER_STATUSES, REQUIREMENT_STATUSES, MARKS, INTERPRETERS)
