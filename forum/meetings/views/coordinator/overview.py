"""The co-ordinator's overview: requests and meetings of the whole edition."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.listing import chosen
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.queries.parties import count_buyers, count_suppliers
from forum.matchmaking.queries.requirements import count_requirements
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.queries.meetings import count_meetings, list_meetings
from forum.meetings.queries.requests import count_requests, list_requests
from forum.meetings.queries.windows import windows_of
from forum.meetings.rules.requests import status_now
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/coordination")
@requires("meetings.coordinate")
def overview_show() -> ResponseReturnValue:
    """Where the meetings of the edition stand, and the ways into the lists."""
    edition, now = current_edition(), utc_now()
    return render_template(
        "meetings/overview.html",
        edition=edition,
        windows=windows_of(edition),
        buyers=count_buyers(edition.id),
        suppliers=count_suppliers(edition.id),
        requirements=count_requirements(edition.id),
        requests=count_requests(edition.id, now=now),
        meetings=count_meetings(edition.id),
        now=now,
    )


@blueprint.route("/coordination/requests")
@requires("meetings.coordinate")
def request_list() -> ResponseReturnValue:
    """All requests, the latest first."""
    edition, now, status = current_edition(), utc_now(), chosen(RequestStatus)
    page = list_requests(edition.id, status=status, now=now, page=page_number())
    rows = [(each, status_now(each.status, each.expires_at, now=now)) for each in page.rows]
    return render_template("meetings/requests.html", listed=page, rows=rows, status_chosen=status)


@blueprint.route("/coordination/meetings")
@requires("meetings.coordinate")
def meeting_list() -> ResponseReturnValue:
    """All meetings in order of time."""
    status, text = chosen(MeetingStatus), request.args.get("q", "")
    page = list_meetings(current_edition().id, status=status, text=text, page=page_number())
    template = "meetings/_meetings.html" if is_fragment() else "meetings/meetings.html"
    return render_template(template, listed=page, text=text, status_chosen=status)
