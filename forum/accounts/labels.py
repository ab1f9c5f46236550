"""How roles are shown, what each may do, and what happened to an account."""

from forum.accounts.enums import AccountEventKind, AccountState, Role
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label

ROLES = {
    Role.ORGANISER: Label(_l("Comité organizador"), hint=_l("Todo: edición, registros, equipo, correos e impresión.")),
    Role.COORDINATOR: Label(_l("Coordinación de citas"), hint=_l("Compradores, requerimientos, citas y el tablero.")),
    Role.COMMITTEE: Label(_l("Comité"), hint=_l("Prepara el programa y ve el tablero.")),
    Role.BUYER: Label(_l("Comprador")),
    Role.COMPANY_ADMIN: Label(_l("Administrador de empresa")),
    Role.COMPANY_USER: Label(_l("Usuario de empresa")),
    Role.ALLY: Label(_l("Aliado")),
    Role.VISITOR: Label(_l("Visitante")),
    Role.SPEAKER: Label(_l("Ponente")),
    Role.PRESS: Label(_l("Prensa")),
    Role.GATE_STEWARD: Label(
        _l("Personal de puerta"), hint=_l("Solo escanea gafetes en la puerta; no ve correos ni celulares.")
    ),
    Role.GATE_SUPERVISOR: Label(
        _l("Supervisión de puertas"), hint=_l("Escanea y ve cuántas personas entran por cada puerta.")
    ),
    Role.REGISTRATION_DESK: Label(_l("Mesa de registro"), hint=_l("Revisa registros, imprime gafetes y escanea.")),
    Role.FLOOR_DESK: Label(_l("Mesa de control"), hint=_l("Sigue las mesas de citas durante el foro.")),
    Role.VIEWER: Label(_l("Solo consulta"), hint=_l("Ve el tablero; no cambia nada.")),
}
ACCOUNT_EVENTS = {
    AccountEventKind.CLOSED: Label(_l("Cuenta cerrada"), "danger"),
    AccountEventKind.REOPENED: Label(_l("Cuenta abierta de nuevo"), "success"),
    AccountEventKind.SECOND_STEP_REMOVED: Label(_l("Segundo paso quitado"), "warning", "shield"),
    AccountEventKind.SESSIONS_ENDED: Label(_l("Sesiones cerradas"), "info"),
}
ACCOUNT_STATES = {
    AccountState.OPEN: Label(_l("Cuenta abierta"), "success"),
    AccountState.CLOSED: Label(_l("Cuenta cerrada"), "danger"),
}
LABELS = (ROLES, ACCOUNT_EVENTS, ACCOUNT_STATES)
