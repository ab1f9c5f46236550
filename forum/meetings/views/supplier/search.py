"""A supplier searches the published requirements and sees how well it matches each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.companies.queries.catalogue import catalogue
from forum.companies.rules.certificates import STANDARDS
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.i18n import locale_name
from forum.core.paging import page_in, page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.context import find_current_company
from forum.matchmaking.forms import process_choices
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.requirements import (
    RequirementSearch,
    get_profiles,
    list_buying_companies,
    list_candidates,
    list_requirements,
)
from forum.matchmaking.rules.match import Match, Verdict, matches_of
from forum.meetings.enums import RequestState
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.requests import get_latest_requests
from forum.meetings.queries.states import get_states
from forum.meetings.rules.requests import is_window_open
from forum.meetings.views.blueprint import blueprint

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A requirement found, how well the company matches it, and how its latest request for it stands."""

    requirement: Requirement
    match: Match
    state: RequestState | None


@blueprint.route("/requirements")
@signed_in
def requirement_list() -> ResponseReturnValue:
    """The published requirements, the best matches on top; while one types, the list alone."""
    current = find_current_company()
    if current is None:
        return redirect(url_for("meetings.home_show"))
    edition, now = current_edition(), utc_now()
    search, only_good = _search(), request.args.get("fits") == "1"
    matches = _matches(search, current.company.id, now=now)
    good = [pair for pair in matches if pair[1].verdict is Verdict.GOOD]
    page = page_in(good if only_good else matches, number=page_number(), size=PAGE)
    found = {
        "current": current,
        "listed": page.showing(_results(page.rows, current.company.id, now=now)),
        "good_count": len(good),
        "args": {key: value for key, value in request.args.items() if key not in {"page", "company"}},
    }
    if is_fragment():
        return render_template("meetings/_results.html", **found)
    return render_template(
        "meetings/search.html",
        search=search,
        only_good=only_good,
        window_open=is_window_open(get_deadlines(edition), now=now),
        processes=process_choices(catalogue(), locale_name()),
        certificates=[(standard.code, standard.name) for standard in STANDARDS],
        buyers=list_buying_companies(edition.id),
        edition=edition,
        **found,
    )


def _search() -> RequirementSearch:
    return RequirementSearch(
        text=request.args.get("q", ""),
        process_id=request.args.get("process", type=int),
        standard=request.args.get("certificate") or None,
        company_id=request.args.get("buyer", type=int),
    )


def _matches(search: RequirementSearch, company_id: int, *, now: datetime) -> list[tuple[int, Match]]:
    """The requirements found (their ids) with the company's match: the best first, the newest first among equals."""
    profile, today = get_profiles([company_id])[company_id], local(now).date()
    candidates = list_candidates(current_edition().id, search)
    matches = matches_of((candidate.criteria for candidate in candidates), profile, today)
    found = [(candidate.requirement_id, match) for candidate, match in zip(candidates, matches, strict=True)]
    return sorted(found, key=lambda pair: -pair[1].score)


def _results(matches: Sequence[tuple[int, Match]], company_id: int, *, now: datetime) -> list[SearchResult]:
    ids = [requirement_id for requirement_id, _match in matches]
    requests = get_latest_requests(company_id, requirement_ids=ids)
    by_request = get_states(requests.values(), now=now)
    states = {id: by_request[each.id] for id, each in requests.items()}
    return [
        SearchResult(requirement=requirement, match=match, state=states.get(requirement.id))
        for requirement, (_id, match) in zip(list_requirements(ids), matches, strict=True)
    ]
