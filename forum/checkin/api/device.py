"""What a scanner keeps on the device so that it starts and answers without network."""

import hashlib
import json

from flask import Blueprint, jsonify, make_response, request, session, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.checkin.api.hubs import tell_hub
from forum.checkin.api.moments import since_in_address
from forum.checkin.api.reports import device_key, report_of, told_fields
from forum.checkin.models import ConflictReview, Scan
from forum.checkin.queries import count_conflicts, get_gate
from forum.checkin.queries.devices import count_alarms
from forum.checkin.rules import PERMISSION
from forum.checkin.service.devices import is_closed, note_wiped, take_report
from forum.checkin.service.roster import names_of, roster_of
from forum.core.access import public, requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.kept import Kept
from forum.core.pocket import INK, app_manifest
from forum.core.web import asset, built_text
from forum.editions.context import current_edition
from forum.editions.models import Edition

blueprint = Blueprint("checkin_device", __name__, url_prefix="/<edition_slug>/checkin")

KEPT_CONFLICTS = Kept(count_conflicts, of=(Scan, ConflictReview), seconds=5)
KEPT_ALARMS = Kept(lambda edition_id, zone: count_alarms(edition_id, time_zone=zone, now=utc_now()), of=(), seconds=5)
"""Each scanner of a supervisor asks for both every few seconds."""

SHELL = (
    "app.css",
    "app.js",
    "htmx.js",
    "scanner.css",
    "scanner.js",
    "walkin.css",
    "walkin.js",
    "zxing_reader.wasm",
    "icons.svg",
    "font-latin.woff2",
    "font-latin-ext.woff2",
)
"""The files, by their names before hashing, of which the scanner's page and that of registering on site are made."""

BRAND = ("brand/favicon.svg", "brand/icon-180.png", "brand/icon-512.png")


@blueprint.get("/roster")
@requires(PERMISSION)
def roster_show() -> Response:
    """The badges of the edition, sealed; `?since=` (milliseconds, the `now` of the last one) asks for what changed."""
    edition, now = current_edition(), utc_now()
    told = _told_to_supervisors(edition)
    report = report_of(told_fields(), now=now)
    if report is not None:
        person = current_person()
        pin = take_report(report, edition_id=edition.id, person_id=person.id, session_id=person.session_id, now=now)
        told["pin"] = pin or ""
    roster = roster_of(edition, since=since_in_address(), now=now, told=told)
    response = make_response(roster.body)
    response.mimetype = "application/octet-stream"
    response.headers["Cache-Control"] = "no-store"
    response.set_etag(roster.tag)
    tell_hub(response, edition_id=edition.id, person_id=current_person().id)
    return response.make_conditional(request)


def _told_to_supervisors(edition: Edition) -> dict[str, int | str]:
    if not current_person().may("checkin.supervise", edition.id):
        return {}
    return {"conflicts": KEPT_CONFLICTS(edition.id), "alarms": KEPT_ALARMS(edition.id, edition.time_zone)}


@blueprint.get("/names")
@requires("checkin.supervise")
def name_list() -> Response:
    """Everybody's name, for a supervisor who searches without network; the device forgets it with its shift."""
    response = jsonify(people=names_of(current_edition().id))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/device/closing")
@public
def closing_show() -> Response:
    """Whether this browser is a device that was closed from afar; its session has ended, and it still knows which."""
    fields, token, edition_id = told_fields(), str(session.get("_user_id", "")), current_edition().id
    if fields.get("wiped") == "1":
        note_wiped(token, device_key(fields), edition_id=edition_id, now=utc_now())
    response = jsonify(closed=is_closed(token, edition_id=edition_id))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/worker.js")
@requires(PERMISSION)
def worker_show() -> Response:
    """The service worker of the scanners of this edition: what is built, behind the files it keeps."""
    script = built_text("worker.js")
    files = [asset(name) for name in SHELL] + [url_for("static", filename=name) for name in BRAND]
    version = hashlib.sha256(f"{files} {script}".encode()).hexdigest()[:12]
    response = make_response(f"self.SHELL={json.dumps({'version': version, 'files': files})};\n{script}")
    response.mimetype = "text/javascript"
    return response


@blueprint.get("/gates/<int:gate_id>/manifest.webmanifest")
@requires(PERMISSION)
def manifest_show(gate_id: int) -> Response:
    """What a phone needs to put the scanner of a gate on its first screen."""
    gate = get_gate(gate_id, edition_id=current_edition().id)
    address = url_for("checkin.gate_show", gate_id=gate.id)
    return app_manifest(
        address,
        name=_("Escáner, %(gate)s", gate=gate.name),
        short_name=gate.name,
        scope=url_for("checkin.gate_list").removesuffix("gates"),
        paper=INK,
    )
