"""The site of the hub: everything is the centre's; scans and rosters are the hub's own where the centre is away."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from flask import Flask, Request, Response, current_app, jsonify, make_response, render_template, request

from forum.checkin.api.moments import since_in_address
from forum.checkin.api.reports import report_of, told_fields
from forum.checkin.api.scans import many_scans
from forum.checkin.errors import ScanNotUnderstood
from forum.checkin.labels import LABELS, ago_words
from forum.checkin.rules.devices import DeviceReport
from forum.checkin.rules.hubs import STEWARD_HEADER
from forum.checkin.transfer import gate_of
from forum.core.errors import Refusal
from forum.core.filters import init_filters
from forum.core.i18n import gettext as _
from forum.core.i18n import init_i18n, locale_name, sentence_of
from forum.core.incoming import init_incoming
from forum.core.labels import init_labels
from forum.core.static import init_static, static_file
from forum.core.ui import init_ui
from forum.core.web import POLICY, answered_alone, asset, is_fragment
from forum.hub.centre import LONG_PATIENCE, PATIENCE, CentreAnswer, CentreAway
from forum.hub.door import HubDoor, NoData, PhoneScan
from forum.hub.passing import is_of_another_site, passed_on, response_of, session_hash
from forum.hub.relay import Relay
from forum.hub.words import age_of, answer_in_words
from forum.settings import ROOT, Settings

ALL_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
STATUS_PAGE = "/_hub"
MOST_SHOWN = 20
MOST_PHONES = 200
ACCEPTED_EVERY = timedelta(minutes=1)
SEEN_WITHIN = timedelta(minutes=30)
MANY_PATIENCE = 5.0
REFUSED_SESSIONS = frozenset({302, 303, 401, 403, 410})
HEADERS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


@dataclass
class Hub:
    """What the pages of a hub know: the relay, the door, and the phones that were heard of."""

    relay: Relay
    door: HubDoor
    phones: dict[str, tuple[DeviceReport, datetime]] = field(default_factory=dict)
    accepted: dict[str, datetime] = field(default_factory=dict)

    def heard(self, *, now: datetime) -> None:
        """Note what a phone says of itself."""
        report = report_of(told_fields(), now=now)
        if report is not None:
            self.phones[report.key] = (report, now)
            recent = {key: each for key, each in self.phones.items() if now - each[1] < SEEN_WITHIN}
            self.phones = recent if len(recent) <= MOST_PHONES else {report.key: (report, now)}

    def accept(self, hash: str, *, steward: str, now: datetime) -> None:
        """The centre took this session's question: it is served without the centre for some hours."""
        last = self.accepted.get(hash)
        if hash and (last is None or now - last > ACCEPTED_EVERY):
            self.relay.journal.accept_session(hash, steward=steward, now=now)
            if len(self.accepted) >= MOST_PHONES:
                self.accepted.clear()
            self.accepted[hash] = now

    def refuse(self, hash: str) -> None:
        """The centre did not take it."""
        if hash:
            self.accepted.pop(hash, None)
            self.relay.journal.forget_session(hash)


def create_hub(relay: Relay, settings: Settings) -> Flask:
    """The site of a hub."""
    app = hub_app("forum.hub", settings)
    app.extensions["hub"] = Hub(relay, HubDoor(relay))
    app.add_url_rule(STATUS_PAGE, view_func=status_show)
    app.add_url_rule("/api/gates/<int:gate_id>/scans", view_func=scan_create, methods=["POST"])
    app.add_url_rule("/api/scans", view_func=scans_create, methods=["POST"])
    app.add_url_rule("/<edition_slug>/checkin/roster", view_func=roster_show)
    app.add_url_rule("/static/<path:filename>", view_func=file_show, endpoint="own_static")
    app.add_url_rule("/", view_func=page_show, methods=ALL_METHODS)
    app.add_url_rule("/<path:path>", view_func=page_show, methods=ALL_METHODS)
    app.register_error_handler(CentreAway, _away)
    app.register_error_handler(NoData, _away)
    app.register_error_handler(Refusal, _refused)
    return app


def hub_app(name: str, settings: Settings) -> Flask:
    """A site that draws pages with our components, in both languages, and keeps nothing of who looks."""
    app = Flask(name, root_path=str(ROOT), template_folder="templates", static_folder="static", static_url_path="/-")
    app.config.update(FORO=settings, MAX_CONTENT_LENGTH=8 * 1024 * 1024)
    init_incoming(app)
    init_i18n(app)
    init_filters(app)
    init_labels(app, LABELS)
    init_static(app)
    init_ui(app)
    app.jinja_env.globals.update(asset=asset)
    app.context_processor(lambda: {"locale": locale_name()})
    return app


def _hub() -> Hub:
    return cast("Hub", current_app.extensions["hub"])


def scan_create(gate_id: int) -> Response:
    """One scan: the centre's answer, or ours."""
    body = request.get_json(silent=True)
    here: Callable[[], Response] = lambda: jsonify(**_answered(gate_id, body, _steward()))  # noqa: E731
    answer = _asked(PATIENCE)
    if answer is None:
        return here()
    if answer.status == 200 and isinstance(body, dict):
        _hub().door.learn(PhoneScan(gate_id, body), json.loads(answer.body))
    return response_of(answer, _hub().relay.centre)


