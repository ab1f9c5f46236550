"""The organiser's list of the companies that take part in the edition."""

from flask import render_template
from flask.typing import ResponseReturnValue

from forum.companies.context import (
    UNCLASSIFIED,
    WantedCompanies,
    acting_participants,
    companies_wanted_here,
    company_groups,
    kept_companies,
    participants,
    state_of,
)
from forum.companies.labels import STRATA
from forum.companies.queries.directory import SORTS, count_listed, count_rfcs, in_listed_order
from forum.companies.queries.people import members_of
from forum.companies.queries.profiles import evidence_of, has_logo, profile_of
from forum.companies.views.blueprint import blueprint
from forum.companies.views.portal import explained
from forum.core.access import requires
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.listing import Column, Listing, listing_here
from forum.core.paging import SIZE, page_in, page_number
from forum.core.uploads import file_response
from forum.core.web import is_fragment
from forum.editions.context import current_edition

COLUMNS = (
    Column("name", N_("Empresa"), is_fixed=True),
    Column("rfc", N_("RFC"), width="l"),
    Column("sector", N_("Sector"), width="m"),
    Column("stratum", N_("Estrato"), width="l"),
)


def listing_of(wanted: WantedCompanies) -> Listing:
    """The list of companies, sorted and with the columns as the address asks for it."""
    return listing_here("companies", COLUMNS, sorts=SORTS, endpoint="companies.directory_list", query=wanted.address)


@blueprint.route("/companies/directory")
@requires("exhibitors.review")
def directory_list() -> ResponseReturnValue:
    """Companies by name, found by a search, by stratum and by how they take part."""
    edition, wanted = current_edition(), companies_wanted_here()
    query, stratum, group = wanted.address, wanted.stratum, wanted.group
    listing = listing_of(wanted)
    found = in_listed_order(wanted.found_in(edition.id), listing.order)
    words = {
        "q": f"«{wanted.text}»",
        "stratum": _("Sin clasificar") if wanted.unclassified else str(STRATA[stratum]) if stratum else None,
        "group": _(group.label) if group else None,
    }
    return render_template(
        "companies/_directory.html" if is_fragment() else "companies/directory.html",
        listed=page_in(found, number=page_number(), size=SIZE),
        listing=listing,
        chips=listing.filters(words),
        rfcs=count_rfcs(found),
        by_stratum=count_listed(kept_companies(edition.id)) if not is_fragment() else {},
        text=wanted.text,
        stratum=query["stratum"],
        strata=[*STRATA.items(), (UNCLASSIFIED, _("Sin clasificar"))],
        group=group.code if group else None,
        groups=[(each.code, _(each.label)) for each in company_groups().values()],
    )


@blueprint.route("/companies/directory/<int:company_id>")
@requires("exhibitors.review")
def directory_show(company_id: int) -> ResponseReturnValue:
    """One company, read-only."""
    edition = current_edition()
    company = profile_of(company_id, among=participants(edition.id))
    return render_template(
        "companies/directory_show.html",
        company=company,
        logo=has_logo(company_id),
        members=members_of(company_id, among=acting_participants(edition.id)),
        explanation=explained(company),
        state_of=state_of,
        evidence="companies.directory_evidence_show",
    )


@blueprint.route("/companies/directory/<int:company_id>/certificates/<int:certificate_id>/evidence")
@requires("exhibitors.review")
def directory_evidence_show(company_id: int, certificate_id: int) -> ResponseReturnValue:
    """The document of a certificate of a company that takes part."""
    company = profile_of(company_id, among=participants(current_edition().id))
    return file_response(evidence_of(company.id, certificate_id))
