"""The co-ordinator's overview, and the lists of requests and meetings."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.listing import status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.queries.participants import count_buyers, count_suppliers
from forum.matchmaking.queries.requirements import count_published_requirements
from forum.meetings.enums import MeetingStatus, RequestState
from forum.meetings.labels import MEETING_STATUSES, REQUEST_STATES
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.meetings import count_meetings, list_meetings
from forum.meetings.queries.requests import list_requests
from forum.meetings.queries.states import count_states, get_states
from forum.meetings.queries.waitlist import count_waitlisted
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/coordination")
@requires("meetings.coordinate")
def overview_show() -> ResponseReturnValue:
    """The numbers of the edition, and links to the lists."""
    edition, now = current_edition(), utc_now()
    return render_template(
        "meetings/overview.html",
        edition=edition,
        deadlines=get_deadlines(edition),
        buyers=count_buyers(edition.id),
        suppliers=count_suppliers(edition.id),
        requirements=count_published_requirements(edition.id),
        requests=count_states(edition.id, now=now),
        meetings=count_meetings(edition.id),
        waitlisted=count_waitlisted(edition.id),
        now=now,
    )


@blueprint.route("/coordination/requests")
@requires("meetings.coordinate")
def request_list() -> ResponseReturnValue:
    """All requests, the latest first."""
    edition, now, state = current_edition(), utc_now(), status_filter(RequestState)
    listed = list_requests(edition.id, state=state, now=now, number=page_number())
    states = get_states(listed.rows, now=now)
    return render_template(
        "meetings/requests.html",
        listed=listed.showing([(each, states[each.id]) for each in listed.rows]),
        statuses=REQUEST_STATES,
        status_chosen=state,
    )


@blueprint.route("/coordination/meetings")
@requires("meetings.coordinate")
def meeting_list() -> ResponseReturnValue:
    """All meetings in order of time."""
    status, text = status_filter(MeetingStatus), request.args.get("q", "")
    listed = list_meetings(current_edition().id, status=status, text=text, number=page_number())
    template = "meetings/_meetings.html" if is_fragment() else "meetings/meetings.html"
    return render_template(template, listed=listed, text=text, statuses=MEETING_STATUSES, status_chosen=status)
