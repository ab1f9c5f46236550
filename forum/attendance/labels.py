"""How what happens at the door of a session is called, and the answer to a scan in words."""

from typing import Any

from forum.attendance.enums import AttendanceChange, AttendanceOutcome, ProofState
from forum.attendance.service import AttendanceAnswer
from forum.core.filters import clock_time
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label

OUTCOMES = {
    AttendanceOutcome.RECORDED: Label(_l("Asistencia registrada"), "success", "check"),
    AttendanceOutcome.ALREADY: Label(_l("Ya registrada"), "info", "clock"),
    AttendanceOutcome.NO_PLACE: Label(_l("Sin lugar apartado"), "warning", "alert"),
    AttendanceOutcome.EARLY: Label(_l("Aún no abre"), "warning", "clock"),
    AttendanceOutcome.OVER: Label(_l("La sesión ya terminó"), "warning", "clock"),
    AttendanceOutcome.INVALID: Label(_l("Gafete no vigente"), "danger", "ban"),
    AttendanceOutcome.UNKNOWN: Label(_l("Gafete desconocido"), "danger", "alert"),
}
ATTENDANCE_CHANGES = {
    AttendanceChange.SCANNED: Label(_l("Asistió a la sesión"), "success"),
    AttendanceChange.BY_HAND: Label(_l("Asistió a la sesión, anotado por nombre"), "success"),
    AttendanceChange.LET_IN: Label(_l("Se le dejó pasar sin lugar"), "warning"),
    AttendanceChange.UNDONE: Label(_l("Asistencia quitada"), "neutral"),
}
PROOF_STATES = {
    ProofState.VALID: Label(_l("Válida"), "success", "check"),
    ProofState.REPLACED: Label(_l("Reemplazada"), "warning", "refresh"),
    ProofState.WITHDRAWN: Label(_l("Retirada"), "danger", "ban"),
    ProofState.GONE: Label(_l("Sin datos"), "neutral", "lock"),
}
LABELS = (OUTCOMES, ATTENDANCE_CHANGES, PROOF_STATES)

WHAT_NOW = {
    AttendanceOutcome.RECORDED: _l("Puede pasar."),
    AttendanceOutcome.NO_PLACE: _l("El cupo está lleno. Usted decide si pasa; queda anotado."),
    AttendanceOutcome.EARLY: _l("La asistencia cuenta desde 30 minutos antes del inicio."),
    AttendanceOutcome.OVER: _l("Si asistió, búsquele por nombre y anótelo."),
    AttendanceOutcome.INVALID: _l("Envíe a la mesa de registro."),
    AttendanceOutcome.UNKNOWN: _l("No es un gafete de esta edición. Busque por nombre o envíe a la mesa de registro."),
}


def answer_words(answer: AttendanceAnswer) -> dict[str, Any]:
    """An answer as the door staff read it; times are in the venue's time zone."""
    title, detail = str(OUTCOMES[answer.outcome]), str(WHAT_NOW.get(answer.outcome, ""))
    if answer.outcome is AttendanceOutcome.ALREADY and answer.came_at is not None:
        title = _("Ya registrada %(time)s", time=clock_time(answer.came_at))
        detail = _("Puede pasar: no se cuenta dos veces.")
    return {
        "outcome": answer.outcome.value,
        "tone": OUTCOMES[answer.outcome].tone,
        "title": title,
        "detail": detail,
        "name": answer.who.name if answer.who else "",
        "organisation": answer.who.organisation if answer.who else "",
        "count": answer.count,
    }
