"""The first page of the meetings: everybody is led to their own."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.queries.companies import companies_of
from forum.core.access import signed_in
from forum.editions.context import current_edition
from forum.matchmaking.queries.participants import find_buyer
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/")
@signed_in
def home_show() -> ResponseReturnValue:
    """Lead buyers, co-ordinators and companies to their pages; tell others how to take part."""
    edition = current_edition()
    if find_buyer(current_person().id, edition_id=edition.id) is not None:
        return redirect(url_for("meetings.buyer_show"))
    if current_person().may("meetings.coordinate", edition.id):
        return redirect(url_for("meetings.overview_show"))
    if companies_of(current_person().id):
        return redirect(url_for("meetings.supplier_show"))
    return redirect(url_for("matchmaking.about_show"))
