"""How the outcomes of a scan and their reasons are shown; the door's answer, and what is done without one, in words."""

from datetime import datetime, timedelta
from typing import Any

from forum.badges.enums import RevokedFor
from forum.checkin.enums import (
    AreaKind,
    Conflict,
    DeviceAlarm,
    DeviceEventKind,
    DeviceState,
    GateDirection,
    OfflineChoice,
    OverrideReason,
    ScanOutcome,
    ScanReason,
    Told,
)
from forum.checkin.models import OfflineRule
from forum.checkin.rules import conflict_of
from forum.checkin.service import ScanAnswer
from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.i18n import locale_name
from forum.core.labels import Label

AREA_KINDS = {
    AreaKind.VENUE: Label(_l("Todo el foro"), icon="gate"),
    AreaKind.HALL: Label(_l("Pabellón"), icon="place"),
    AreaKind.CONFERENCE: Label(_l("Conferencias"), icon="microphone"),
    AreaKind.B2B: Label(_l("Área B2B"), icon="handshake"),
    AreaKind.DINING: Label(_l("Comedor"), icon="wait"),
    AreaKind.STAFF: Label(_l("Personal"), icon="badge"),
    AreaKind.OTHER: Label(_l("Otra"), icon="mark"),
}
DIRECTIONS = {
    GateDirection.IN: Label(_l("Entrada")),
    GateDirection.OUT: Label(_l("Salida")),
    GateDirection.BOTH: Label(_l("Entrada y salida"), hint=_l("Quien escanea elige en la pantalla.")),
}
OUTCOMES = {
    ScanOutcome.ADMITTED: Label(_l("Adelante")),
    ScanOutcome.ALREADY_INSIDE: Label(_l("Ya entró")),
    ScanOutcome.ONLY_ONCE: Label(_l("Ya pasó")),
    ScanOutcome.LEFT: Label(_l("Salida")),
    ScanOutcome.FULL: Label(_l("Lleno")),
    ScanOutcome.NOT_HERE: Label(_l("Aquí no")),
    ScanOutcome.NOT_TODAY: Label(_l("Hoy no")),
    ScanOutcome.REVOKED: Label(_l("Gafete cancelado")),
    ScanOutcome.UNKNOWN: Label(_l("Desconocido")),
    ScanOutcome.REFERRED: Label(_l("No entró")),
}
REASONS = {
    ScanReason.FIRST_TODAY: Label(_l("Puede pasar.")),
    ScanReason.MADE_AT_DESK: Label(_l("Puede pasar: gafete recién hecho en la mesa de registro.")),
    ScanReason.CAME_BACK: Label(_l("Puede pasar: vuelve a entrar.")),
    ScanReason.ONCE_A_DAY: Label(_l("Entró a las %(since)s por %(gate)s. Aquí se entra una vez al día.")),
    ScanReason.WENT_OUT: Label(_l("Registramos su salida.")),
    ScanReason.NOT_INSIDE: Label(_l("Puede salir. No hay entrada registrada, o ya había salido.")),
    ScanReason.AREA_FULL: Label(_l("Se llegó al aforo. Espere a que salga alguien o llame al supervisor.")),
    ScanReason.AREA_CLOSED: Label(_l("Esta área no abre hoy.")),
    ScanReason.CATEGORY_NOT_HERE: Label(_l("La categoría %(category)s no entra a esta área.")),
    ScanReason.ENTERED_BEFORE: Label(_l("Entró a las %(since)s por %(gate)s.")),
    ScanReason.FORUM_CLOSED: Label(_l("Hoy no abre el foro.")),
    ScanReason.CATEGORY_NOT_TODAY: Label(_l("La categoría %(category)s no entra hoy.")),
    ScanReason.BADGE_REVOKED: Label(_l("Envíe a la mesa de registro.")),
    ScanReason.NOT_APPROVED: Label(_l("El registro no está vigente. Envíe a la mesa de registro.")),
    ScanReason.NO_SUCH_BADGE: Label(_l("Ningún gafete tiene ese código.")),
    ScanReason.OTHER_EDITION: Label(_l("Es un gafete de otra edición.")),
    ScanReason.NOT_A_CODE: Label(_l("Eso no es un código de gafete: son 20 letras y números.")),
    ScanReason.SENT_TO_DESK: Label(_l("Sin conexión, se envió a la mesa de registro.")),
    ScanReason.SUPERVISOR_CALLED: Label(_l("Sin conexión, se llamó al supervisor.")),
    ScanReason.REFUSED_OFFLINE: Label(_l("Sin conexión, no se dejó pasar.")),
}
WHY_REVOKED = {
    RevokedFor.REISSUED: _l("Se repuso por otro gafete. Envíe a la mesa de registro."),
    RevokedFor.CANCELLED: _l("El registro se canceló. Envíe a la mesa de registro."),
}
TOLD = {
    Told.ADMITTED: Label(_l("Adelante")),
    Told.ALREADY_INSIDE: Label(_l("Ya entró")),
    Told.ONLY_ONCE: Label(_l("Ya pasó")),
    Told.LEFT: Label(_l("Salida")),
    Told.FULL: Label(_l("Lleno")),
    Told.NOT_HERE: Label(_l("Aquí no")),
    Told.NOT_TODAY: Label(_l("Hoy no")),
    Told.REVOKED: Label(_l("Gafete cancelado")),
    Told.UNKNOWN: Label(_l("Desconocido")),
    Told.SUPERVISOR: Label(_l("Llame al supervisor")),
    Told.LET_IN: Label(_l("Deje pasar")),
    Told.DESK: Label(_l("A la mesa de registro")),
    Told.HELD: Label(_l("Otra indicación, sin dejar pasar")),
}
OFFLINE = {
    OfflineChoice.LET_IN: Label(_l("Deje pasar: revisamos el escaneo cuando se envíe.")),
    OfflineChoice.DESK: Label(_l("Envíe a la mesa de registro.")),
    OfflineChoice.OWN: Label(_l("Otra indicación")),
}
CONFLICTS = {
    Conflict.LET_IN: Label(_l("Pase indebido"), "danger", "alert"),
    Conflict.TWICE: Label(_l("Pase doble"), "warning", "users"),
    Conflict.KEPT_OUT: Label(_l("Pase negado"), "info", "ban"),
}
DEVICE_STATES = {
    DeviceState.OPEN: Label(_l("Escaneando"), "success", "scan"),
    DeviceState.LOCKED: Label(_l("Con PIN"), "neutral", "lock"),
    DeviceState.AWAY: Label(_l("Sin abrir"), "neutral", "moon"),
    DeviceState.ENDED: Label(_l("Turno terminado"), "neutral", "check"),
    DeviceState.CLOSING: Label(_l("Cerrado, por borrar"), "warning", "wait"),
    DeviceState.WIPED: Label(_l("Cerrado y borrado"), "neutral", "ban"),
}
DEVICE_ALARMS = {
    DeviceAlarm.SILENT_LANE: Label(_l("Fila en silencio"), "warning", "users"),
    DeviceAlarm.OLD_DATA: Label(_l("Datos viejos"), "warning", "clock"),
    DeviceAlarm.NOT_HEARD: Label(_l("Sin señal"), "danger", "alert"),
    DeviceAlarm.UNSENT: Label(_l("Por enviar"), "warning", "upload"),
}
DEVICE_EVENTS = {
    DeviceEventKind.PAIRED: Label(_l("Vinculado"), "success", "link"),
    DeviceEventKind.RENAMED: Label(_l("Nombre nuevo"), icon="edit"),
    DeviceEventKind.PIN_SET: Label(_l("PIN puesto"), icon="lock"),
    DeviceEventKind.PIN_REMOVED: Label(_l("PIN quitado"), icon="lock"),
    DeviceEventKind.ENDED: Label(_l("Turno terminado"), icon="check"),
    DeviceEventKind.CLOSED: Label(_l("Cerrado a distancia"), "danger", "ban"),
    DeviceEventKind.WIPED: Label(_l("Borró lo que guardaba"), "success", "trash"),
}
OVERRIDES = {
    OverrideReason.PROGRAMME: Label(_l("Participa hoy en el programa")),
    OverrideReason.INVITED: Label(_l("Invitación del comité organizador")),
    OverrideReason.MISTAKE: Label(_l("Su registro tiene un error")),
    OverrideReason.OTHER: Label(_l("Otro motivo")),
}
LABELS = (
    *(AREA_KINDS, DIRECTIONS, OUTCOMES, REASONS, TOLD, OFFLINE, CONFLICTS),
    *(DEVICE_STATES, DEVICE_ALARMS, DEVICE_EVENTS, OVERRIDES),
)


