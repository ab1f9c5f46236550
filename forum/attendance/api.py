"""The scanner of a session sends scans here, one at a time, and shows the answer."""

from flask import Blueprint, Response, jsonify, request

from forum.accounts.context import current_person
from forum.attendance.context import shown_talk
from forum.attendance.labels import answer_words
from forum.attendance.service import record_attendance
from forum.checkin.api.scans import opened_text
from forum.checkin.rules import PERMISSION
from forum.checkin.transfer import read_scan
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.editions.context import current_edition

blueprint = Blueprint("attendance_api", __name__, url_prefix="/<edition_slug>/attendance")


@blueprint.post("/<int:talk_id>/scans")
@requires(PERMISSION)
def scan_create(talk_id: int) -> Response:
    """Write down one scan and answer it."""
    talk, edition = shown_talk(talk_id), current_edition()
    scan = read_scan(request.get_json(silent=True), text_of=opened_text)
    answer = record_attendance(scan, talk=talk, edition_id=edition.id, by=current_person().id, now=utc_now())
    return jsonify(id=scan.scan_id, **answer_words(answer))
