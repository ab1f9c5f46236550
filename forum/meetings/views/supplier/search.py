"""A supplier searches the published requirements and sees how well it matches each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from forum.companies.rules.certificates import STANDARDS
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.drawn import drawn_once
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.listing import chosen_filters
from forum.core.paging import page_in, page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.context import CurrentCompany, find_current_company
from forum.matchmaking.enums import Mark
from forum.matchmaking.labels import MARKS
from forum.matchmaking.queries.marks import get_requirement_marks
from forum.matchmaking.queries.profiles import get_profile
from forum.matchmaking.queries.published import Found, PublishedRequirement, Shelf, find_on, kept_shelf
from forum.matchmaking.queries.requirements import RequirementSearch
from forum.matchmaking.rules.match import Match
from forum.meetings.context import kept_process_choices, opens_profiles, process_word
from forum.meetings.enums import RequestState
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.requests import get_latest_requests
from forum.meetings.queries.states import get_states
from forum.meetings.rules.requests import is_window_open
from forum.meetings.views.blueprint import blueprint

PAGE = 20
TOKEN = "-token-of-this-session-"  # noqa: S105 # its place in what is kept, not a token
STANDARD_NAMES = {standard.code: standard.name for standard in STANDARDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A requirement found, how well the company matches it, how its latest request for it stands, and its mark.

    With the language and the place: all that is written of it, so that equal ones are written once.
    """

    language: str
    root: str
    slug: str
    requirement: PublishedRequirement
    match: Match
    state: RequestState | None
    mark: Mark | None
    opens_profiles: bool


@blueprint.route("/requirements")
@signed_in
def requirement_list() -> ResponseReturnValue:
    """The published requirements, the best matches on top; while one types, the list alone."""
    current = find_current_company()
    if current is None:
        return redirect(url_for("meetings.home_show"))
    edition, now = current_edition(), utc_now()
    search, only_good = _search(), request.args.get("fits") == "1"
    company_id, shelf = current.company.id, kept_shelf(edition.id)
    marks = get_requirement_marks(company_id, edition_id=edition.id)
    profile = get_profile(company_id)
    wanted = _wanted_mark()
    found = find_on(_unhidden(shelf, marks, wanted), search, profile=profile, today=local(now).date())
    page = page_in(found.good if only_good else found.requirements, number=page_number(), size=PAGE)
    args = {key: value for key, value in request.args.items() if key not in {"page", "company"}}
    shown: dict[str, Any] = {
        "chosen": chosen_filters(
            _words(search, shelf.buyers, wanted, only_good=only_good), endpoint="meetings.requirement_list", args=args
        ),
        "current": current,
        "listed": page.showing(_written_results(page.rows, found, current, marks)),
        "good_count": len(found.good),
        "args": args,
    }
    if is_fragment():
        return render_template("meetings/_results.html", **shown)
    return render_template(
        "meetings/search.html",
        search=search,
        only_good=only_good,
        mark=wanted,
        window_open=is_window_open(get_deadlines(edition), now=now),
        processes=kept_process_choices(locale_name()),
        certificates=list(STANDARD_NAMES.items()),
        buyers=shelf.buyers,
        edition=edition,
        **shown,
    )


def _words(
    search: RequirementSearch, buyers: Sequence[tuple[int, str]], mark: Mark | None, *, only_good: bool
) -> dict[str, str | None]:
    """What is searched for, in words, by its name in the address."""
    return {
        "process": process_word(search.process_id, locale_name()),
        "certificate": STANDARD_NAMES.get(search.standard or ""),
        "buyer": dict(buyers).get(search.company_id or 0),
        "mark": None if mark is None else str(MARKS[mark]),
        "fits": _("Solo los que cumple") if only_good else None,
    }


def _search() -> RequirementSearch:
    return RequirementSearch(
        text=request.args.get("q", ""),
        process_id=request.args.get("process", type=int),
        standard=request.args.get("certificate") or None,
        company_id=request.args.get("buyer", type=int),
    )


def _wanted_mark() -> Mark | None:
    mark = request.args.get("mark", "")
    return Mark(mark) if mark in set(Mark) else None


def _unhidden(shelf: Shelf, marks: Mapping[int, Mark], wanted: Mark | None) -> Shelf:
    """The shelf as a company with these marks searches it: what it marked *no* is there only where it asks for that."""
    if not marks and wanted is None:
        return shelf
    if wanted is None:
        entries = (entry for entry in shelf.entries if marks.get(entry.shown.id) is not Mark.NO)
    else:
        entries = (entry for entry in shelf.entries if marks.get(entry.shown.id) is wanted)
    return replace(shelf, entries=tuple(entries))


def _written_results(
    rows: Sequence[PublishedRequirement], found: Found, current: CurrentCompany, marks: Mapping[int, Mark]
) -> list[Markup]:
    requests = get_latest_requests(current.company.id, requirement_ids=[each.id for each in rows])
    by_request = get_states(requests.values(), now=utc_now())
    states = {id: by_request[each.id] for id, each in requests.items()}
    language, slug, opens = locale_name(), current_edition().slug, opens_profiles(current)
    return [
        _result(
            SearchResult(
                language=language,
                root=request.script_root,
                slug=slug,
                requirement=each,
                match=found.match_of(each),
                state=states.get(each.id),
                mark=marks.get(each.id),
                opens_profiles=opens,
            )
        )
        for each in rows
    ]


def _result(result: SearchResult) -> Markup:
    """The card with the token against forged forms, which is of this session alone."""
    text = _written(result)
    return Markup(text.replace(TOKEN, escape(generate_csrf())))  # noqa: S704 # our own template, escaped


@drawn_once(most=2048)
def _written(result: SearchResult) -> str:
    return render_template("meetings/_result.html", each=result, token=TOKEN)
