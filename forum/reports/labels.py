"""How the figures of editions are called, and what each of them counts."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.reports.enums import Figure

FIGURES = {
    Figure.REGISTERED: Label(_l("Personas registradas"), hint=_l("Todos los registros, en cualquier estado.")),
    Figure.PEOPLE: Label(_l("Personas que asistieron"), hint=_l("Personas distintas, no entradas.")),
    Figure.ENTRIES: Label(_l("Entradas"), hint=_l("Suma de las personas de cada día.")),
    Figure.COMPANIES: Label(_l("Empresas participantes"), hint=_l("Las que compran, proveen o exponen, sin repetir.")),
    Figure.EXHIBITORS: Label(_l("Expositores"), hint=_l("Con solicitud de stand aprobada.")),
    Figure.BUYER_COMPANIES: Label(_l("Empresas compradoras"), hint=_l("Con al menos un comprador en la edición.")),
    Figure.SUPPLIERS: Label(_l("Proveedores"), hint=_l("Aprobados para pedir citas.")),
    Figure.REQUIREMENTS: Label(_l("Requerimientos"), hint=_l("Los que se publicaron, también si ya se cerraron.")),
    Figure.REQUESTS: Label(_l("Citas solicitadas"), hint=_l("Solicitudes enviadas por proveedores o compradores.")),
    Figure.MEETINGS: Label(_l("Citas programadas"), hint=_l("Con hora y mesa, y no canceladas.")),
    Figure.MEETINGS_HELD: Label(_l("Citas celebradas"), hint=_l("Citas a las que acudieron ambas partes.")),
    Figure.BUSINESS_MXN: Label(
        _l("Expectativa de negocio, MXN"), hint=_l("Pesos que los participantes esperan; no se suman a los dólares.")
    ),
    Figure.BUSINESS_USD: Label(
        _l("Expectativa de negocio, USD"), hint=_l("Dólares que los participantes esperan; no se suman a los pesos.")
    ),
}
LABELS = (FIGURES,)
