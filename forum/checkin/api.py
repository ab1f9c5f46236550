"""The scanner's own address: one scan in, one answer out, in the steward's language.

`POST /api/gates/<id>/scans` names no edition: the gate does, and the permission is checked for the gate's edition.
"""

from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from forum.accounts.context import current_person
from forum.checkin.errors import ScanNotUnderstood
from forum.checkin.models import ScanMethod, ScanOutcome, ScanReason
from forum.checkin.rules import Reading
from forum.checkin.service import Answer, record_scan
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import N_, locale_name
from forum.core.i18n import gettext as _
from forum.core.incoming import LARGEST

blueprint = Blueprint("checkin_api", __name__, url_prefix="/api")

PERMISSION = "checkin.scan"

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


@blueprint.post("/gates/<int:gate_id>/scans")
@requires(PERMISSION)
def scan_create(gate_id: int) -> Response:
    """Record one scan and say what the door answers."""
    reading = _reading(request.get_json(silent=True))
    person = current_person()
    answer = record_scan(
        reading,
        gate_id=gate_id,
        by=person.id,
        may_scan=lambda edition_id: person.may(PERMISSION, edition_id),
        now=utc_now(),
    )
    return jsonify(id=reading.scan_id, **answer_in_words(answer))


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


def _reading(body: Any) -> Reading:
    if not isinstance(body, dict):
        raise ScanNotUnderstood
    try:
        reading = Reading(
            scan_id=str(UUID(cast("str", body["id"]))),
            read=body.get("code", ""),
            registration_id=body.get("registration"),
            method=ScanMethod(body["method"]),
            device=body["device"],
            scanned_at=datetime.fromisoformat(body["scanned_at"]),
        )
        reading.scanned_at.astimezone(UTC)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ScanNotUnderstood from error
    if not _is_sound(reading):
        raise ScanNotUnderstood
    return reading


def _is_sound(reading: Reading) -> bool:
    return (
        isinstance(reading.read, str)
        and isinstance(reading.device, str)
        and reading.scanned_at.tzinfo is not None
        and (reading.registration_id is None or _is_key(reading.registration_id))
        and (reading.method is ScanMethod.SEARCH) == (reading.registration_id is not None)
    )


def _is_key(value: object) -> bool:
    return type(value) is int and 0 < value <= LARGEST
