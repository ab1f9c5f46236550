"""One request as either side or the staff sees it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.profiles import get_profiles
from forum.matchmaking.queries.requirements import criteria_with, get_certificates_asked
from forum.matchmaking.rules.match import match_of
from forum.meetings.context import explanation_of
from forum.meetings.enums import RequestState
from forum.meetings.queries.history import history_of_request
from forum.meetings.queries.meetings import find_latest_meeting
from forum.meetings.queries.requests import get_request, request_for
from forum.meetings.rules.answers import leaves_free
from forum.meetings.rules.requests import state_of, time_left
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import side_of


@blueprint.route("/requests/<int:request_id>")
@signed_in
def request_show(request_id: int) -> ResponseReturnValue:
    """A request, its match and its history."""
    edition, now = current_edition(), utc_now()
    is_staff = current_person().may("meetings.coordinate", edition.id)
    if is_staff:
        request = get_request(request_id, edition_id=edition.id)
    else:
        request = request_for(current_person().id, request_id, edition_id=edition.id)
    asked = get_certificates_asked([request.requirement_id]).get(request.requirement_id, [])
    profile = get_profiles([request.company_id])[request.company_id]
    meeting = find_latest_meeting(request.id)
    state = state_of(request.status, request.expires_at, None if meeting is None else meeting.status, now=now)
    return render_template(
        "meetings/request.html",
        asked=request,
        status=state,
        left=time_left(request.expires_at, now=now),
        match=match_of(criteria_with(request.requirement, asked), profile, local(now).date()),
        history=history_of_request(request.id),
        meeting=meeting,
        left_out=explanation_of(request.id) if state in {RequestState.SENT, RequestState.UNSCHEDULED} else None,
        may_ask_again=leaves_free(state, request.awaiting, side=Side.SUPPLIER),
        side=Side.ORGANISER if is_staff else side_of(request),
    )
