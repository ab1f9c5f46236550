"""The organiser's list of companies."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.companies import queries
from forum.companies.enums import Stratum
from forum.companies.labels import STRATA
from forum.companies.views.blueprint import blueprint
from forum.companies.views.portal import explained, state_of
from forum.core.access import requires
from forum.core.paging import page_number
from forum.core.web import is_fragment


@blueprint.route("/companies/directory")
@requires("exhibitors.review")
def directory_list() -> ResponseReturnValue:
    """Companies by name, filtered by words and by stratum."""
    text = request.args.get("q", "")
    chosen = request.args.get("stratum", "")
    stratum = Stratum(chosen) if chosen in set(Stratum) else None
    return render_template(
        "companies/_directory.html" if is_fragment() else "companies/directory.html",
        listed=queries.list_companies(text=text, stratum=stratum, number=page_number()),
        rfcs=queries.count_rfcs(text=text, stratum=stratum),
        by_stratum=queries.count_by_stratum() if not is_fragment() else {},
        text=text,
        stratum=stratum,
        strata=STRATA,
    )


@blueprint.route("/companies/directory/<int:company_id>")
@requires("exhibitors.review")
def directory_show(company_id: int) -> ResponseReturnValue:
    """Any company, to read."""
    company = queries.profile_of(company_id)
    return render_template(
        "companies/directory_show.html",
        company=company,
        logo=queries.has_logo(company_id),
        members=queries.members_of(company_id),
        explanation=explained(company),
        state_of=state_of,
    )
