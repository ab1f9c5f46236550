"""The buyer reads the badge of who sits across, on their own phone."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.floor.forms import ScanForm
from forum.floor.service import scan_supplier
from forum.floor.views.blueprint import blueprint
from forum.matchmaking.enums import Side
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import meeting_for


@blueprint.route("/own/<int:meeting_id>/scan", methods=["GET", "POST"])
@signed_in
def own_scan_new(meeting_id: int) -> ResponseReturnValue:
    """Read the supplier's badge: the meeting is held."""
    meeting, form, by = _own(meeting_id), ScanForm(), current_person().id
    if form.accepts(lambda: scan_supplier(meeting, form.code.data or "", by=by, now=utc_now())):
        flash(_("Registramos que la cita se realizó."), "success")
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
    return render_template("floor/own_scan.html", meeting=meeting, form=form), form.status


def _own(meeting_id: int) -> Meeting:
    """A meeting of this buyer."""
    person = current_person()
    meeting, side = meeting_for(person.id, meeting_id, edition_id=current_edition().id, acting=True)
    if side is not Side.BUYER:
        raise NotFound
    return meeting
