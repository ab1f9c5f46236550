"""The API of the scanner: a scan in, an answer out, in the steward's language; and what a device kept, many at once.

`POST /api/gates/<id>/scans` names no edition: a steward of some edition comes in, and the permission is asked
again for the edition of the gate.
"""

from base64 import b64decode
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from forum.accounts.context import current_person
from forum.checkin.enums import ScanMethod, Told
from forum.checkin.errors import ScanNotUnderstood
from forum.checkin.labels import answer_in_words
from forum.checkin.rules import PERMISSION, ScanInput
from forum.checkin.service import record_scan
from forum.core.access import requires_somewhere
from forum.core.clock import utc_now
from forum.core.errors import Refusal
from forum.core.i18n import sentence_of
from forum.core.incoming import LARGEST
from forum.core.sealing import open_sealed

blueprint = Blueprint("checkin_api", __name__, url_prefix="/api")

MOST_AT_ONCE = 50


@blueprint.post("/gates/<int:gate_id>/scans")
@requires_somewhere(PERMISSION)
def scan_create(gate_id: int) -> Response:
    """Record one scan and answer it."""
    return jsonify(**_recorded(request.get_json(silent=True), gate_id=gate_id))


@blueprint.post("/scans")
@requires_somewhere(PERMISSION)
def scans_create() -> Response:
    """Record scans that a device kept, up to fifty, each at its `gate` and for itself: one refused stops no other.

    The answers come in the same order, each with the `status` that the scan alone would have been answered with.
    """
    body = request.get_json(silent=True)
    scans = body.get("scans") if isinstance(body, dict) else None
    if not isinstance(scans, list) or len(scans) > MOST_AT_ONCE:
        raise ScanNotUnderstood
    return jsonify(answers=[_answer_to(each) for each in scans])


def _answer_to(body: Any) -> dict[str, Any]:
    try:
        gate_id = body.get("gate") if isinstance(body, dict) else None
        if not _is_key(gate_id):
            raise ScanNotUnderstood
        return {"status": 200, **_recorded(body, gate_id=cast("int", gate_id))}
    except Refusal as refusal:
        message = sentence_of(refusal.sentence, refusal.params)
        return {"status": refusal.status, "code": refusal.code, "message": message}


def _recorded(body: Any, *, gate_id: int) -> dict[str, Any]:
    scan, person = _scan_input(body), current_person()
    answer = record_scan(
        scan,
        gate_id=gate_id,
        by=person.id,
        may_scan=lambda edition_id: person.may(PERMISSION, edition_id),
        now=utc_now(),
    )
    return {"id": scan.scan_id, **answer_in_words(answer)}


def _scan_input(body: Any) -> ScanInput:
    if not isinstance(body, dict):
        raise ScanNotUnderstood
    try:
        scan = ScanInput(
            scan_id=str(UUID(cast("str", body["id"]))),
            text=_read(body),
            registration_id=body.get("registration"),
            method=ScanMethod(body["method"]),
            device=body["device"],
            scanned_at=_moment(body["scanned_at"]),
            sent_at=_moment(body["sent_at"]) if "sent_at" in body else None,
            told=Told(body["told"]) if "told" in body else None,
            clock_offset_ms=body.get("offset_ms"),
            data_at=_moment(body["data_at"]) if "data_at" in body else None,
            leaves=body.get("leaves", False),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ScanNotUnderstood from error
    if not _is_valid(scan):
        raise ScanNotUnderstood
    return scan


def _read(body: dict[str, Any]) -> Any:
    """What was read; a device that kept the scan sealed it for us. What cannot be opened is recorded all the same."""
    if "sealed" not in body:
        return body.get("code", "")
    opened = open_sealed(b64decode(body["sealed"], validate=True), label=str(UUID(body["id"])))
    return "" if opened is None else opened.decode(errors="replace")


def _moment(text: str) -> datetime:
    """An aware moment of the calendar in UTC too; ValueError or OverflowError where it is none."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _is_valid(scan: ScanInput) -> bool:
    return (
        isinstance(scan.text, str)
        and isinstance(scan.device, str)
        and isinstance(scan.leaves, bool)
        and (scan.registration_id is None or _is_key(scan.registration_id))
        and (scan.clock_offset_ms is None or _is_offset(scan.clock_offset_ms))
        and (scan.method is ScanMethod.SEARCH) == (scan.registration_id is not None)
    )


def _is_offset(value: object) -> bool:
    return type(value) is int and abs(value) <= LARGEST


def _is_key(value: object) -> bool:
    return type(value) is int and 0 < value <= LARGEST
