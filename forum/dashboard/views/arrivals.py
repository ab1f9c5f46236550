"""Who entered the forum, by day, gate and category."""

from datetime import date

from flask import render_template, request

from forum.core.access import requires
from forum.core.filters import weekday_date
from forum.core.i18n import locale_name
from forum.core.paging import page_number
from forum.dashboard.queries.arrivals import Arrivals, list_arrivals, list_venue_gates
from forum.dashboard.views.blueprint import blueprint
from forum.editions.context import current_edition
from forum.editions.queries import list_categories, list_days


@blueprint.get("/dashboard/arrivals")
@requires("registration.review")
def arrival_list() -> str:
    """People who entered, the latest first: each once a day, at the gate by which they entered first."""
    edition = current_edition()
    wanted = Arrivals(
        day=request.args.get("day", type=date.fromisoformat),
        gate_id=request.args.get("gate", type=int),
        category_id=request.args.get("category", type=int),
        once=request.args.get("once") == "yes",
    )
    days = [each.date for each in list_days(edition.id)]
    if wanted.day is not None and wanted.day not in days:
        days = sorted([*days, wanted.day])
    return render_template(
        "dashboard/arrivals.html",
        listed=list_arrivals(edition.id, wanted, number=page_number()),
        wanted=wanted,
        days=[(day.isoformat(), weekday_date(day)) for day in days],
        gates=list_venue_gates(edition.id),
        categories=[(each.id, each.name(locale_name())) for each in list_categories(edition.id)],
    )
