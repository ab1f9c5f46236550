"""The API of the scanner: a scan in, an answer out, in the steward's language; and what a device kept, many at once.

`POST /api/gates/<id>/scans` names no edition: a steward of some edition comes in, and the permission is asked
again for the edition of the gate.
"""

from base64 import b64decode
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from forum.accounts.context import current_person
from forum.checkin.errors import ScanNotUnderstood
from forum.checkin.labels import answer_in_words
from forum.checkin.rules import PERMISSION
from forum.checkin.service import record_scan
from forum.checkin.transfer import gate_of, read_scan
from forum.core.access import requires_somewhere
from forum.core.clock import utc_now
from forum.core.sealing import open_sealed
from forum.core.web import answered_alone

blueprint = Blueprint("checkin_api", __name__, url_prefix="/api")

MOST_AT_ONCE = 50


@blueprint.post("/gates/<int:gate_id>/scans")
@requires_somewhere(PERMISSION)
def scan_create(gate_id: int) -> Response:
    """Record one scan and answer it."""
    person = current_person()
    body = request.get_json(silent=True)
    return jsonify(**recorded(body, gate_id=gate_id, by=person.id, may_scan=_may_scan))


@blueprint.post("/scans")
@requires_somewhere(PERMISSION)
def scans_create() -> Response:
    """Record scans that a device kept, up to fifty, each at its `gate` and for itself: one refused stops no other.

    The answers come in the same order, each with the `status` that the scan alone would have been answered with.
    """
    by = current_person().id
    return jsonify(answers=[answer_to(each, by=lambda _body: by, may_scan=_may_scan) for each in many_scans()])


def _may_scan(edition_id: int) -> bool:
    return current_person().may(PERMISSION, edition_id)


def many_scans() -> list[Any]:
    """The scans that a device or a hub sent at once.

    Raises:
        ScanNotUnderstood: there are none, or too many.
    """
    body = request.get_json(silent=True)
    scans = body.get("scans") if isinstance(body, dict) else None
    if not isinstance(scans, list) or len(scans) > MOST_AT_ONCE:
        raise ScanNotUnderstood
    return scans


def answer_to(body: Any, *, by: Callable[[Any], int], may_scan: Callable[[int], bool]) -> dict[str, Any]:
    """Record one scan of many, `by` says of whom: its answer or its refusal, with the status."""
    return answered_alone(lambda: recorded(body, gate_id=gate_of(body), by=by(body), may_scan=may_scan))


def recorded(body: Any, *, gate_id: int, by: int, may_scan: Callable[[int], bool]) -> dict[str, Any]:
    """Record a scan; its answer in words."""
    scan = read_scan(body, text_of=opened_text)
    answer = record_scan(scan, gate_id=gate_id, by=by, may_scan=may_scan, now=utc_now())
    return {"id": scan.scan_id, **answer_in_words(answer)}


def opened_text(body: dict[str, Any]) -> Any:
    """What was read; a device that kept the scan sealed it for us. What cannot be opened is recorded all the same."""
    if "sealed" not in body:
        return body.get("code", "")
    opened = open_sealed(b64decode(body["sealed"], validate=True), label=str(UUID(body["id"])))
    return "" if opened is None else opened.decode(errors="replace")
