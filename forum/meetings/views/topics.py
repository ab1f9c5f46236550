"""What a meeting is about: one of several requests is withdrawn, and the meeting stands for the others."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.database import found
from forum.core.i18n import gettext as _
from forum.meetings.service.topics import remove_topic
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.meetings import changed_meeting


@blueprint.route("/<int:meeting_id>/topics/<int:request_id>/removal", methods=["POST"])
@signed_in
def topic_delete(meeting_id: int, request_id: int) -> ResponseReturnValue:
    """Withdraw one of the requests that a meeting is about."""
    meeting, side = changed_meeting(meeting_id)
    title = found(next((each.requirement.title for each in meeting.requests if each.id == request_id), None))
    remove_topic(meeting_id, request_id=request_id, side=side, by=current_person().id, now=utc_now())
    flash(_("En esta cita ya no se hablará de «%(title)s». Avisamos por correo.", title=title), "success")
    return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
