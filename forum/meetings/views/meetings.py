"""One meeting: shown, moved, cancelled, by either side or the staff."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import clock_time, weekday_date
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.editions.models import Slot
from forum.editions.queries import slot_in
from forum.matchmaking.enums import Side
from forum.matchmaking.forms import ReasonForm
from forum.meetings import service
from forum.meetings.enums import MeetingStatus
from forum.meetings.forms import MeetingMoveForm, slot_choices
from forum.meetings.models import Meeting, MeetingEvent
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.history import find_planned_slot
from forum.meetings.queries.meetings import get_meeting, meeting_for
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.notes import note_shown


@blueprint.route("/<int:meeting_id>")
@signed_in
def meeting_show(meeting_id: int) -> ResponseReturnValue:
    """When, where, with whom, about what; and what may still change."""
    return _page(meeting_id)


@blueprint.route("/<int:meeting_id>/move", methods=["POST"])
@signed_in
def move_create(meeting_id: int) -> ResponseReturnValue:
    """Move a meeting to a free slot."""
    meeting, side = _meeting(meeting_id)
    form, by = _move_form(meeting, side), current_person().id
    if done := form.accepts(
        lambda: service.move_meeting(meeting_id, slot_id=form.slot_id.data, side=side, by=by, now=utc_now())
    ):
        starts_at = done.result.slot.starts_at
        when = _("%(day)s, %(time)s", day=weekday_date(starts_at), time=clock_time(starts_at))
        both = _("Movimos la cita: %(when)s. Enviamos un correo a ambas partes.", when=when)
        other = _("Movimos la cita: %(when)s. Enviamos un correo a la otra parte.", when=when)
        flash(both if side is Side.ORGANISER else other, "success")
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
    return _page(meeting_id, move=form), form.status


@blueprint.route("/<int:meeting_id>/cancellation", methods=["POST"])
@signed_in
def cancellation_create(meeting_id: int) -> ResponseReturnValue:
    """Cancel a meeting, with a reason."""
    side = _meeting(meeting_id)[1]
    form, by = ReasonForm(), current_person().id
    if form.accepts(
        lambda: service.cancel_meeting(meeting_id, reason=form.reason.data, side=side, by=by, now=utc_now())
    ):
        both = _("Cancelamos la cita. Enviamos un correo con el motivo a ambas partes.")
        other = _("Cancelamos la cita. Enviamos un correo con el motivo a la otra parte.")
        flash(both if side is Side.ORGANISER else other, "info")
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
    return _page(meeting_id, cancel=form), form.status


def _meeting(meeting_id: int) -> tuple[Meeting, Side]:
    """The meeting and the side the person is on; staff sees every meeting, others their own."""
    edition = current_edition()
    if current_person().may("meetings.coordinate", edition.id):
        return get_meeting(meeting_id, edition_id=edition.id), Side.ORGANISER
    return meeting_for(current_person().id, meeting_id, edition_id=edition.id)


def _move_form(meeting: Meeting, side: Side) -> MeetingMoveForm:
    free = list_offered_slots(
        meeting.buyer,
        [meeting.person_id],
        edition=current_edition(),
        now=utc_now(),
        moving=meeting.id,
        by_staff=side is Side.ORGANISER,
    )
    form = MeetingMoveForm()
    form.slot_id.choices = slot_choices(free)
    if not form.is_submitted():
        form.slot_id.data = request.args.get("slot", type=int)
    return form


def _page(meeting_id: int, *, move: MeetingMoveForm | None = None, cancel: ReasonForm | None = None) -> str:
    """The page of a meeting; a form that was refused is shown again."""
    meeting, side = _meeting(meeting_id)
    now = utc_now()
    is_over, is_frozen = meeting.slot.ends_at <= now, now >= get_deadlines(current_edition()).freeze_at
    return render_template(
        "meetings/meeting.html",
        meeting=meeting,
        side=side,
        move=move or _move_form(meeting, side),
        cancel=cancel or ReasonForm(formdata=None),
        is_over=is_over,
        may_change=meeting.status is MeetingStatus.SCHEDULED
        and not is_over
        and (side is Side.ORGANISER or not is_frozen),
        history=history_of(MeetingEvent, meeting_id=meeting.id),
        asked_slot=_asked_slot(meeting),
        **_note(meeting, side),
    )


def _asked_slot(meeting: Meeting) -> Slot | None:
    """The slot that the request asked for, where the organiser's timetable gave it another one."""
    asked = None if meeting.request is None else meeting.request.preferred_slot_id
    if asked is None or asked == meeting.slot_id or find_planned_slot(meeting.id) in {None, asked}:
        return None
    return slot_in(meeting.edition_id, asked)


def _note(meeting: Meeting, side: Side) -> dict[str, Any]:
    """The note of this side's company about the other one; the staff sees none."""
    buying, supplying = meeting.buyer.company_id, meeting.company_id
    if side is Side.ORGANISER:
        return {}
    owner_id, about_id = (buying, supplying) if side is Side.BUYER else (supplying, buying)
    return note_shown(about_id, owner_id=owner_id)