def scans_create() -> Response:
    """Scans that a phone kept: the centre's answers, or ours."""
    answer = _asked(MANY_PATIENCE)
    if answer is not None:
        return response_of(answer, _hub().relay.centre)
    steward = _steward()
    return jsonify(answers=[_answer_to(each, steward) for each in many_scans()])


def _answer_to(body: Any, steward: str) -> dict[str, Any]:
    return answered_alone(lambda: _answered(gate_of(body), body, steward))


def _answered(gate_id: int, body: Any, steward: str) -> dict[str, Any]:
    relay = _hub().relay
    if not isinstance(body, dict):
        raise ScanNotUnderstood
    answer = _hub().door.answer(PhoneScan(gate_id, body), steward=steward)
    if relay.roster is None:
        raise NoData
    return answer_in_words(answer, roster=relay.roster, now=relay.now())


def _asked(patience: float) -> CentreAnswer | None:
    """The centre's answer to this request; None where it gives none that a phone can use."""
    try:
        answer = passed_on(request, _hub().relay.centre, patience=patience, again=True)
    except CentreAway:
        return None
    return None if answer.status >= 500 else answer


def _steward() -> str:
    """Whose scans these are, by what the centre said of this session of late.

    Raises:
        CentreAway: it said nothing, or another site's page asks.
    """
    hub = _hub()
    steward = hub.relay.journal.steward_of(session_hash(request), now=hub.relay.now())
    if steward is None or is_of_another_site(request):
        raise CentreAway
    return steward


def roster_show(edition_slug: str) -> Response:
    """The roster: the centre's, which tells us whose session this is, or our copy."""
    hub, now, hash = _hub(), _hub().relay.now(), session_hash(request)
    hub.heard(now=now)
    try:
        patience = PATIENCE if "since" in request.args else LONG_PATIENCE
        answer = passed_on(request, hub.relay.centre, patience=patience, again=True, key=hub.relay.key)
    except CentreAway:
        return _own_roster(edition_slug)
    steward = answer.header(STEWARD_HEADER)
    if steward:
        hub.accept(hash, steward=steward, now=now)
    elif answer.status in REFUSED_SESSIONS:
        hub.refuse(hash)
    return response_of(answer, hub.relay.centre)


def _own_roster(edition_slug: str) -> Response:
    relay = _hub().relay
    _steward()
    if relay.roster is None or relay.roster.head["edition"] != edition_slug:
        raise NoData
    response = make_response(_hub().door.roster_file(since_in_address()))
    response.mimetype = "application/octet-stream"
    response.headers["Cache-Control"] = "no-store"
    return response


def file_show(filename: str) -> Response:
    """A file of the site: ours, where this hub has the same version, else the centre's."""
    own = Path(current_app.static_folder or "") / filename
    is_own = filename.startswith(("dist/", "brand/")) and ".." not in filename and own.is_file()
    return static_file(filename) if is_own else page_show()


def page_show(path: str = "") -> Response:  # noqa: ARG001 - the whole address is passed on
    """Any other page: the centre's."""
    centre = _hub().relay.centre
    return response_of(passed_on(request, centre, patience=LONG_PATIENCE), centre)


def status_show() -> Response:
    """How the hub is: the centre, the data, scans that wait, phones."""
    hub = _hub()
    relay, now = hub.relay, hub.relay.now()
    gates = relay.roster.head["gates"] if relay.roster is not None else {}
    response = make_response(
        render_template(
            "hub/_status.html" if is_fragment() else "hub/status.html",
            relay=relay,
            centre=relay.centre,
            age=age_of(relay.roster, now=now) if relay.roster is not None else "",
            waiting=relay.journal.count("waiting"),
            sent=relay.journal.count("sent"),
            refused_count=relay.journal.count("refused"),
            refused=relay.journal.refused(MOST_SHOWN),
            phones=sorted(hub.phones.values(), key=lambda each: each[0].key),
            gate_name=lambda id: gates.get(str(id), {}).get("name", ""),
            time_zone=relay.roster.time_zone if relay.roster is not None else "UTC",
            now=now,
            ago=ago_words,
        )
    )
    response.headers.update(HEADERS)
    return response


def _away(_fault: Exception) -> Any:
    """What cannot be had without the centre: said in words, so that a phone goes on by itself."""
    title, words = _("El centro no responde"), _("Los escáneres abiertos siguen trabajando. Inténtelo en un minuto.")
    if _is_script(request):
        return jsonify(code="hub.centre_away", message=f"{title}. {words}"), 503, HEADERS
    return render_template("hub/away.html", title=title, words=words), 503, HEADERS


def _refused(refusal: Refusal) -> Any:
    return jsonify(code=refusal.code, message=sentence_of(refusal.sentence, refusal.params)), refusal.status


def _is_script(asked: Request) -> bool:
    return asked.is_json or is_fragment() or asked.path.startswith("/api/") or asked.path.endswith("/roster")
