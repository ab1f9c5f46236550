"""How the statuses of a registration and who cancelled it are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.registration.enums import Canceller, Corrected, PlaceStep, RegistrationStatus, Standing, Topic

STATUSES = {
    RegistrationStatus.PENDING: Label(_l("Por aprobar"), "warning"),
    RegistrationStatus.APPROVED: Label(_l("Aprobado"), "success"),
    RegistrationStatus.WAITLISTED: Label(_l("Lista de espera"), "info"),
    RegistrationStatus.REJECTED: Label(_l("No aprobado"), "danger"),
    RegistrationStatus.CANCELLED: Label(_l("Cancelado")),
}
CANCELLERS = {
    Canceller.PERSON: Label(_l("Lo canceló la persona")),
    Canceller.DESK: Label(_l("Lo canceló la mesa de registro")),
    Canceller.COMPANY: Label(_l("La empresa retiró el gafete")),
}
STANDINGS = {
    Standing.PENDING: Label(_l("Su registro está en revisión"), "warning"),
    Standing.APPROVED: Label(_l("Su registro está aprobado"), "success"),
    Standing.WAITLISTED: Label(_l("Está en la lista de espera"), "info"),
    Standing.OFFERED: Label(_l("Tiene un lugar por tomar"), "warning"),
    Standing.PASSED: Label(_l("Está en la lista de espera, sin turno"), "info"),
    Standing.REJECTED: Label(_l("Su registro no fue aprobado"), "danger"),
    Standing.CANCELLED: Label(_l("Su registro está cancelado"), "info"),
    Standing.CANCELLED_LATE: Label(_l("Su registro está cancelado"), "info"),
    Standing.CANCELLED_BY_DESK: Label(_l("La mesa de registro canceló su registro"), "danger"),
    Standing.CANCELLED_BY_COMPANY: Label(_l("Su empresa retiró su gafete"), "danger"),
}
PLACE_STEPS = {
    PlaceStep.OFFERED: Label(_l("Lugar ofrecido"), "warning"),
    PlaceStep.EXTENDED: Label(_l("Plazo ampliado"), "warning"),
    PlaceStep.ACCEPTED: Label(_l("Lugar tomado"), "success"),
    PlaceStep.DECLINED: Label(_l("No tomó el lugar"), "info"),
    PlaceStep.LAPSED: Label(_l("La oferta venció sin respuesta"), "info"),
    PlaceStep.WITHDRAWN: Label(_l("Oferta retirada"), "info"),
    PlaceStep.ASKED: Label(_l("Pidió otro turno"), "info"),
}
CORRECTED = {
    Corrected.NAME: Label(_l("Nombre")),
    Corrected.PHONE: Label(_l("Celular")),
    Corrected.ORGANISATION: Label(_l("Organización")),
    Corrected.POSITION: Label(_l("Puesto")),
    Corrected.EMAIL: Label(_l("Correo")),
    Corrected.LANGUAGE: Label(_l("Idioma")),
    Corrected.SECTOR: Label(_l("Sector")),
    Corrected.CONSENTS: Label(_l("Autorizaciones")),
}
TOPICS = {
    Topic.REGISTRATION: Label(_l("Registro"), icon="user"),
    Topic.BADGE: Label(_l("Gafete"), icon="badge"),
    Topic.DOOR: Label(_l("Puertas"), icon="gate"),
    Topic.MEETINGS: Label(_l("Citas"), icon="table"),
    Topic.PROGRAMME: Label(_l("Programa"), icon="microphone"),
    Topic.MAIL: Label(_l("Correos"), icon="mail"),
}
LABELS = (STATUSES, CANCELLERS, STANDINGS, PLACE_STEPS, CORRECTED, TOPICS)
