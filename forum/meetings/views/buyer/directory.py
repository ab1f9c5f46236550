"""A buyer looks for suppliers: filters, the best match for one of their requirements first, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.enums import Stratum
from forum.companies.labels import STRATA
from forum.companies.rules.certificates import STANDARDS
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.collation import sort_key
from forum.core.errors import NotFound
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.listing import chosen_filters
from forum.core.paging import Page, page_in, page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.participants import find_buyer
from forum.matchmaking.queries.requirements import criteria_of, list_requirements_of
from forum.matchmaking.rules.match import Match, match_of
from forum.meetings.context import kept_process_choices, process_word
from forum.meetings.queries.suppliers import (
    ListedSupplier,
    SupplierSearch,
    kept_supplier_profiles,
    list_directory,
    list_municipalities,
)
from forum.meetings.views.blueprint import blueprint

PAGE = 20
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
    edition, search, requirements = current_edition(), _search(), _own_requirements()
    requirement = _chosen(requirements)
    args = {key: value for key, value in request.args.items() if key != "page"}
    found = {
        "chosen": chosen_filters(_words(search, requirement), endpoint="meetings.supplier_directory_list", args=args),
        "listed": _matched(search, requirement, today=local(utc_now()).date()),
        "requirement": requirement,
        "args": args,
    }
    if is_fragment():
        return render_template("meetings/_directory.html", **found)
    return render_template(
        "meetings/directory.html",
        edition=edition,
        search=search,
        requirements=[(each.id, each.title) for each in requirements],
        processes=kept_process_choices(locale_name()),
        certificates=list(STANDARD_NAMES.items()),
        municipalities=[(name, name) for name in sorted(list_municipalities(edition.id), key=sort_key)],
        strata=[(stratum.value, str(label)) for stratum, label in STRATA.items()],
        **found,
    )


def _words(search: SupplierSearch, requirement: Requirement | None) -> dict[str, str | None]:
    """What is searched for, in words, by its name in the address."""
    return {
        "requirement": requirement.title if requirement else None,
        "process": process_word(search.process_id, locale_name()),
        "certificate": STANDARD_NAMES.get(search.standard or ""),
        "municipality": search.municipality,
        "stratum": str(STRATA[search.stratum]) if search.stratum else None,
        "stand": _("Solo con stand") if search.has_stand else None,
    }


def _own_requirements() -> Sequence[Requirement]:
    """The published requirements of the buyer who asks; none for co-ordinators.

    Raises:
        NotFound: the person is neither.
    """
    buyer = find_buyer(current_person().id, edition_id=current_edition().id)
    if buyer is None:
        if not current_person().may("meetings.coordinate", current_edition().id):
            raise NotFound
        return []
    return [each for each in list_requirements_of(buyer.id) if each.status is RequirementStatus.PUBLISHED]


def _chosen(requirements: Sequence[Requirement]) -> Requirement | None:
    wanted = request.args.get("requirement", type=int)
    return next((each for each in requirements if each.id == wanted), None)


def _search() -> SupplierSearch:
    stratum = request.args.get("stratum", "")
    return SupplierSearch(
        text=request.args.get("q", ""),
        process_id=request.args.get("process", type=int),
        standard=request.args.get("certificate") or None,
        municipality=request.args.get("municipality") or None,
        stratum=Stratum(stratum) if stratum in set(Stratum) else None,
        has_stand=request.args.get("stand") == "1",
    )


def _matched(search: SupplierSearch, requirement: Requirement | None, *, today: date) -> Page[FoundSupplier]:
    suppliers = list_directory(current_edition().id, search, today=today)
    if requirement is None:
        page = page_in(suppliers, number=page_number(), size=PAGE)
        return page.showing([FoundSupplier(supplier=each, match=None) for each in page.rows])
    criteria, profiles = criteria_of(requirement), kept_supplier_profiles(current_edition().id)
    found = [
        FoundSupplier(supplier=each, match=match_of(criteria, profiles[each.company_id], today))
        for each in suppliers
        if each.company_id in profiles
    ]
    found.sort(key=lambda each: -each.match.score if each.match else 0)
    return page_in(found, number=page_number(), size=PAGE)
