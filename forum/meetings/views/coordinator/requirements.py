"""The co-ordinator reads the requirements of the edition, in whatever status."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.listing import Column, Listing, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.editions.rules.committees import committees_of
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.labels import REQUIREMENT_STATUSES, fields_changed
from forum.matchmaking.queries.drawings import find_drawing, list_acceptances
from forum.matchmaking.queries.history import list_requirement_events
from forum.matchmaking.queries.marks import list_requirement_marks
from forum.matchmaking.queries.participants import get_buyer
from forum.matchmaking.queries.requirements import get_requirement
from forum.matchmaking.queries.staff import REQUIREMENT_SORTS, StaffSearch, count_requirements, list_all_requirements
from forum.meetings.queries.requests import list_requests_about
from forum.meetings.queries.states import get_states
from forum.meetings.views.blueprint import blueprint

COLUMNS = (
    Column("title", N_("Qué busca"), is_fixed=True),
    Column("buyer", N_("Comprador")),
    Column("process", N_("Proceso")),
    Column("created", N_("Creado"), width="l", is_latest_first=True),
    Column("status", N_("Estado"), width="m"),
)


def _listing(search: StaffSearch) -> Listing:
    query = {"q": search.text, "status": search.status, "buyer": search.buyer_id, "committee": search.committee}
    endpoint = "meetings.coordinated_requirement_list"
    return listing_here("requirements", COLUMNS, sorts=REQUIREMENT_SORTS, endpoint=endpoint, query=query)


@blueprint.route("/coordination/requirements")
@requires("meetings.coordinate")
def coordinated_requirement_list() -> ResponseReturnValue:
    """All requirements, the newest first; `?buyer=` those of one buyer."""
    edition, status = current_edition(), status_filter(RequirementStatus)
    text, buyer_id = request.args.get("q", "").strip(), request.args.get("buyer", type=int)
    search = StaffSearch(text=text, status=status, buyer_id=buyer_id, committee=request.args.get("committee", ""))
    listing = _listing(search)
    said = {"q": f"«{text}»", "status": str(REQUIREMENT_STATUSES[status]) if status else None}
    shown = {
        "listed": list_all_requirements(edition.id, search, order=listing.order, number=page_number()),
        "listing": listing,
        "chips": listing.filters(said | {"committee": search.committee}),
        "text": text,
        "status_chosen": status,
        "committee": search.committee,
    }
    if is_fragment():
        return render_template("meetings/_coordinated_requirements.html", **shown)
    return render_template(
        "meetings/coordinated_requirements.html",
        buyer=None if buyer_id is None else get_buyer(buyer_id, edition_id=edition.id),
        statuses=REQUIREMENT_STATUSES,
        committees=[(name, name) for name in committees_of(edition.committees)],
        counts=count_requirements(edition.id) if buyer_id is None else None,
        **shown,
    )


@blueprint.route("/coordination/requirements/<int:requirement_id>")
@requires("meetings.coordinate")
def coordinated_requirement_show(requirement_id: int) -> ResponseReturnValue:
    """One requirement with its buyer, the certificates it asks for, the requests about it, and who marked it."""
    requirement = get_requirement(requirement_id, edition_id=current_edition().id)
    requests = list_requests_about(requirement.id)
    states = get_states(requests, now=utc_now())
    return render_template(
        "meetings/coordinated_requirement.html",
        requirement=requirement,
        edition=current_edition(),
        drawing=find_drawing(requirement.id),
        acceptances=list_acceptances(requirement.id),
        history=[(each, fields_changed(each)) for each in list_requirement_events(requirement.id)],
        requests=[(each, states[each.id]) for each in requests],
        marks=list_requirement_marks(requirement.id),
    )
