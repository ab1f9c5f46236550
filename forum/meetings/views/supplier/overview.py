"""The supplier's page: its participation, its requests with their answers, its meetings."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.editions.context import current_edition
from forum.matchmaking.context import find_current_company
from forum.matchmaking.enums import Side
from forum.meetings.context import opens_profiles
from forum.meetings.enums import MeetingStatus, RequestState
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.drafts import list_drafts_of
from forum.meetings.queries.meetings import list_meetings_of
from forum.meetings.queries.requests import list_requests_of
from forum.meetings.queries.states import get_states
from forum.meetings.queries.waitlist import get_places, list_open_offers
from forum.meetings.rules.requests import is_window_open, time_left
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/supplier")
@signed_in
def supplier_show() -> ResponseReturnValue:
    """The participation of the company, its requests and its meetings."""
    current = find_current_company()
    if current is None:
        return redirect(url_for("meetings.home_show"))
    edition, now = current_edition(), utc_now()
    listed = list_requests_of(current.company.id, edition_id=edition.id)
    states = get_states(listed, now=now)
    requests = [(each, states[each.id], time_left(each.expires_at, now=now)) for each in listed]
    due = [each for each in requests if each[1] is RequestState.SENT and each[0].awaiting is Side.SUPPLIER]
    open_ones = [each for each, state, _left in requests if state is RequestState.SENT]
    waits = [each.id for each in listed if each.waitlisted_at is not None]
    places = get_places(waits) if waits else {}
    offers = list_open_offers(edition_id=edition.id, company_id=current.company.id) if waits else ()
    meetings = list_meetings_of(company_id=current.company.id, edition_id=edition.id)
    return render_template(
        "meetings/supplier.html",
        current=current,
        opens_profiles=opens_profiles(current),
        edition=edition,
        drafts=list_drafts_of(current.company.id, edition_id=edition.id),
        due=due,
        places=places,
        offers=[(each, time_left(each.ends_at, now=now)) for each in offers if each.ends_at > now],
        requests=[each for each in requests if each not in due],
        waiting=sum(each.wished_by is not Side.BUYER for each in open_ones),
        meetings=sorted(meetings, key=lambda meeting: meeting.slot.starts_at),
        mine={each.id for each in meetings if each.comes(current_person().id)},
        now=now,
        scheduled=sum(meeting.status is MeetingStatus.SCHEDULED for meeting in meetings),
        window_open=is_window_open(get_deadlines(edition), now=now),
    )
