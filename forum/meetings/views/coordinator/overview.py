"""The co-ordinator's overview, and the lists of requests and meetings."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.listing import Column, Listing, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.queries.participants import count_buyers, count_suppliers
from forum.matchmaking.queries.requirements import count_published_requirements
from forum.meetings.context import coordination_links
from forum.meetings.enums import MeetingStatus, RequestState
from forum.meetings.labels import MEETING_STATUSES, REQUEST_STATES
from forum.meetings.queries.console import list_requests
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.meetings import count_meetings, list_meetings
from forum.meetings.queries.sorts import MEETING_SORTS, REQUEST_SORTS
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
        links=coordination_links(),
        now=now,
    )


REQUEST_COLUMNS = (
    Column("company", N_("Proveedor"), is_fixed=True),
    Column("buyer", N_("Comprador")),
    Column("reason", N_("Motivo"), width="l", is_extra=True),
    Column("sent", N_("Enviada"), width="l", is_latest_first=True),
    Column("status", N_("Estado"), width="xl"),
)
MEETING_COLUMNS = (
    Column("company", N_("Proveedor"), is_fixed=True),
    Column("buyer", N_("Comprador")),
    Column("when", N_("Cuándo"), width="l"),
    Column("table", N_("Dónde"), width="l"),
    Column("status", N_("Estado"), width="m"),
)


def listing_of_requests(state: RequestState | None, text: str) -> Listing:
    """The list of requests as its address asks for it."""
    return listing_here(
        "requests",
        REQUEST_COLUMNS,
        sorts=REQUEST_SORTS,
        endpoint="meetings.request_list",
        query={"q": text, "status": state},
    )


def listing_of_meetings(status: MeetingStatus | None, text: str) -> Listing:
    """The list of meetings as its address asks for it."""
    return listing_here(
        "meetings",
        MEETING_COLUMNS,
        sorts=MEETING_SORTS,
        endpoint="meetings.meeting_list",
        query={"q": text, "status": status},
    )


@blueprint.route("/coordination/requests")
@requires("meetings.coordinate")
def request_list() -> ResponseReturnValue:
    """All requests, the latest first."""
    edition, now, state, text = (
        current_edition(),
        utc_now(),
        status_filter(RequestState),
        request.args.get("q", "").strip(),
    )
    listing = listing_of_requests(state, text)
    listed = list_requests(edition.id, state=state, now=now, text=text, order=listing.order, number=page_number())
    states = get_states(listed.rows, now=now)
    return render_template(
        "meetings/_requests.html" if is_fragment() else "meetings/requests.html",
        listed=listed.showing([(each, states[each.id]) for each in listed.rows]),
        listing=listing,
        chips=listing.filters({"q": f"«{text}»", "status": str(REQUEST_STATES[state]) if state else None}),
        text=text,
        statuses=REQUEST_STATES,
        status_chosen=state,
    )


@blueprint.route("/coordination/meetings")
@requires("meetings.coordinate")
def meeting_list() -> ResponseReturnValue:
    """All meetings in order of time."""
    status, text = status_filter(MeetingStatus), request.args.get("q", "").strip()
    listing = listing_of_meetings(status, text)
    return render_template(
        "meetings/_meetings.html" if is_fragment() else "meetings/meetings.html",
        listed=list_meetings(current_edition().id, status=status, text=text, order=listing.order, number=page_number()),
        listing=listing,
        chips=listing.filters({"q": f"«{text}»", "status": str(MEETING_STATUSES[status]) if status else None}),
        text=text,
        statuses=MEETING_STATUSES,
        status_chosen=status,
    )
