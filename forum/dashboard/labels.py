"""How the kinds of changes are called."""

from collections.abc import Mapping

from forum.core.i18n import lazy_gettext as _l

CHANGES: Mapping[str, str] = {
    "roles": _l("Funciones"),
    "accounts": _l("Cuentas"),
    "privacy": _l("Privacidad"),
    "registrations": _l("Registros"),
    "companies": _l("Empresas"),
    "exhibitors": _l("Expositores"),
    "requirements": _l("Requerimientos"),
    "requests": _l("Solicitudes de cita"),
    "meetings": _l("Citas"),
    "availability": _l("Otros compromisos"),
    "contacts": _l("Datos de contacto"),
    "templates": _l("Diseños de gafete"),
    "bins": _l("Cajas de gafetes"),
    "devices": _l("Dispositivos"),
}
