"""One request, as either side or the staff sees it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.editions.context import current_edition
from forum.matchmaking.queries.requirements import certificates_asked, profiles_of, wanted_from
from forum.matchmaking.rules.fit import fit
from forum.meetings.context import explanation_of
from forum.meetings.enums import RequestStatus
from forum.meetings.models import RequestEvent
from forum.meetings.queries.meetings import meeting_of_request
from forum.meetings.queries.requests import get_request, request_for
from forum.meetings.rules.requests import status_now, time_left
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/requests/<int:request_id>")
@signed_in
def request_show(request_id: int) -> ResponseReturnValue:
    """A request with its story, as either side (or the staff) sees it."""
    edition, now = current_edition(), utc_now()
    is_staff = current_person().may("meetings.coordinate", edition.id)
    find = (
        get_request if is_staff else lambda id, edition_id: request_for(current_person().id, id, edition_id=edition_id)
    )
    request = find(request_id, edition_id=edition.id)
    asked = certificates_asked([request.requirement_id]).get(request.requirement_id, [])
    profile = profiles_of([request.company_id])[request.company_id]
    meeting = meeting_of_request(request.id)
    waits = meeting is None and request.status in {RequestStatus.SENT, RequestStatus.ACCEPTED}
    return render_template(
        "meetings/request.html",
        asked=request,
        state=status_now(request.status, request.expires_at, now=now),
        left=time_left(request.expires_at, now=now),
        fit=fit(wanted_from(request.requirement, asked), profile, local(now).date()),
        history=history_of(RequestEvent, request_id=request.id),
        meeting=meeting,
        left_out=explanation_of(request.id) if waits else None,
        is_buyer=request.buyer.person_id == current_person().id,
        is_staff=is_staff,
    )
