"""How the audiences, kinds and states of messages, the dates they hang on and their history are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.messages.enums import Anchor, Audience, MessageChange, MessageKind, MessageState

AUDIENCES = {
    Audience.REGISTRATIONS: Label(_l("Personas registradas")),
    Audience.BUYERS_INVITED: Label(_l("Compradores con invitación sin respuesta")),
    Audience.BUYERS_ACTIVE: Label(_l("Compradores que aceptaron")),
    Audience.SUPPLIERS_APPROVED: Label(_l("Proveedores aprobados")),
    Audience.SUPPLIERS_PENDING: Label(_l("Proveedores por aprobar")),
    Audience.SUPPLIERS_WITHOUT_REQUEST: Label(_l("Proveedores aprobados sin ninguna solicitud de cita")),
    Audience.EXHIBITORS_APPROVED: Label(_l("Expositores aprobados")),
    Audience.EXHIBITORS_SUBMITTED: Label(_l("Expositores por aprobar")),
    Audience.EXHIBITORS_DRAFT: Label(_l("Expositores que no han enviado su solicitud de stand")),
    Audience.BUYERS: Label(_l("De la lista de compradores")),
    Audience.COMPANIES: Label(_l("Administradores de la lista de empresas")),
    Audience.EXHIBITORS: Label(_l("De la lista de expositores")),
    Audience.MEETINGS: Label(_l("Las dos partes de la lista de citas")),
    Audience.REQUESTS: Label(_l("Las dos partes de la lista de solicitudes de cita")),
    Audience.SUPPLIERS: Label(_l("De la lista de proveedores")),
}
KINDS = {
    MessageKind.NECESSARY: Label(
        _l("Necesario"), hint=_l("Lo que la persona requiere para participar: cambios, recordatorios, instrucciones.")
    ),
    MessageKind.VOLUNTARY: Label(
        _l("Voluntario"),
        hint=_l("Noticias e invitaciones: llega a quien pidió noticias, con enlace para dejarlas."),
    ),
}
ANCHORS = {
    Anchor.STARTS: Label(_l("el primer día del foro")),
    Anchor.ENDS: Label(_l("el último día del foro")),
    Anchor.REGISTRATION_CLOSES: Label(_l("el cierre del registro")),
    Anchor.REQUESTS_OPEN: Label(_l("la apertura de solicitudes de cita")),
    Anchor.REQUESTS_CLOSE: Label(_l("el cierre de solicitudes de cita")),
    Anchor.AGENDA_FREEZES: Label(_l("la agenda definitiva")),
}
STATES = {
    MessageState.DRAFT: Label(_l("Borrador"), icon="edit"),
    MessageState.SCHEDULED: Label(_l("Programado"), "info", "clock"),
    MessageState.MISSED: Label(_l("No se envió"), "danger"),
    MessageState.LEAVING: Label(_l("Por salir"), "warning", "clock"),
    MessageState.SENT: Label(_l("Enviado"), "success", "mail"),
}
CHANGES = {
    MessageChange.WRITTEN: Label(_l("Mensaje escrito")),
    MessageChange.EDITED: Label(_l("Mensaje cambiado")),
    MessageChange.TESTED: Label(_l("Prueba enviada")),
    MessageChange.SCHEDULED: Label(_l("Envío programado"), "info"),
    MessageChange.UNSCHEDULED: Label(_l("Programación quitada"), "warning"),
    MessageChange.SENT: Label(_l("Mensaje enviado"), "success"),
    MessageChange.UNDONE: Label(_l("Envío deshecho"), "warning"),
    MessageChange.RETRIED: Label(_l("Correos fallidos reintentados"), "info"),
}
LABELS = (AUDIENCES, KINDS, ANCHORS, STATES, CHANGES)
