"""One meeting: looked at, moved, called off, by either side or the staff."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import clock_time, weekday_date
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.forms import ReasonForm
from forum.meetings import service
from forum.meetings.enums import MeetingStatus
from forum.meetings.errors import NoTable, QuotaReached, SameSlot, SlotRefused
from forum.meetings.forms import MoveForm
from forum.meetings.labels import slot_choices
from forum.meetings.models import Meeting, MeetingEvent
from forum.meetings.queries.boards import offered_slots
from forum.meetings.queries.meetings import get_meeting, meeting_for
from forum.meetings.queries.windows import windows_of
from forum.meetings.views.blueprint import blueprint


def _found(meeting_id: int) -> tuple[Meeting, Side]:
    """The meeting and the side the asker is on; staff sees all, strangers find nothing."""
    edition = current_edition()
    if current_person().may("meetings.coordinate", edition.id):
        return get_meeting(meeting_id, edition_id=edition.id), Side.ORGANISER
    return meeting_for(current_person().id, meeting_id, edition_id=edition.id)


@blueprint.route("/<int:meeting_id>")
@signed_in
def meeting_show(meeting_id: int) -> ResponseReturnValue:
    """When, where, with whom, about what; and what may still change."""
    meeting, side = _found(meeting_id)
    return _page(meeting, side, _move_form(meeting, side), ReasonForm(formdata=None))


@blueprint.route("/<int:meeting_id>/move", methods=["POST"])
@signed_in
def move_create(meeting_id: int) -> ResponseReturnValue:
    """Move the meeting to a slot that is free for all."""
    meeting, side = _found(meeting_id)
    form = _move_form(meeting, side)
    if form.validate_on_submit():
        try:
            moved = service.move_meeting(
                meeting.id, slot_id=form.slot_id.data, side=side, by=current_person().id, now=utc_now()
            )
        except (SlotRefused, QuotaReached, NoTable, SameSlot) as refusal:
            form.refuse(refusal)
        else:
            when = _("%(day)s, %(time)s", day=weekday_date(moved.slot.starts_at), time=clock_time(moved.slot.starts_at))
            flash(_("La cita pasó al %(when)s. Ya se avisó.", when=when), "success")
            return redirect(url_for("meetings.meeting_show", meeting_id=meeting.id), 303)
    meeting, side = _found(meeting_id)
    return _page(meeting, side, form, ReasonForm(formdata=None)), 422


@blueprint.route("/<int:meeting_id>/cancellation", methods=["POST"])
@signed_in
def cancellation_create(meeting_id: int) -> ResponseReturnValue:
    """Call the meeting off, with a reason."""
    meeting, side = _found(meeting_id)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            service.cancel_meeting(
                meeting.id, reason=form.reason.data or "", side=side, by=current_person().id, now=utc_now()
            )
        except ReasonMissing as refusal:
            form.refuse(refusal)
        else:
            flash(_("La cita quedó cancelada. Ya se avisó con el motivo."), "info")
            return redirect(url_for("meetings.meeting_show", meeting_id=meeting.id), 303)
    return _page(meeting, side, _move_form(meeting, side), form), 422


def _move_form(meeting: Meeting, side: Side) -> MoveForm:
    free = offered_slots(
        meeting.buyer,
        [meeting.person_id],
        edition=current_edition(),
        now=utc_now(),
        without=meeting.id,
        staff=side is Side.ORGANISER,
    )
    form = MoveForm()
    form.slot_id.choices = slot_choices(free)
    return form


def _page(meeting: Meeting, side: Side, move: MoveForm, cancel: ReasonForm) -> str:
    is_frozen = utc_now() >= windows_of(current_edition()).freeze_at
    return render_template(
        "meetings/meeting.html",
        meeting=meeting,
        side=side,
        move=move,
        cancel=cancel,
        may_change=meeting.status is MeetingStatus.SCHEDULED and (side is Side.ORGANISER or not is_frozen),
        history=history_of(MeetingEvent, meeting_id=meeting.id),
    )
