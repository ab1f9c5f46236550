"""What buyers asked for that one's company lacks, and who can help: once the forum is over."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.editions.rules import end_of_day, to_local
from forum.editions.rules.committees import HELPS_SUPPLIERS
from forum.matchmaking.context import current_company
from forum.meetings.queries.development import followed_of, list_helpers, parents_of_processes
from forum.meetings.queries.lacking import allies_of, list_compared, process_names
from forum.meetings.rules.development import Helper, helpers_with, lack_of, thing_of
from forum.meetings.rules.lacking import Lack, Lacked, lacked, name_of
from forum.meetings.service.development import claim_lack
from forum.meetings.views.blueprint import blueprint


@blueprint.get("/lacking")
@signed_in
def lacking_show() -> str:
    """The certificates, processes and capacity that were asked for, by how many requirements, and who can help."""
    edition, company, now = current_edition(), current_company().company, utc_now()
    is_over = end_of_day(edition.ends_on, edition.time_zone) <= now
    today = to_local(now, edition.time_zone).date()
    compared = list_compared(edition.id, company_id=company.id, today=today) if is_over else []
    rows = lacked(compared)
    followed = followed_of(company.id, edition_id=edition.id) if is_over else {}
    processes = process_names(locale_name()) if rows or followed else {}
    here = {(each.lack.what, thing_of(each.lack)) for each in rows}
    return render_template(
        "meetings/lacking.html",
        company=company,
        is_over=is_over,
        asked=len(compared),
        lacking=[
            (name_of(each.lack, processes), each, followed.get((each.lack.what, thing_of(each.lack)))) for each in rows
        ],
        helpers=_helpers(edition.id, rows),
        others=[(name_of(lack_of(*key), processes), each) for key, each in followed.items() if key not in here],
        allies=allies_of(company.id) if compared else [],
        committee=dict(edition.committee_names(locale_name())).get(HELPS_SUPPLIERS),
    )


@blueprint.post("/lacking/<int:supplier_lack_id>/claim")
@signed_in
def lack_claim_create(supplier_lack_id: int) -> Response:
    """Say that one's company has by now what it lacked."""
    claim_lack(
        supplier_lack_id,
        edition_id=current_edition().id,
        company_id=current_company().company.id,
        by=current_person().id,
        now=utc_now(),
    )
    flash(_("Anotamos que ya lo tienen. Cuando el comité organizador lo confirme, aquí dirá «Logrado»."), "success")
    return redirect(url_for("meetings.lacking_show"), 303)


def _helpers(edition_id: int, rows: list[Lacked]) -> dict[Lack, list[Helper]]:
    """Who helps with each thing."""
    helpers = list_helpers(edition_id) if rows else []
    parents = parents_of_processes() if helpers else {}
    return {each.lack: helpers_with(each.lack, helpers, parents) for each in rows}