def ago_words(moment: datetime | None, *, now: datetime) -> str:
    """How long ago a moment was; empty for none, the day and hour where it was half a day ago or more."""
    if moment is None:
        return ""
    minutes = int((now - moment) / timedelta(minutes=1))
    if minutes < 1:
        return _("ahora")
    if minutes < 60:
        return _("hace %(minutes)s min", minutes=minutes)
    hours = minutes // 60
    return _("hace %(hours)s h", hours=hours) if hours < 12 else date_time(moment)


def offline_words(rule: OfflineRule | None) -> str:
    """What a steward does with a person whose scan cannot be answered."""
    if rule is not None and rule.choice is OfflineChoice.OWN:
        return rule.text_en if locale_name() == "en" and rule.text_en else rule.text_es
    return str(OFFLINE[rule.choice if rule is not None else OfflineChoice.LET_IN])


def offline_answers() -> dict[str, dict[str, str]]:
    """The words of every answer that a scanner gives without network; it fills in `{since}`, `{gate}`, `{category}`."""
    places = {name: f"{{{name}}}" for name in ("since", "gate", "category")}
    outcomes = {outcome.value: str(OUTCOMES[outcome]) for outcome in ScanOutcome}
    return {
        "outcomes": {**outcomes, Told.SUPERVISOR.value: str(TOLD[Told.SUPERVISOR])},
        "reasons": {reason.value: str(REASONS[reason]) % places for reason in ScanReason},
        "revoked": {cause.value: str(why) for cause, why in WHY_REVOKED.items()},
    }


