"""A buyer looks for suppliers: filters, the best match for one of their requirements first, and why."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from forum.accounts.context import current_person
from forum.companies.enums import Stratum
from forum.companies.labels import STRATA
from forum.companies.rules.certificates import STANDARDS
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.listing import chosen_filters
from forum.core.paging import Page, page_in, page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.enums import Mark
from forum.matchmaking.labels import MARKS
from forum.matchmaking.queries.looking import LookingBuyer, WantedSupply, find_looking_buyer, find_shared_supply
from forum.matchmaking.queries.marks import get_supplier_marks
from forum.meetings.context import kept_process_choices, process_word
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.directory import SupplierSearch
from forum.meetings.queries.shelved import (
    find_shelved,
    kept_allies,
    kept_municipalities,
)
from forum.meetings.rules.requests import is_window_open
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.buyer.supplier_cards import supplier_cards

PAGE = 20
FILTERS = ("q", "requirement", "process", "certificate", "municipality", "stratum", "ally", "stand", "mark")
STANDARD_NAMES = {standard.code: standard.name for standard in STANDARDS}


@blueprint.route("/directory")
@signed_in
def supplier_directory_list() -> ResponseReturnValue:
    """The suppliers of the edition, for its buyers and co-ordinators; while one types, the list alone."""
    edition, search, buyer = current_edition(), _search(), _buyer()
    own = [] if buyer is None else buyer.wanted
    wanted, args, now = _chosen(own, buyer), _args(), utc_now()
    may_invite = wanted is not None and is_window_open(get_deadlines(edition), now=now)
    allies = [] if is_fragment() and not search.ally_id else kept_allies(edition.id)
    found = {
        "chosen": chosen_filters(
            _words(search, wanted, allies), endpoint="meetings.supplier_directory_list", args=args
        ),
        "listed": _listed(search, wanted, buyer, may_invite=may_invite, today=local(now).date()),
        "args": args,
        "shared": f"{current_app.config['FORO'].base_url}{request.path}?{urlencode(args)}",
    }
    if is_fragment():
        return render_template("meetings/_directory.html", **found)
    return render_template(
        "meetings/directory.html",
        edition=edition,
        search=search,
        buyer=buyer,
        wanted=wanted,
        requirements=[(each.requirement_id, each.title) for each in _offered(own, wanted)],
        processes=kept_process_choices(locale_name()),
        certificates=list(STANDARD_NAMES.items()),
        municipalities=[(name, name) for name in kept_municipalities(edition.id)],
        allies=allies,
        strata=[(stratum.value, str(label)) for stratum, label in STRATA.items()],
        **found,
    )


def _words(
    search: SupplierSearch, wanted: WantedSupply | None, allies: Sequence[tuple[int, str]]
) -> dict[str, str | None]:
    """What is searched for, in words, by its name in the address."""
    return {
        "requirement": wanted.title if wanted else None,
        "process": process_word(search.process_id, locale_name()),
        "certificate": STANDARD_NAMES.get(search.standard or ""),
        "municipality": search.municipality,
        "stratum": str(STRATA[search.stratum]) if search.stratum else None,
        "ally": dict(allies).get(search.ally_id or 0),
        "mark": str(MARKS[search.mark]) if search.mark else None,
        "stand": _("Solo con stand") if search.has_stand else None,
    }


def _buyer() -> LookingBuyer | None:
    """The buyer who looks; None: a co-ordinator does.

    Raises:
        NotFound: the person is neither.
    """
    buyer = find_looking_buyer(current_person().id, edition_id=current_edition().id)
    if buyer is None and not current_person().may("meetings.coordinate", current_edition().id):
        raise NotFound
    return buyer


def _chosen(own: Sequence[WantedSupply], buyer: LookingBuyer | None) -> WantedSupply | None:
    """The requirement the address names: one's own, or a colleague's, as in a link that was sent; the staff's any."""
    named = request.args.get("requirement", type=int)
    found = next((each for each in own if each.requirement_id == named), None)
    if found is not None or named is None:
        return found
    company_id = None if buyer is None else buyer.company_id
    return find_shared_supply(named, edition_id=current_edition().id, company_id=company_id)


def _offered(own: Sequence[WantedSupply], chosen: WantedSupply | None) -> Sequence[WantedSupply]:
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


def _listed(
    search: SupplierSearch, wanted: WantedSupply | None, buyer: LookingBuyer | None, *, may_invite: bool, today: date
) -> Page[Markup]:
    """The page that is shown. Who matches a requirement best comes first."""
    marks = None if buyer is None else get_supplier_marks(buyer.id)
    criteria = None if wanted is None else wanted.criteria
    found = find_shelved(current_edition().id, search, criteria=criteria, marks=marks or {}, today=today)
    page = page_in(found, number=page_number(), size=PAGE)
    return page.showing(supplier_cards(page.rows, wanted, marks=marks, may_invite=may_invite, today=today))
