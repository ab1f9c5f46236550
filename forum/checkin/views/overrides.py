"""Letting somebody in after a refusal, for who supervises the door: it is recorded who did so and why."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for

from forum.accounts.context import current_person
from forum.checkin.enums import OverrideReason
from forum.checkin.forms import OverrideForm
from forum.checkin.queries.overrides import get_refused, list_overrides, list_refused
from forum.checkin.rules import local_day
from forum.checkin.service.overrides import override_scan
from forum.checkin.views.devices import blueprint
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.paging import page_number
from forum.editions.context import current_edition


@blueprint.get("/overrides")
@requires("checkin.supervise")
def override_list() -> str:
    """Who was not let in today and may be, and everybody who was."""
    edition = current_edition()
    day = local_day(utc_now(), edition.time_zone)
    return render_template(
        "checkin/overrides.html",
        refused=list_refused(edition.id, day=day, zone=ZoneInfo(edition.time_zone)),
        page=list_overrides(edition.id, number=page_number()),
    )


@blueprint.route("/scans/<scan_id>/override", methods=["GET", "POST"])
@requires("checkin.supervise")
def override_new(scan_id: str) -> Any:
    """Let the person of a refused scan in, and say why."""
    edition, form = current_edition(), OverrideForm()
    scan = get_refused(scan_id, edition_id=edition.id)
    if form.accepts(
        lambda: override_scan(
            scan.scan_id,
            edition_id=edition.id,
            reason=OverrideReason(form.reason.data),
            note=form.note.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Anotamos el motivo. Deje pasar a %(name)s.", name=scan.name), "success")
        return redirect(url_for("checkin_devices.override_list"))
    return render_template("checkin/override_new.html", form=form, scan=scan), form.status
