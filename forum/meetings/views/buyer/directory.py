"""A buyer looks for suppliers: filters, the best match for one of their requirements first, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.enums import Stratum
from forum.companies.labels import STRATA
from forum.companies.models import Site
from forum.companies.rules.certificates import STANDARDS
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.collation import sort_key
from forum.core.errors import NotFound
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.kept import Kept
from forum.core.listing import chosen_filters
from forum.core.paging import Page, page_in, page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.enums import Mark
from forum.matchmaking.labels import MARKS
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.matchmaking.queries.participants import find_buyer
from forum.matchmaking.queries.published import kept_profiles
from forum.matchmaking.queries.requirements import criteria_of, find_shared_requirement, list_published_of
from forum.matchmaking.rules.match import Match, match_of
from forum.meetings.context import kept_process_choices, process_word
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.directory import (
    SECONDS,
    ListedSupplier,
    SupplierSearch,
    find_supplier_ids,
    kept_scores,
    list_municipalities,
    list_supplier_allies,
    list_suppliers_of_page,
)
from forum.meetings.rules.requests import is_window_open
from forum.meetings.views.blueprint import blueprint

PAGE = 20
FILTERS = ("q", "requirement", "process", "certificate", "municipality", "stratum", "ally", "stand", "mark")
STANDARD_NAMES = {standard.code: standard.name for standard in STANDARDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSupplier:
    """A supplier that was found, and how well it matches the requirement that was chosen, if one was."""

    supplier: ListedSupplier
    match: Match | None


@blueprint.route("/directory")
@signed_in
def supplier_directory_list() -> ResponseReturnValue:
    """The suppliers of the edition, for its buyers and co-ordinators; while one types, the list alone."""
    edition, search, buyer = current_edition(), _search(), _buyer()
    requirements = _own_requirements(buyer)
    requirement = _chosen(requirements, buyer)
    args, allies = _args(), [] if is_fragment() and not search.ally_id else list_supplier_allies(edition.id)
    words = _words(search, requirement, allies)
    found = {
        "chosen": chosen_filters(words, endpoint="meetings.supplier_directory_list", args=args),
        "listed": _matched(search, requirement, buyer, today=local(utc_now()).date()),
        "requirement": requirement,
        "may_invite": requirement is not None and is_window_open(get_deadlines(edition), now=utc_now()),
        "buyer": buyer,
        "args": args,
        "shared": f"{current_app.config['FORO'].base_url}{request.path}?{urlencode(args)}",
    }
    if is_fragment():
        return render_template("meetings/_directory.html", **found)
    return render_template(
        "meetings/directory.html",
        edition=edition,
        search=search,
        requirements=[(each.id, each.title) for each in _offered(requirements, requirement)],
        processes=kept_process_choices(locale_name()),
        certificates=list(STANDARD_NAMES.items()),
        municipalities=_kept_municipalities(edition.id),
        allies=sorted(allies, key=lambda ally: sort_key(ally[1])),
        strata=[(stratum.value, str(label)) for stratum, label in STRATA.items()],
        **found,
    )


def _words(
    search: SupplierSearch, requirement: Requirement | None, allies: Sequence[tuple[int, str]]
) -> dict[str, str | None]:
    """What is searched for, in words, by its name in the address."""
    return {
        "requirement": requirement.title if requirement else None,
        "process": process_word(search.process_id, locale_name()),
        "certificate": STANDARD_NAMES.get(search.standard or ""),
        "municipality": search.municipality,
        "stratum": str(STRATA[search.stratum]) if search.stratum else None,
        "ally": dict(allies).get(search.ally_id or 0),
        "mark": str(MARKS[search.mark]) if search.mark else None,
        "stand": _("Solo con stand") if search.has_stand else None,
    }


def _buyer() -> Buyer | None:
    """The buyer who looks; None: a co-ordinator does.

    Raises:
        NotFound: the person is neither.
    """
    buyer = find_buyer(current_person().id, edition_id=current_edition().id)
    if buyer is None and not current_person().may("meetings.coordinate", current_edition().id):
        raise NotFound
    return buyer


def _own_requirements(buyer: Buyer | None) -> Sequence[Requirement]:
    """The published requirements of the buyer who asks; none for co-ordinators."""
    return [] if buyer is None else list_published_of(buyer.id)


def _chosen(own: Sequence[Requirement], buyer: Buyer | None) -> Requirement | None:
    """The requirement the address names: one's own, or a colleague's, as in a link that was sent; the staff's any."""
    wanted = request.args.get("requirement", type=int)
    found = next((each for each in own if each.id == wanted), None)
    if found is not None or wanted is None:
        return found
    company_id = None if buyer is None else buyer.company_id
    return find_shared_requirement(wanted, edition_id=current_edition().id, company_id=company_id)


def _offered(own: Sequence[Requirement], chosen: Requirement | None) -> Sequence[Requirement]:
    return own if chosen is None or chosen in own else [*own, chosen]


def _search() -> SupplierSearch:
    stratum, mark = request.args.get("stratum", ""), request.args.get("mark", "")
    return SupplierSearch(
        text=request.args.get("q", ""),
        process_id=request.args.get("process", type=int),
        standard=request.args.get("certificate") or None,
        municipality=request.args.get("municipality") or None,
        stratum=Stratum(stratum) if stratum in set(Stratum) else None,
        ally_id=request.args.get("ally", type=int),
        has_stand=request.args.get("stand") == "1",
        mark=Mark(mark) if mark in set(Mark) else None,
    )


def _args() -> dict[str, str]:
    """What the address says besides the page: all that was chosen, so that it can be sent to a colleague."""
    return {name: value for name in FILTERS if (value := request.args.get(name))}


def _matched(
    search: SupplierSearch, requirement: Requirement | None, buyer: Buyer | None, *, today: date
) -> Page[FoundSupplier]:
    """The page that is shown. Who matches a requirement best comes first; what one page shows is all that is read."""
    edition_id, buyer_id = current_edition().id, buyer.id if buyer else None
    ids = find_supplier_ids(edition_id, search, buyer_id=buyer_id, today=today)
    criteria = None if requirement is None else criteria_of(requirement)
    if criteria is not None:
        scores = kept_scores(edition_id, criteria, today)
        ids = sorted((id for id in ids if id in scores), key=lambda id: -scores[id])
    page = page_in(ids, number=page_number(), size=PAGE)
    listed = list_suppliers_of_page(page.rows, edition_id=edition_id, buyer_id=buyer_id)
    profiles = {} if criteria is None else kept_profiles(frozenset(page.rows))
    return page.showing(
        [
            FoundSupplier(
                supplier=each,
                match=None if criteria is None else match_of(criteria, profiles[each.company_id], today),
            )
            for each in listed
        ]
    )


def _municipality_choices(edition_id: int) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(list_municipalities(edition_id), key=sort_key)]


_kept_municipalities = Kept(_municipality_choices, of=(Site, Supplier), seconds=SECONDS)
