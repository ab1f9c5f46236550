"""The public page of the business meetings: how they work, when, and what the buyers seek."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forum.accounts.context import current_person
from forum.companies.queries.catalogue import catalogue
from forum.companies.queries.companies import companies_of
from forum.companies.rules.certificates import STANDARDS
from forum.core.access import public
from forum.core.filters import date_range
from forum.core.i18n import locale_name
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.forms import process_choices
from forum.matchmaking.queries.public import list_public_requirements
from forum.matchmaking.queries.requirements import RequirementSearch
from forum.matchmaking.views.blueprint import blueprint


@blueprint.route("/about")
@public
def about_show() -> ResponseReturnValue:
    """How the meetings work and what the buyers seek, for whoever does not take part yet; while one types, the list."""
    search = RequirementSearch(
        text=request.args.get("q", ""),
        process_id=request.args.get("process", type=int),
        standard=request.args.get("certificate") or None,
    )
    found = {
        "listed": list_public_requirements(current_edition().id, search, number=page_number()),
        "search": search,
        "args": {key: value for key, value in request.args.items() if key != "page"},
    }
    if is_fragment():
        return render_template("matchmaking/_public_requirements.html", **found)
    return render_template(
        "matchmaking/about.html",
        edition=current_edition(),
        dates=date_range(current_edition().starts_on, current_edition().ends_on),
        has_company=current_user.is_authenticated and bool(companies_of(current_person().id)),
        processes=process_choices(catalogue(), locale_name()),
        certificates=[(standard.code, standard.name) for standard in STANDARDS],
        **found,
    )
