"""How the ways to a calendar and its answers are called."""

from forum.agenda.enums import CalendarAnswer, CalendarWay, InvitationMethod
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label

WAYS = {
    CalendarWay.FEED: Label(_l("Dirección de calendario"), icon="calendar"),
    CalendarWay.INVITATIONS: Label(_l("Invitaciones por correo"), icon="mail"),
}
METHODS = {
    InvitationMethod.REQUEST: Label(_l("Invitación enviada"), "info"),
    InvitationMethod.CANCEL: Label(_l("Invitación cancelada")),
}
ANSWERS = {
    CalendarAnswer.ACCEPTED: Label(_l("Aceptó en su calendario"), "success"),
    CalendarAnswer.TENTATIVE: Label(_l("Respondió «quizá» en su calendario"), "warning"),
    CalendarAnswer.DECLINED: Label(_l("Dijo que no en su calendario"), "danger"),
}
LABELS = (WAYS, METHODS, ANSWERS)
