"""The pages of the door: gates, the scanner, search by name, counts."""

from base64 import b64encode
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import Blueprint, after_this_request, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.accounts.context import current_person
from forum.checkin import queries, service
from forum.checkin.enums import GateDirection, OfflineChoice, ScanMethod
from forum.checkin.errors import GateInUse
from forum.checkin.forms import GateForm, OfflineForm, ScanForm
from forum.checkin.labels import answer_in_words, offline_answers, offline_told, offline_words
from forum.checkin.queries.devices import count_alarms
from forum.checkin.rules import PERMISSION, ScanInput, local_day, search_words
from forum.checkin.service.conflicts import reopen_conflict, review_conflict
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import clock_time, number
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.paging import page_number
from forum.core.sealing import public_key
from forum.core.web import is_fragment
from forum.editions.context import current_edition

blueprint = Blueprint("checkin", __name__, url_prefix="/<edition_slug>/checkin")

WITHOUT_SCRIPT = "form"


@blueprint.get("/gates")
@requires(PERMISSION)
def gate_list() -> str:
    """Choose the gate to scan at."""
    edition = current_edition()
    supervises = current_person().may("checkin.supervise", edition.id)
    conflicts = queries.count_conflicts(edition.id) if supervises else 0
    alarms = count_alarms(edition.id, time_zone=edition.time_zone, now=utc_now()) if supervises else 0
    return render_template("checkin/gates.html", gates=_gates(), today=_today(), conflicts=conflicts, alarms=alarms)


@blueprint.route("/gates/new", methods=["GET", "POST"])
@requires("checkin.supervise")
def gate_new() -> Any:
    """Add a gate."""
    edition_id = current_edition().id
    form = _gate_form(GateForm())
    if form.accepts(lambda: service.add_gate(edition_id, **_typed_gate(form))):
        flash(_("Agregamos la puerta."), "success")
        return redirect(url_for("checkin.gate_list"))
    return render_template("checkin/gate_edit.html", form=form, gate=None), form.status


@blueprint.route("/gates/<int:gate_id>/edit", methods=["GET", "POST"])
@requires("checkin.supervise")
def gate_edit(gate_id: int) -> Any:
    """Change a gate; while it has no scans it can be deleted from here."""
    edition_id = current_edition().id
    gate = queries.get_gate(gate_id, edition_id=edition_id)
    form = _gate_form(GateForm(obj=gate, data={"area": gate.area_id}))
    if form.accepts(lambda: service.change_gate(gate_id, edition_id=edition_id, **_typed_gate(form))):
        flash(_("Guardamos la puerta."), "success")
        return redirect(url_for("checkin.gate_list"))
    return render_template("checkin/gate_edit.html", form=form, gate=gate), form.status


def _gate_form(form: GateForm) -> GateForm:
    form.area.choices = options((area.id, area.name) for area in queries.list_areas(current_edition().id))
    return form


def _typed_gate(form: GateForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "area_id": form.area.data,
        "direction": GateDirection(form.direction.data),
    }


@blueprint.post("/gates/<int:gate_id>/deletion")
@requires("checkin.supervise")
def gate_delete(gate_id: int) -> WerkzeugResponse:
    """Delete a gate that has no scans."""
    try:
        service.delete_gate(gate_id, edition_id=current_edition().id)
    except GateInUse as refusal:
        flash(_(refusal.sentence), "error")
        return redirect(url_for("checkin.gate_edit", gate_id=gate_id), 303)
    flash(_("Borramos la puerta."), "success")
    return redirect(url_for("checkin.gate_list"), 303)