def offline_told(rule: OfflineRule | None) -> Told:
    """What a scanner says it told a steward to whom it showed that."""
    if rule is None or rule.choice is OfflineChoice.LET_IN:
        return Told.LET_IN
    if rule.choice is OfflineChoice.OWN:
        return Told.LET_IN if rule.own_lets_in else Told.HELD
    return Told.DESK


def answer_in_words(answer: ScanAnswer) -> dict[str, Any]:
    """An answer as the steward reads it; times are in the venue's time zone."""
    context = answer.context
    category = context.category_en if locale_name() == "en" else context.category_es
    since = f"{context.since:%H:%M}" if context.since else ""
    places = {"since": since, "gate": context.since_gate, "category": category}
    inside = answer.outcome in {ScanOutcome.ALREADY_INSIDE, ScanOutcome.ONLY_ONCE}
    return {
        "outcome": answer.outcome.value,
        "title": str(OUTCOMES[answer.outcome]),
        "detail": why_words(answer.reason, answer.context.revoked_for) % places,
        "name": context.name,
        "organisation": context.organisation,
        "category": category,
        "colour": context.colour,
        "since": since if inside else "",
        "gate": context.since_gate if inside else context.gate_name,
        "count": answer.count,
        **({} if answer.told is None else {"alert": _alert(answer)}),
    }


def why_words(reason: ScanReason, revoked_for: RevokedFor | None) -> str:
    """Why a scan is answered so, of a revoked badge what became of it; places are to be filled in."""
    if reason is ScanReason.BADGE_REVOKED and revoked_for is not None:
        return str(WHY_REVOKED[revoked_for])
    return str(REASONS[reason])


def _alert(answer: ScanAnswer) -> str:
    """What a supervisor must know of a scan that a device answered itself; empty where all is well."""
    conflict = conflict_of(answer.told, answer.outcome) if answer.told is not None else None
    if conflict is Conflict.LET_IN:
        return _("Se dejó pasar sin conexión. Avise al supervisor.")
    if conflict is Conflict.TWICE:
        return _("Se dejó pasar dos veces con el mismo gafete. Avise al supervisor.")
    return ""
