"""The report on business: what was expected, what came of it, what is scarce; and how many meetings fit."""

from flask import Response, render_template, request

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.downloads import send_csv
from forum.core.i18n import gettext as _
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.reports.context import business_of, sheet_of
from forum.reports.forms import capacity_form, plan_in
from forum.reports.queries.business import plan_of
from forum.reports.views.blueprint import blueprint

MARGINS = (0, 10, 20)


@blueprint.get("/business")
@requires("dashboard.view")
def business_show() -> str:
    """The report, as it stands now; it prints well."""
    edition, now = current_edition(), utc_now()
    return render_template(
        "reports/business.html",
        edition=edition,
        sections=business_of(edition, now=now),
        now=now,
        may_follow=current_person().may("meetings.coordinate", edition.id),
    )


@blueprint.get("/business.xlsx")
@requires("dashboard.view")
def business_workbook_show() -> Response:
    """The report as an Excel file."""
    headings, rows = _sheet()
    return send_private(xlsx_file(headings, rows), mimetype=XLSX, name=_name("xlsx"))


@blueprint.get("/business.csv")
@requires("dashboard.view")
def business_text_show() -> Response:
    """The report as CSV."""
    return send_csv(*_sheet(), name=_name("csv"))


@blueprint.get("/capacity")
@requires("dashboard.view")
def capacity_show() -> str:
    """How many meetings fit with so many buyers, slots and days, and how many tables the wishes need."""
    edition = current_edition()
    known = plan_of(edition.id, spare=edition.buyer_spare_slots_per_day)
    form = capacity_form(known, request.args)
    plan = plan_in(form)
    tables = [(margin, plan.tables(margin)) for margin in MARGINS] if plan else []
    return render_template("reports/capacity.html", edition=edition, form=form, plan=plan, tables=tables)


def _sheet() -> tuple[list[str], list[list[str]]]:
    now = utc_now()
    return sheet_of(business_of(current_edition(), now=now), now=now)


def _name(ending: str) -> str:
    return f"{_('derrama')}-{current_edition().slug}.{ending}"
