"""The co-ordinator reads the requirements of the edition, in whatever status."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.companies.queries.catalogue import find_process
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import N_, locale_name
from forum.core.i18n import gettext as _
from forum.core.listing import Column, Listing, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
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
    query = _address_of(search)
    endpoint = "meetings.coordinated_requirement_list"
    return listing_here("requirements", COLUMNS, sorts=REQUIREMENT_SORTS, endpoint=endpoint, query=query)


def _in_words(search: StaffSearch) -> dict[str, str | None]:
    """The filters as they are read, but for the buyer, who heads the page."""
    return {
        "q": f"«{search.text}»",
        "status": str(REQUIREMENT_STATUSES[search.status]) if search.status else None,
        "committee": dict(current_edition().committee_names(locale_name())).get(search.committee, search.committee),
        "process": None if search.process_id is None else _process_name(search.process_id),
        "published": _("Sin borradores") if search.was_published else None,
    }


@blueprint.route("/coordination/requirements")
@requires("meetings.coordinate")
def coordinated_requirement_list() -> ResponseReturnValue:
    """All requirements, the newest first; `?buyer=` those of one buyer."""
    edition, search = current_edition(), _search_here()
    listing = _listing(search)
    shown = {
        "listed": list_all_requirements(edition.id, search, order=listing.order, number=page_number()),
        "listing": listing,
        "chips": listing.filters(_in_words(search)),
        "search": search,
    }
    if is_fragment():
        return render_template("meetings/_coordinated_requirements.html", **shown)
    buyer_id = search.buyer_id
    return render_template(
        "meetings/coordinated_requirements.html",
        buyer=None if buyer_id is None else get_buyer(buyer_id, edition_id=edition.id),
        statuses=REQUIREMENT_STATUSES,
        committees=edition.committee_names(locale_name()),
        counts=count_requirements(edition.id) if buyer_id is None else None,
        **shown,
    )


def _search_here() -> StaffSearch:
    """The requirements the address asks for."""
    return StaffSearch(
        text=request.args.get("q", "").strip(),
        status=status_filter(RequirementStatus),
        buyer_id=request.args.get("buyer", type=int),
        committee=request.args.get("committee", ""),
        process_id=request.args.get("process", type=int),
        was_published=request.args.get("published") == "yes",
    )


def _address_of(search: StaffSearch) -> dict[str, str]:
    """The arguments of an address that asks for these requirements."""
    asked = {
        "q": search.text,
        "status": search.status,
        "buyer": search.buyer_id,
        "committee": search.committee,
        "process": search.process_id,
        "published": "yes" if search.was_published else None,
    }
    return {name: str(value) for name, value in asked.items() if value}


def _process_name(process_id: int) -> str | None:
    process = find_process(process_id)
    return None if process is None else process.name(locale_name())


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
