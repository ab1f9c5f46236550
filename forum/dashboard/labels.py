"""How the kinds of changes are called, and what they are in words."""

from collections.abc import Mapping

from forum.core.i18n import lazy_gettext as _l
from forum.core.models import Change
from forum.meetings.happenings import MEETING_CHANGES

CHANGES: Mapping[str, str] = {
    "settings": _l("Configuración"),
    "roles": _l("Funciones"),
    "accounts": _l("Cuentas"),
    "privacy": _l("Privacidad"),
    "transfers": _l("Entregas de datos"),
    "retention": _l("Conservación de datos"),
    "registrations": _l("Registros"),
    "questions": _l("Preguntas del registro"),
    "answers": _l("Respuestas"),
    "companies": _l("Empresas"),
    "delegations": _l("Delegaciones"),
    "exhibitors": _l("Expositores"),
    "buyers": _l("Compradores"),
    "suppliers": _l("Proveedores"),
    "requirements": _l("Requerimientos"),
    "requests": _l("Solicitudes de cita"),
    "meetings": _l("Citas"),
    "outcomes": _l("Resultados de citas"),
    "programme": _l("Programa"),
    "choices": _l("Sesiones elegidas"),
    "attendance": _l("Asistencia a sesiones"),
    "lacks": _l("Desarrollo de proveedores"),
    "availability": _l("Otros compromisos"),
    "calendars": _l("Calendarios"),
    "contacts": _l("Datos de contacto"),
    "templates": _l("Diseños de gafete"),
    "bins": _l("Cajas de gafetes"),
    "devices": _l("Dispositivos"),
    "messages": _l("Mensajes"),
    "integrations": _l("Integraciones"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "meetings": MEETING_CHANGES,
    "outcomes": {
        "answered": _l("Resultado respondido"),
        "changed": _l("Resultado cambiado"),
        "followed": _l("Seguimiento respondido"),
    },
    "availability": {
        "slots": _l("Cambió sus horarios"),
        "added": _l("Agregó un compromiso"),
        "removed": _l("Quitó un compromiso"),
    },
    "companies": {
        "registered": _l("Empresa registrada"),
        "updated": _l("Datos de la empresa corregidos"),
        "size": _l("Tamaño de la empresa"),
        "processes": _l("Procesos de la empresa"),
        "capacity": _l("Capacidad de un proceso"),
        "evidence": _l("Evidencia de un certificado"),
        "evidence_removed": _l("Evidencia quitada"),
        "logo": _l("Logotipo nuevo"),
        "logo_removed": _l("Logotipo quitado"),
        "invited": _l("Persona invitada"),
        "invitation_revoked": _l("Invitación retirada"),
        "joined": _l("Persona agregada"),
        "role_changed": _l("Función cambiada"),
        "removed": _l("Persona quitada"),
        "code_used": _l("Código de aliado usado"),
        "affiliation_asked": _l("Afiliación pedida"),
        "affiliated": _l("Afiliación a un aliado"),
        "affiliation_denied": _l("Afiliación no confirmada"),
        "affiliation_ended": _l("Afiliación terminada"),
    },
}
"""The words of kinds that are plain texts."""
STEPS: Mapping[Change, str] = {
    Change.MADE: _l("Agregado"),
    Change.CHANGED: _l("Cambiado"),
    Change.REMOVED: _l("Quitado"),
}
