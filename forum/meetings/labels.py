"""How requests, meetings and the reasons for a decline are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.meetings.enums import (
    Absent,
    AgendaChangeKind,
    Arrival,
    Beyond,
    BoardRows,
    DeclineReason,
    EmptyWhy,
    EngagementKind,
    HelpKind,
    Lacking,
    LackState,
    MeetingLife,
    MeetingStatus,
    Obstacle,
    OfferStatus,
    PlaceState,
    RequestChange,
    RequestState,
    RequestStatus,
)

REQUEST_STATUSES = {
    RequestStatus.SENT: Label(_l("Espera respuesta"), "info", "wait"),
    RequestStatus.WAITLISTED: Label(_l("En lista de espera"), "info", "users"),
    RequestStatus.ACCEPTED: Label(_l("Aceptada"), "success"),
    RequestStatus.SCHEDULED: Label(_l("Programada por el comité organizador"), "info", "calendar"),
    RequestStatus.DECLINED: Label(_l("No aceptada"), "danger"),
    RequestStatus.REOPENED: Label(_l("Puede pedirse de nuevo"), icon="refresh"),
    RequestStatus.EXPIRED: Label(_l("Venció"), "warning", "clock"),
    RequestStatus.WITHDRAWN: Label(_l("Retirada")),
}
REQUEST_STATES = {
    RequestState.SENT: REQUEST_STATUSES[RequestStatus.SENT],
    RequestState.WAITLISTED: REQUEST_STATUSES[RequestStatus.WAITLISTED],
    RequestState.UNSCHEDULED: Label(_l("Aceptada, sin hora"), "success", "clock"),
    RequestState.ACCEPTED: REQUEST_STATUSES[RequestStatus.ACCEPTED],
    RequestState.SCHEDULED: REQUEST_STATUSES[RequestStatus.SCHEDULED],
    RequestState.CANCELLED: Label(_l("Cita cancelada"), "danger", "ban"),
    RequestState.MISSED: Label(_l("Alguien no asistió"), "warning", "user"),
    RequestState.DECLINED: REQUEST_STATUSES[RequestStatus.DECLINED],
    RequestState.REOPENED: REQUEST_STATUSES[RequestStatus.REOPENED],
    RequestState.EXPIRED: REQUEST_STATUSES[RequestStatus.EXPIRED],
    RequestState.WITHDRAWN: REQUEST_STATUSES[RequestStatus.WITHDRAWN],
}
REQUEST_CHANGES = {
    RequestChange.COUNTERED: Label(_l("Propuesta nueva"), "info", "swap"),
    RequestChange.EDITED: Label(_l("Corregida"), icon="edit"),
    RequestChange.QUEUED: Label(_l("Entró a la lista de espera"), "info", "users"),
    RequestChange.OFFERED: Label(_l("Horario ofrecido"), "info", "clock"),
    RequestChange.OFFER_DECLINED: Label(_l("No tomó el horario"), icon="x"),
    RequestChange.OFFER_LAPSED: Label(_l("La oferta venció"), "warning", "clock"),
    RequestChange.OFFER_LOST: Label(_l("El horario dejó de estar libre"), "warning", "ban"),
    RequestChange.OFFER_WITHDRAWN: Label(_l("Oferta retirada"), icon="x"),
    RequestChange.COMPANION_ADDED: Label(_l("Asistiría también"), icon="users"),
    RequestChange.COMPANION_REMOVED: Label(_l("Ya no asistiría"), icon="x"),
    RequestChange.COMPANION_ABSENT: Label(_l("No pudo sumarse a la cita"), "warning", "clock"),
    RequestChange.TAKEN_BACK: Label(_l("Retiró su propuesta"), "info", "refresh"),
    RequestChange.HANDED: Label(_l("Pasó a un colega"), "info", "users"),
}
OFFER_STATUSES = {
    OfferStatus.OPEN: Label(_l("Oferta abierta"), "info", "clock"),
    OfferStatus.TAKEN: Label(_l("Tomada"), "success"),
    OfferStatus.DECLINED: Label(_l("No tomada")),
    OfferStatus.LAPSED: Label(_l("Oferta vencida"), "warning", "clock"),
    OfferStatus.LOST: Label(_l("Ya no está libre"), "warning", "ban"),
    OfferStatus.WITHDRAWN: Label(_l("Oferta retirada")),
}
OBSTACLES = {
    Obstacle.NOT_APPROVED: Label(_l("Su participación no está aprobada"), icon="ban"),
    Obstacle.NOBODY_FREE: Label(_l("Nadie de la empresa está libre a esa hora"), icon="clock"),
    Obstacle.MEETINGS_REACHED: Label(_l("Ya tiene el máximo de citas"), icon="ban"),
    Obstacle.HAS_OFFER: Label(_l("Ya tiene una oferta abierta"), icon="clock"),
}
LACKINGS = {
    Lacking.CERTIFICATE: Label(_l("Certificado")),
    Lacking.PROCESS: Label(_l("Proceso")),
    Lacking.CAPACITY: Label(_l("Capacidad al año")),
}
MEETING_STATUSES = {
    MeetingStatus.SCHEDULED: Label(_l("Programada"), "success"),
    MeetingStatus.MISSED: Label(_l("Con falta"), "warning", "user"),
    MeetingStatus.CANCELLED: Label(_l("Cancelada"), "danger"),
}
ABSENT = {
    Absent.BUYER: Label(_l("No asistió el comprador"), "warning", "user"),
    Absent.SUPPLIER: Label(_l("No asistió el proveedor"), "warning", "user"),
    Absent.BOTH: Label(_l("No asistió nadie"), "warning", "users"),
}
ARRIVALS = {
    Arrival.BADGE: Label(_l("Gafete en la mesa de control"), icon="badge"),
    Arrival.DESK: Label(_l("Visto por la mesa de control"), icon="eye"),
    Arrival.PHONE: Label(_l("Gafete leído por el comprador"), icon="qr"),
}
MEETING_LIVES = {
    MeetingLife.SCHEDULED: MEETING_STATUSES[MeetingStatus.SCHEDULED],
    MeetingLife.CONFIRMED: Label(_l("Confirmada"), "success", "check"),
    MeetingLife.WAITING: Label(_l("Por empezar"), "info", "wait"),
    MeetingLife.LATE: Label(_l("Con retraso"), "danger", "clock"),
    MeetingLife.CURRENT: Label(_l("En curso"), "success", "clock"),
    MeetingLife.HELD: Label(_l("Realizada"), "success", "check"),
    MeetingLife.OVER: Label(_l("Terminada"), icon="check"),
    MeetingLife.BUYER_ABSENT: ABSENT[Absent.BUYER],
    MeetingLife.SUPPLIER_ABSENT: ABSENT[Absent.SUPPLIER],
    MeetingLife.BOTH_ABSENT: ABSENT[Absent.BOTH],
    MeetingLife.CANCELLED: MEETING_STATUSES[MeetingStatus.CANCELLED],
}
BOARD_ROWS = {
    BoardRows.TABLES: Label(_l("Mesas"), icon="table"),
    BoardRows.BUYERS: Label(_l("Compradores"), icon="user"),
    BoardRows.SUPPLIERS: Label(_l("Proveedores"), icon="company"),
}
PLACE_STATES = {
    PlaceState.AHEAD: Label(_l("Cita"), "info", "calendar"),
    PlaceState.CURRENT: Label(_l("En curso"), "success", "clock"),
    PlaceState.OVER: Label(_l("Terminada"), icon="check"),
    PlaceState.FREE: Label(_l("Libre"), icon="plus"),
    PlaceState.AWAY: Label(_l("No disponible"), icon="minus"),
    PlaceState.BLOCKED: Label(_l("Horario bloqueado"), "warning", "ban"),
}
DECLINE_REASONS = {
    DeclineReason.HAS_SUPPLIER: Label(_l("El comprador ya tiene proveedor")),
    DeclineReason.NO_CERTIFICATE: Label(_l("Falta un certificado")),
    DeclineReason.NO_CAPACITY: Label(_l("La capacidad no alcanza")),
    DeclineReason.NOT_THE_PROCESS: Label(_l("No es el proceso que busca el comprador")),
    DeclineReason.AGENDA_FULL: Label(_l("La agenda del comprador está llena")),
    DeclineReason.REQUIREMENT_CLOSED: Label(_l("El requerimiento ya se cubrió")),
    DeclineReason.NOBODY_FREE: Label(_l("Nadie de la empresa puede asistir")),
    DeclineReason.NOT_OUR_BUSINESS: Label(_l("No es un negocio para la empresa")),
    DeclineReason.OTHER: Label(_l("Otro motivo")),
}
LACK_STATES = {
    LackState.PENDING: Label(_l("Pendiente"), "warning", "clock"),
    LackState.ONGOING: Label(_l("En curso"), "info", "refresh"),
    LackState.REACHED: Label(_l("Logrado"), "success"),
    LackState.OBSOLETE: Label(_l("Ya no aplica"), icon="ban"),
}
HELP_KINDS = {
    HelpKind.ADVICE: Label(_l("Asesoría")),
    HelpKind.CERTIFICATION: Label(_l("Certificación")),
    HelpKind.TRAINING: Label(_l("Capacitación")),
    HelpKind.LABORATORY: Label(_l("Laboratorio y equipo")),
    HelpKind.FINANCING: Label(_l("Financiamiento")),
}
BEYOND = {
    Beyond.HOURS: Label(_l("fuera de las horas del comprador"), "warning"),
    Beyond.DAY: Label(_l("rebasa el máximo del comprador ese día"), "warning"),
    Beyond.ENGAGED: Label(_l("alguien avisó que no puede"), "warning"),
    Beyond.FAR: Label(_l("no alcanza a caminar desde otro salón"), "warning"),
}
ENGAGEMENT_KINDS = {
    EngagementKind.SLOT: Label(_l("No disponible"), icon="ban"),
    EngagementKind.LUNCH: Label(_l("Comida"), icon="clock"),
    EngagementKind.STAND: Label(_l("Atender el stand"), icon="stand"),
    EngagementKind.TALK: Label(_l("Dar una plática"), icon="users"),
    EngagementKind.OTHER: Label(_l("Otro compromiso"), icon="clock"),
}
EMPTY_WHY = {
    EmptyWhy.PASSED: Label(_l("Ese horario ya pasó."), icon="clock"),
    EmptyWhy.BLOCKED: Label(_l("El horario está cerrado."), icon="ban"),
    EmptyWhy.NOBODY: Label(_l("La mesa no tiene comprador."), icon="user"),
    EmptyWhy.BUYER_BUSY: Label(_l("El comprador está en otra cita a esa hora."), icon="user"),
    EmptyWhy.BUYER_HOURS: Label(_l("El comprador no está en su mesa a esa hora."), icon="clock"),
    EmptyWhy.BUYER_AWAY: Label(_l("El comprador avisó que no puede a esa hora."), icon="ban"),
    EmptyWhy.BUYER_FAR: Label(_l("El comprador no alcanza a caminar desde otro salón."), icon="swap"),
    EmptyWhy.BUYER_FULL: Label(_l("El comprador ya tiene su máximo de citas ese día."), icon="user"),
    EmptyWhy.TABLE: Label(_l("La mesa está ocupada por otro comprador."), icon="table"),
    EmptyWhy.BUSY: Label(_l("El proveedor está en otra cita"), icon="user"),
    EmptyWhy.AWAY: Label(_l("El proveedor avisó que no puede a esa hora"), icon="ban"),
    EmptyWhy.FAR: Label(_l("El proveedor no alcanza a caminar desde otro salón"), icon="swap"),
    EmptyWhy.QUOTA: Label(_l("El proveedor ya tiene su máximo de citas"), icon="ban"),
    EmptyWhy.MEETS: Label(_l("Ambas partes ya tienen una cita"), icon="check"),
    EmptyWhy.NOT_APPROVED: Label(_l("El proveedor no está aprobado"), icon="wait"),
    EmptyWhy.DECLINED: Label(_l("Solicitud no aceptada"), icon="x"),
    EmptyWhy.EXPIRED: Label(_l("Solicitud vencida o retirada"), icon="clock"),
}
AGENDA_CHANGES = {
    AgendaChangeKind.RECUT: Label(_l("Otros horarios en un día"), icon="clock"),
    AgendaChangeKind.PERSON: Label(_l("Una persona sin citas"), icon="user"),
    AgendaChangeKind.TABLE: Label(_l("Una mesa vaciada o movida"), icon="table"),
    AgendaChangeKind.HALL: Label(_l("Un salón cerrado"), icon="ban"),
    AgendaChangeKind.SLOT: Label(_l("Un horario cerrado"), icon="clock"),
    AgendaChangeKind.DAY: Label(_l("Un día cerrado"), icon="calendar"),
}
LABELS = (
    REQUEST_STATUSES,
    REQUEST_STATES,
    REQUEST_CHANGES,
    OFFER_STATUSES,
    OBSTACLES,
    LACKINGS,
    LACK_STATES,
    HELP_KINDS,
    MEETING_STATUSES,
    ABSENT,
    ARRIVALS,
    MEETING_LIVES,
    BOARD_ROWS,
    PLACE_STATES,
    DECLINE_REASONS,
    BEYOND,
    ENGAGEMENT_KINDS,
    AGENDA_CHANGES,
    EMPTY_WHY,
)