@blueprint.route("/offline", methods=["GET", "POST"])
@requires("checkin.supervise")
def offline_edit() -> Any:
    """Choose what stewards do with a person whose scan cannot be answered."""
    edition_id = current_edition().id
    form = OfflineForm(obj=queries.find_offline_rule(edition_id))
    if form.accepts(
        lambda: service.set_offline_rule(
            edition_id,
            choice=OfflineChoice(form.choice.data),
            text_es=form.text_es.data,
            text_en=form.text_en.data,
            own_lets_in=form.own_lets_in.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos la indicación. Cada escáner la tiene cuando vuelva a abrir su puerta."), "success")
        return redirect(url_for("checkin.gate_list"))
    return render_template("checkin/offline.html", form=form), form.status


@blueprint.get("/gates/<int:gate_id>")
@requires(PERMISSION)
def gate_show(gate_id: int) -> str:
    """The scanner of a gate."""
    after_this_request(_kept_by_browser)
    return _scanner(gate_id, answer=None)


@blueprint.post("/gates/<int:gate_id>/scans")
@requires(PERMISSION)
def scan_create(gate_id: int) -> Any:
    """A typed code or a person found by name, without JavaScript: the scanner again, with the answer on it."""
    form, now, edition_id = ScanForm(), utc_now(), current_edition().id
    done = form.accepts(lambda: _scan_input(form, now))
    if done is None:
        return _scanner(gate_id, answer=None), form.status
    answer = service.record_scan(
        done.result, gate_id=gate_id, by=current_person().id, may_scan=lambda of_gate: of_gate == edition_id, now=now
    )
    return _scanner(gate_id, answer=answer_in_words(answer))


@blueprint.get("/gates/<int:gate_id>/people")
@requires(PERMISSION)
def person_list(gate_id: int) -> str:
    """People whose name contains the words typed: a fragment of the scanner, or a page."""
    typed = request.args.get("q", "")
    edition = current_edition()
    gate = queries.get_gate(gate_id, edition_id=edition.id)
    people = queries.find_people(typed, edition_id=edition.id, area_id=gate.area_id, day=_today())
    template = "checkin/_people.html" if is_fragment() else "checkin/people.html"
    return render_template(
        template, gate=gate, people=people, typed=typed, searched=bool(search_words(typed)), new_id=_new_id
    )


@blueprint.get("/gates/<int:gate_id>/counts")
@requires(PERMISSION)
def count_show(gate_id: int) -> WerkzeugResponse:
    """Today's entries at this gate and who is in its area: a fragment that refreshes itself every few seconds."""
    edition_id = current_edition().id
    scanner = queries.get_scanner(gate_id, edition_id=edition_id)
    response = make_response(render_template("checkin/_counts.html", **_shown(scanner)))
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/counts")
@requires("checkin.supervise")
def count_list() -> str:
    """Who is in, and today's entries per gate and hour; as a fragment it refreshes what changes by the minute."""
    edition = current_edition()
    zone, today = ZoneInfo(edition.time_zone), _today()
    gates = queries.counts_by_gate(edition.id, day=today, zone=zone, now=utc_now())
    areas = queries.counts_by_area(edition.id, day=today)
    if is_fragment():
        return render_template("checkin/_live.html", gates=gates, areas=areas)
    hours = queries.counts_by_hour(edition.id, day=today)
    totals = [(clock_time(hour), sum(by_gate.values())) for hour, by_gate in hours.items()]
    return render_template(
        "checkin/counts.html",
        today=today,
        gates=gates,
        areas=areas,
        hours=hours,
        bars=[(hour, entries, number(entries)) for hour, entries in totals],
        headings=[_("Hora"), *((gate.name,) for gate in gates)],
        total=queries.edition_count(edition.id),
    )


@blueprint.get("/conflicts")
@requires("checkin.supervise")
def conflict_list() -> str:
    """Where a scanner without network said something else than the rules: who came in and should not have, and so."""
    edition = current_edition()
    page = queries.list_conflicts(edition.id, zone=ZoneInfo(edition.time_zone), number=page_number())
    return render_template("checkin/conflicts.html", page=page)


@blueprint.post("/conflicts/<scan_id>/review")
@requires("checkin.supervise")
def conflict_review_update(scan_id: str) -> WerkzeugResponse:
    """Tick off a difference, or take that back."""
    edition_id = current_edition().id
    if request.form.get("done") == "no":
        reopen_conflict(scan_id, edition_id=edition_id)
    else:
        review_conflict(scan_id, edition_id=edition_id, by=current_person().id, now=utc_now())
    return redirect(url_for("checkin.conflict_list"), 303)


def _kept_by_browser(response: WerkzeugResponse) -> WerkzeugResponse:
    """Let a browser keep the scanner, which names nobody: *back* must work at a door without a network."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _scanner(gate_id: int, *, answer: dict[str, Any] | None) -> str:
    scanner = queries.get_scanner(gate_id, edition_id=current_edition().id)
    return render_template(
        "checkin/scanner.html",
        **_shown(scanner),
        leaves=request.values.get("way") == GateDirection.OUT,
        answer=answer,
        new_id=_new_id,
        offline=offline_words(scanner.rule),
        offline_told=offline_told(scanner.rule).value,
        answers=offline_answers(),
        seal_key=b64encode(public_key()).decode(),
    )


def _shown(scanner: queries.Scanner) -> dict[str, Any]:
    """A gate and its area as the scanner shows them: entries through the gate, and who is in."""
    gate, area, edition, today = scanner.gate, scanner.area, current_edition(), _today()
    return {
        "gate": gate,
        "area": area,
        "has_ways_out": scanner.has_ways_out,
        "here": queries.entries_at(gate.id, edition_slug=edition.slug, day=today),
        "inside": queries.inside_of(area.id, edition_slug=edition.slug, day=today),
    }


def _scan_input(form: ScanForm, now: datetime) -> ScanInput:
    registration_id = form.registration.data
    return ScanInput(
        scan_id=form.scan_id.data,
        text=form.code.data,
        registration_id=registration_id,
        method=ScanMethod.TYPED if registration_id is None else ScanMethod.SEARCH,
        device=WITHOUT_SCRIPT,
        scanned_at=now,
        leaves=form.way.data == GateDirection.OUT,
    )


def _gates() -> list[queries.GateRow]:
    return queries.list_gates(current_edition().id, day=_today())


def _today() -> date:
    return local_day(utc_now(), current_edition().time_zone)


def _new_id() -> str:
    return str(uuid4())
