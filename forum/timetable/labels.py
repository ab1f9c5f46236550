"""The texts of drafts, and how the making of one is shown."""

from collections.abc import Mapping

from forum.core.i18n import lazy_gettext as _l
from forum.core.i18n import sentence_of
from forum.core.labels import Label
from forum.scheduling.problem import Reason
from forum.timetable.enums import Change, Difference, Failure, PlanningKind, PlanningState
from forum.timetable.models import DraftLeftOut
from forum.timetable.queries.drafts import why_left_out
from forum.timetable.rules.reasons import SENTENCES

PLANNING_KINDS = {
    PlanningKind.ANEW: Label(
        _l("Citas nuevas"), hint=_l("Se acomodan alrededor de las programadas, que no cambian de hora ni de mesa.")
    ),
    PlanningKind.AGAIN: Label(
        _l("Replanear"),
        hint=_l(
            "Después de cancelaciones, de un comprador nuevo o de perder un salón: las programadas se conservan y se "
            "mueven las menos posibles."
        ),
    ),
}
PLANNING_STATES = {
    PlanningState.QUEUED: Label(_l("En espera"), "info", "wait"),
    PlanningState.RUNNING: Label(_l("Planeando"), "info", "clock"),
    PlanningState.DONE: Label(_l("Completada"), "success"),
    PlanningState.FAILED: Label(_l("No se pudo"), "danger"),
    PlanningState.CANCELLED: Label(_l("Detenida"), icon="x"),
}
FAILURES = {
    Failure.CONTRADICTORY: Label(_l("Los horarios, mesas o citas fijas de la edición se contradicen.")),
    Failure.NOTHING: Label(_l("No hay solicitudes que se puedan programar.")),
    Failure.FAULTY: Label(_l("La revisión encontró una falla en la agenda propuesta y no se guardó.")),
    Failure.LOST: Label(_l("El proceso que planeaba se interrumpió tres veces. Puede faltar memoria en el servidor.")),
}
CHANGES = {
    Change.NEW: Label(_l("Nueva"), "success", "plus"),
    Change.KEPT: Label(_l("Sin cambio"), icon="check"),
    Change.MOVED: Label(_l("Se mueve"), "warning", "swap"),
}
DIFFERENCES = {
    Difference.MOVED: Label(_l("Cambia de lugar"), "warning", "swap"),
    Difference.GAINED: Label(_l("Gana la cita"), "success", "plus"),
    Difference.LOST: Label(_l("Pierde la cita"), "danger", "x"),
}
REASONS = {
    Reason.NO_COMMON_SLOT: Label(_l("Sin horario en común"), icon="clock"),
    Reason.NO_ROOM: Label(_l("Sin lugar en las agendas"), icon="clock"),
    Reason.BUYER_FULL: Label(_l("Comprador lleno"), icon="user"),
    Reason.SUPPLIER_FULL: Label(_l("Proveedor lleno"), icon="user"),
    Reason.QUOTA: Label(_l("Máximo de citas"), icon="ban"),
    Reason.TABLES_FULL: Label(_l("Sin mesa libre"), icon="table"),
    Reason.REST: Label(_l("Sin descanso"), icon="wait"),
    Reason.WALKING: Label(_l("Sin tiempo para cambiar de salón"), icon="swap"),
    Reason.ORDER: Label(_l("Orden entre citas"), icon="sort-down"),
    Reason.SECOND_DAY: Label(_l("Otro día solo por esta cita"), icon="calendar"),
    Reason.MEETS_ALREADY: Label(_l("Ya tienen una cita"), icon="check"),
    Reason.LOWER_PRIORITY: Label(_l("Menos prioridad"), icon="sort-down"),
    Reason.FAIRNESS: Label(_l("Equidad entre empresas"), icon="users"),
    Reason.SEVERAL: Label(_l("Varias causas"), icon="table"),
    Reason.NOT_REACHED: Label(_l("Faltó tiempo para planear"), "warning", "wait"),
}
CLASSES = {
    "published": _l("Ya programadas"),
    "mutual": _l("Que ambas partes quieren"),
    "buyer": _l("Que pidió el comprador"),
    "organiser": _l("Que pidió el comité organizador"),
    "supplier": _l("Que pidió el proveedor"),
}
"""The classes of wishes, in the order in which they come first."""
COSTS = {
    "moved": _l("Citas programadas que se mueven"),
    "days": _l("Días de asistencia de proveedores"),
    "breaks": _l("Esperas entre citas"),
    "walks": _l("Cambios de salón o de mesa"),
}
LABELS = (PLANNING_KINDS, PLANNING_STATES, FAILURES, CHANGES, DIFFERENCES, REASONS)


def left_out_words(request_id: int) -> tuple[str, Mapping[str, int]] | None:
    """Why the last published timetable leaves a request out: a msgid and its numbers; None if it does not."""
    left_out = why_left_out(request_id)
    return None if left_out is None else (SENTENCES[left_out.reason], left_out.numbers)


def reason_words(left: DraftLeftOut) -> str:
    """Why a draft leaves a wish out, in the language of now."""
    return sentence_of(SENTENCES[left.reason], left.numbers)
