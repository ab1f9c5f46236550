"""What buyers asked for that one's company lacks, and who can help: once the forum is over."""

from flask import render_template

from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.editions.rules import end_of_day, to_local
from forum.editions.rules.committees import HELPS_SUPPLIERS
from forum.matchmaking.context import current_company
from forum.meetings.queries.lacking import allies_of, list_compared, process_names
from forum.meetings.rules.lacking import lacked, name_of
from forum.meetings.views.blueprint import blueprint


@blueprint.get("/lacking")
@signed_in
def lacking_show() -> str:
    """The certificates, processes and capacity that were asked for, by how many requirements, and who can help."""
    edition, company, now = current_edition(), current_company().company, utc_now()
    is_over = end_of_day(edition.ends_on, edition.time_zone) <= now
    today = to_local(now, edition.time_zone).date()
    compared = list_compared(edition.id, company_id=company.id, today=today) if is_over else []
    processes = process_names(locale_name()) if compared else {}
    return render_template(
        "meetings/lacking.html",
        company=company,
        is_over=is_over,
        asked=len(compared),
        lacking=[(name_of(each.lack, processes), each) for each in lacked(compared)],
        allies=allies_of(company.id) if compared else [],
        committee=dict(edition.committee_names(locale_name())).get(HELPS_SUPPLIERS),
    )
