"""The supplier's page: taking part, the requests with their answers, the meetings."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.editions.context import current_edition
from forum.matchmaking.context import acting
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.queries.meetings import list_meetings_of
from forum.meetings.queries.requests import list_requests_of
from forum.meetings.queries.windows import windows_of
from forum.meetings.rules.requests import is_window_open, status_now, time_left
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/supplier")
@signed_in
def supplier_show() -> ResponseReturnValue:
    """Where the company stands: taking part or not yet, its requests in words, its meetings."""
    company = acting()
    if company is None:
        return redirect(url_for("meetings.home_show"))
    edition, now = current_edition(), utc_now()
    requests = [
        (each, status_now(each.status, each.expires_at, now=now), time_left(each.expires_at, now=now))
        for each in list_requests_of(company.company.id, edition_id=edition.id)
    ]
    meetings = list_meetings_of(company_id=company.company.id, edition_id=edition.id)
    return render_template(
        "meetings/supplier.html",
        acting=company,
        edition=edition,
        requests=requests,
        waiting=sum(status is RequestStatus.SENT for _each, status, _left in requests),
        meetings=meetings,
        scheduled=sum(meeting.status is MeetingStatus.SCHEDULED for meeting in meetings),
        window_open=is_window_open(windows_of(edition), now=now),
    )
