"""What the desk writes down of a meeting: who came, who did not, who was called; and who takes the place left."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.labels import word_of
from forum.editions.context import current_edition
from forum.floor.forms import ScanForm
from forum.floor.service import scan_badge
from forum.floor.views.blueprint import blueprint
from forum.floor.views.desk import desk_page
from forum.floor.views.sheet import PATH, meeting_page
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import Absent, Arrival
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import get_meeting

CAME = {"buyer": (Side.BUYER,), "supplier": (Side.SUPPLIER,), "both": (Side.BUYER, Side.SUPPLIER)}


@blueprint.route(PATH)
@requires("floor.work")
def meeting_show(meeting_id: int) -> str:
    """A meeting with what the desk may do."""
    return meeting_page(meeting_id)


@blueprint.route(f"{PATH}/arrival", methods=["POST"])
@requires("floor.work")
def arrival_create(meeting_id: int) -> ResponseReturnValue:
    """Write down that one side, or both, are at the table."""
    meeting, of = _here(meeting_id), CAME.get(request.form.get("of", ""), CAME["both"])
    done = service.note_arrival(meeting.id, of=of, how=Arrival.DESK, by=current_person().id, now=utc_now())
    flash(came_words(done), "success")
    return _back(done)


@blueprint.route(f"{PATH}/absence", methods=["POST"])
@requires("floor.work")
def absence_create(meeting_id: int) -> ResponseReturnValue:
    """Write down who did not come; where the buyer is there, the page offers who waits."""
    meeting, asked = _here(meeting_id), request.form.get("absent", "")
    absent = Absent(asked) if asked in {each.value for each in Absent} else Absent.BOTH
    service.miss_meeting(meeting.id, absent=absent, by=current_person().id, now=utc_now())
    flash(_("Registramos la falta: %(what)s.", what=word_of(absent)), "info")
    return redirect(url_for("floor.meeting_show", meeting_id=meeting_id), 303)


@blueprint.route(f"{PATH}/call", methods=["POST"])
@requires("floor.work")
def call_create(meeting_id: int) -> ResponseReturnValue:
    """Call who is missing."""
    meeting = _here(meeting_id)
    missing = service.call_missing(meeting.id, by=current_person().id, now=utc_now())
    if missing:
        flash(_("Les enviamos un correo para que vengan a la mesa."), "info")
    else:
        flash(_("Las dos partes ya están en la mesa."), "info")
    return redirect(url_for("floor.meeting_show", meeting_id=meeting_id), 303)


@blueprint.route(f"{PATH}/undo", methods=["POST"])
@requires("floor.work")
def undo_create(meeting_id: int) -> ResponseReturnValue:
    """Take back what was written down by mistake."""
    meeting = _here(meeting_id)
    service.take_back_mark(meeting.id, by=current_person().id, now=utc_now())
    flash(_("Deshicimos lo registrado. La cita sigue programada."), "info")
    return redirect(url_for("floor.meeting_show", meeting_id=meeting_id), 303)


@blueprint.route(f"{PATH}/refill", methods=["POST"])
@requires("floor.work")
def refill_create(meeting_id: int) -> ResponseReturnValue:
    """Give the place that a supplier left to who waits."""
    edition, meeting = current_edition(), _here(meeting_id)
    filled = service.refill_meeting(
        meeting.id,
        request_id=request.form.get("request_id", 0, type=int),
        person_id=request.form.get("person_id", 0, type=int),
        edition=edition,
        by=current_person().id,
        now=utc_now(),
    )
    flash(_("%(company)s tomó el lugar. Avisamos por correo a ambas partes.", company=filled.company.name), "success")
    return _back(filled)


@blueprint.route("/scans", methods=["POST"])
@requires("floor.work")
def scan_create() -> ResponseReturnValue:
    """A badge was read, or its code typed."""
    form, by = ScanForm(), current_person().id
    if done := form.accepts(
        lambda: scan_badge(form.code.data or "", edition_id=current_edition().id, by=by, now=utc_now())
    ):
        meeting, person = done.result
        flash(f"{person.full_name}: {came_words(meeting)}", "success")
        return redirect(url_for("floor.desk_show"), 303)
    return desk_page(form), form.status


def came_words(meeting: Meeting) -> str:
    """What an arrival came to."""
    number = meeting.table.number
    if meeting.held_at is not None:
        return _("Mesa %(number)s: están las dos partes.", number=number)
    if meeting.buyer_arrived_at is not None:
        return _("Mesa %(number)s: falta %(company)s.", number=number, company=meeting.company.name)
    return _("Mesa %(number)s: falta %(company)s.", number=number, company=meeting.buyer.company.name)


def _here(meeting_id: int) -> Meeting:
    return get_meeting(meeting_id, edition_id=current_edition().id)


def _back(meeting: Meeting) -> ResponseReturnValue:
    """To the desk, at the table."""
    return redirect(url_for("floor.desk_show", _anchor=f"table-{meeting.table_id}"), 303)
