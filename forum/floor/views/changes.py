"""What the desk changes of a meeting: its hour, its place with another one, or that it does not take place."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.floor.forms import CancelForm, SwapForm
from forum.floor.views.blueprint import blueprint
from forum.floor.views.sheet import PATH, meeting_page, move_form, swap_form
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.forms.meetings import MeetingMoveForm
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import get_meeting


@blueprint.route(f"{PATH}/move", methods=["POST"])
@requires("floor.work")
def move_create(meeting_id: int) -> ResponseReturnValue:
    """Move a meeting to another hour."""
    form, by = move_form(_here(meeting_id)), current_person().id
    if form.accepts(
        lambda: service.move_meeting(meeting_id, slot_id=form.slot_id.data, side=Side.ORGANISER, by=by, now=utc_now())
    ):
        flash(_("Movimos la cita. Enviamos un correo a ambas partes."), "success")
        return redirect(url_for("floor.meeting_show", meeting_id=meeting_id), 303)
    return _refused(meeting_id, move=form)


@blueprint.route(f"{PATH}/swap", methods=["POST"])
@requires("floor.work")
def swap_create(meeting_id: int) -> ResponseReturnValue:
    """Let two meetings take each other's place."""
    form, by = swap_form(_here(meeting_id), now=utc_now()), current_person().id
    if form.accepts(lambda: service.swap_meetings(meeting_id, form.other_id.data, by=by, now=utc_now())):
        flash(_("Intercambiamos las citas. Enviamos un correo a todas las partes."), "success")
        return redirect(url_for("floor.meeting_show", meeting_id=meeting_id), 303)
    return _refused(meeting_id, swap=form)


@blueprint.route(f"{PATH}/cancellation", methods=["POST"])
@requires("floor.work")
def cancellation_create(meeting_id: int) -> ResponseReturnValue:
    """Cancel a meeting, with a reason."""
    _here(meeting_id)
    form, by, side = CancelForm(), current_person().id, Side.ORGANISER
    if form.accepts(
        lambda: service.cancel_meeting(meeting_id, reason=form.reason.data or "", side=side, by=by, now=utc_now())
    ):
        flash(_("Cancelamos la cita. Enviamos un correo con el motivo a ambas partes."), "info")
        return redirect(url_for("floor.desk_show"), 303)
    return _refused(meeting_id, cancel=form)


def _refused(
    meeting_id: int,
    *,
    move: MeetingMoveForm | None = None,
    swap: SwapForm | None = None,
    cancel: CancelForm | None = None,
) -> ResponseReturnValue:
    form = move or swap or cancel
    return meeting_page(meeting_id, move=move, swap=swap, cancel=cancel), 422 if form is None else form.status


def _here(meeting_id: int) -> Meeting:
    return get_meeting(meeting_id, edition_id=current_edition().id)
