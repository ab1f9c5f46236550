"""One request as either side or the staff sees it."""

from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.profiles import get_profile
from forum.matchmaking.queries.requirements import criteria_with, get_certificates_asked
from forum.matchmaking.rules.match import match_of
from forum.meetings.context import explanation_of
from forum.meetings.enums import OfferStatus, RequestState
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.history import history_of_request
from forum.meetings.queries.meetings import find_latest_meeting
from forum.meetings.queries.waitlist import find_open_offer, get_places
from forum.meetings.rules.answers import answering_side, leaves_free
from forum.meetings.rules.requests import state_of, time_left
from forum.meetings.rules.waitlist import may_join, offer_now
from forum.meetings.views.accompanying import accompanying
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import free_choices, opens_profile, request_and_side

WITHOUT_PLACE = {RequestState.SENT, RequestState.WAITLISTED, RequestState.UNSCHEDULED}


@blueprint.route("/requests/<int:request_id>")
@signed_in
def request_show(request_id: int) -> ResponseReturnValue:
    """A request, its match and its history."""
    now = utc_now()
    request, side = request_and_side(request_id)
    asked = get_certificates_asked([request.requirement_id]).get(request.requirement_id, [])
    profile = get_profile(request.company_id)
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
        left_out=explanation_of(request.id) if state in WITHOUT_PLACE else None,
        may_ask_again=leaves_free(state, request.awaiting, side=Side.SUPPLIER),
        side=side,
        opens_profile=opens_profile(request.buyer, side),
        answers=answering_side(state, request.awaiting),
        **accompanying(request, state, side),
        **_waiting(request, state, side, now=now),
    )


def _waiting(request: MeetingRequest, state: RequestState, side: Side, *, now: datetime) -> dict[str, object]:
    """The place on the waiting list and the slot that is offered, or whether the request may join the list."""
    place = None if request.waitlisted_at is None else get_places([request.id]).get(request.id)
    if place is None:
        may = may_join(state, request.awaiting, is_waiting=False)
        return {"place": None, "may_join": may and (side is not Side.SUPPLIER or not free_choices(request, side=side))}
    offer = find_open_offer(request.id)
    if offer is None or offer_now(offer.status, offer.ends_at, now=now) is not OfferStatus.OPEN:
        return {"place": place, "offer": None}
    return {"place": place, "offer": offer, "offer_left": time_left(offer.ends_at, now=now)}
