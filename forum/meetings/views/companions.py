"""Further people of a side at a meeting: brought or taken away by that side, or by the staff for either."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.database import found
from forum.core.i18n import gettext as _
from forum.matchmaking.enums import Side
from forum.meetings.models import Meeting
from forum.meetings.service.companions import bring_companion, take_away_companion
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.meetings import changed_meeting, companion_form, meeting_page, seen_meeting


@blueprint.route("/<int:meeting_id>/companions", methods=["POST"])
@signed_in
def companion_create(meeting_id: int) -> ResponseReturnValue:
    """Bring somebody else to a meeting."""
    meeting, side = changed_meeting(meeting_id)
    form, by = companion_form(meeting, side), current_person().id
    if done := form.accepts(
        lambda: bring_companion(
            meeting_id, person_id=form.chosen[1], of=form.chosen[0], side=side, by=by, now=utc_now()
        )
    ):
        flash(_("%(name)s asiste también a la cita. Avisamos por correo.", name=done.result.full_name), "success")
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
    return meeting_page(meeting_id, companion=form), form.status


@blueprint.route("/<int:meeting_id>/companions/<int:companion_id>/removal", methods=["POST"])
@signed_in
def companion_delete(meeting_id: int, companion_id: int) -> ResponseReturnValue:
    """Take somebody away from a meeting; who comes besides may step back themselves."""
    meeting, side = seen_meeting(meeting_id)
    person_id = found(next((each.person_id for each in meeting.companions if each.id == companion_id), None))
    is_own, by = person_id == current_person().id, current_person().id
    if not is_own:
        meeting, side = changed_meeting(meeting_id)
    gone = take_away_companion(meeting_id, person_id=person_id, side=side, by=by, now=utc_now())
    flash(_("%(name)s ya no asiste a la cita. Avisamos por correo.", name=gone.full_name), "success")
    if _still_sees(meeting, side, is_own=is_own):
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
    return redirect(url_for("agenda.day_show"), 303)


def _still_sees(meeting: Meeting, side: Side, *, is_own: bool) -> bool:
    """Whether the page is still theirs: a colleague of the buyer who steps back does not see the meeting any more."""
    return not is_own or side is not Side.BUYER or meeting.buyer.person_id == current_person().id
