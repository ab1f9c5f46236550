"""How sides and their marks, suppliers, requirements and the languages of interpreters are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.matchmaking.enums import (
    BuyerChange,
    Currency,
    DrawingAudience,
    InterpreterLanguage,
    Mark,
    RequirementChange,
    RequirementStatus,
    Side,
    SupplierStatus,
)
from forum.matchmaking.models import RequirementEvent

SIDES = {
    Side.BUYER: Label(_l("Comprador")),
    Side.SUPPLIER: Label(_l("Proveedor")),
    Side.ORGANISER: Label(_l("Organización")),
}
BUYER_CHANGES = {
    BuyerChange.TABLE: Label(_l("Mesa asignada"), icon="table"),
    BuyerChange.REMOVED: Label(_l("Ya no participa"), "warning", "x"),
    BuyerChange.WITHDREW: Label(_l("Canceló"), "warning", "x"),
}
SUPPLIER_STATUSES = {
    SupplierStatus.PENDING: Label(_l("Por aprobar"), "info", "wait"),
    SupplierStatus.CHANGES: Label(_l("Con cambios pedidos"), "warning", "edit"),
    SupplierStatus.APPROVED: Label(_l("Aprobada"), "success"),
    SupplierStatus.REJECTED: Label(_l("No aprobada"), "danger"),
    SupplierStatus.SUSPENDED: Label(_l("Suspendida"), "warning", "ban"),
}
REQUIREMENT_STATUSES = {
    RequirementStatus.DRAFT: Label(_l("Borrador"), icon="draft"),
    RequirementStatus.PUBLISHED: Label(_l("Publicado"), "success"),
    RequirementStatus.COVERED: Label(_l("Cubierto"), "info", "check"),
    RequirementStatus.CLOSED: Label(_l("Cerrado"), icon="lock"),
}
MARKS = {
    Mark.MUST: Label(_l("Imprescindible"), "success", "check-circle"),
    Mark.INTERESTED: Label(_l("Me interesa"), "info", "check"),
    Mark.NO: Label(_l("Descartado"), icon="x"),
}
REQUIREMENT_CHANGES = {
    RequirementChange.CREATED: Label(_l("Se creó"), icon="draft"),
    RequirementChange.EDITED: Label(_l("Se editó"), icon="edit"),
    RequirementChange.PUBLISHED: Label(_l("Se publicó"), "success"),
    RequirementChange.COVERED: Label(_l("Se marcó como cubierto"), "info", "check"),
    RequirementChange.REOPENED: Label(_l("Se reabrió"), "success", "refresh"),
    RequirementChange.CLOSED: Label(_l("Se cerró"), icon="lock"),
    RequirementChange.DRAWING_ADDED: Label(_l("Se agregó el plano"), icon="upload"),
    RequirementChange.DRAWING_CHANGED: Label(_l("Se cambió el plano"), icon="edit"),
    RequirementChange.DRAWING_REMOVED: Label(_l("Se quitó el plano"), icon="trash"),
}
DRAWING_AUDIENCES = {
    DrawingAudience.SUPPLIERS: Label(_l("Todos los proveedores aprobados")),
    DrawingAudience.MEETING: Label(_l("Solo quienes tengan una cita aceptada por usted")),
    DrawingAudience.NDA: Label(
        _l("Los aprobados que acepten un texto de confidencialidad"),
        hint=_l("Guardamos quién lo aceptó, por qué empresa y cuándo."),
    ),
}
CURRENCIES = {
    Currency.MXN: Label(_l("Pesos (MXN)")),
    Currency.USD: Label(_l("Dólares (USD)")),
}
INTERPRETERS = {
    InterpreterLanguage.JAPANESE: Label(_l("Japonés")),
    InterpreterLanguage.ENGLISH: Label(_l("Inglés")),
    InterpreterLanguage.GERMAN: Label(_l("Alemán")),
    InterpreterLanguage.CHINESE: Label(_l("Chino")),
    InterpreterLanguage.KOREAN: Label(_l("Coreano")),
    InterpreterLanguage.FRENCH: Label(_l("Francés")),
}
LABELS = (
    SIDES,
    BUYER_CHANGES,
    SUPPLIER_STATUSES,
    REQUIREMENT_STATUSES,
    REQUIREMENT_CHANGES,
    DRAWING_AUDIENCES,
    MARKS,
    CURRENCIES,
    INTERPRETERS,
)
NEED_FIELDS = {
    "process_id": _l("proceso"),
    "title": _l("qué busca"),
    "description": _l("descripción"),
    "material": _l("material"),
    "annual_volume": _l("volumen al año"),
    "volume_unit": _l("unidad"),
    "starts_on": _l("inicio de producción"),
    "certificates": _l("certificados"),
    "delivery_place": _l("lugar de entrega"),
    "suppliers_wanted": _l("número de proveedores"),
    "potential_value": _l("valor potencial"),
    "currency": _l("moneda"),
    "horizon_years": _l("años"),
    "committee": _l("comité"),
    "names_company": _l("nombre en la página pública"),
}
"""The fields of a requirement as its history names them."""


def fields_changed(event: RequirementEvent) -> list[str]:
    """The names of the fields that somebody changed."""
    return [str(NEED_FIELDS[name]) for name in event.detail.get("fields", ()) if name in NEED_FIELDS]
