"""What the door answers, in words."""

from typing import Any

from forum.checkin.enums import ScanOutcome, ScanReason
from forum.checkin.service import Answer
from forum.core.i18n import N_, locale_name
from forum.core.i18n import gettext as _

TITLES = {
    ScanOutcome.ADMITTED: N_("Adelante"),
    ScanOutcome.ALREADY_INSIDE: N_("Ya entró"),
    ScanOutcome.NOT_TODAY: N_("Hoy no"),
    ScanOutcome.REVOKED: N_("Anulado"),
    ScanOutcome.UNKNOWN: N_("Desconocido"),
}


DETAILS = {
    ScanReason.FIRST_TODAY: N_("Puede pasar."),
    ScanReason.ENTERED_BEFORE: N_("Entró a las %(since)s por %(gate)s."),
    ScanReason.FORUM_CLOSED: N_("Hoy no abre el foro."),
    ScanReason.CATEGORY_NOT_TODAY: N_("La categoría %(category)s no entra hoy."),
    ScanReason.BADGE_REVOKED: N_("Este gafete fue anulado. Envíe a la persona al mostrador por uno nuevo."),
    ScanReason.NOT_APPROVED: N_("Su registro no está vigente. Envíe a la persona al mostrador."),
    ScanReason.NO_SUCH_BADGE: N_("Ningún gafete tiene ese código."),
    ScanReason.OTHER_EDITION: N_("Es un gafete de otra edición."),
    ScanReason.NOT_A_CODE: N_("Eso no es un código de gafete: son 20 letras y números."),
}


def answer_in_words(answer: Answer) -> dict[str, Any]:
    """An answer as the steward reads it; times are those of the venue's clocks."""
    sight = answer.sight
    category = sight.category_en if locale_name() == "en" else sight.category_es
    since = f"{sight.since:%H:%M}" if sight.since else ""
    places = {"since": since, "gate": sight.since_gate, "category": category}
    inside = answer.outcome is ScanOutcome.ALREADY_INSIDE
    return {
        "outcome": answer.outcome.value,
        "title": _(TITLES[answer.outcome]),
        "detail": _(DETAILS[answer.reason]) % places,
        "name": sight.name,
        "organisation": sight.organisation,
        "category": category,
        "colour": sight.colour,
        "since": since if inside else "",
        "gate": sight.since_gate if inside else sight.gate_name,
        "count": answer.count,
    }
