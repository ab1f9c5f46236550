"""The report for the press and the state."""

from datetime import datetime

from flask import Response, render_template, request

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.downloads import send_csv
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.editions.rules import roman
from forum.reports.context import committee_report_of, report_of, sheet_of
from forum.reports.rules import Section
from forum.reports.views.blueprint import blueprint


@blueprint.get("")
@requires("dashboard.view")
def report_show() -> str:
    """The report, as it stands now; it prints well."""
    edition, now, committee = current_edition(), utc_now(), _committee()
    return render_template(
        "reports/report.html",
        edition=edition,
        ordinal=roman(edition.ordinal),
        sections=_sections(edition, committee, now=now),
        committees=edition.committee_names(locale_name()),
        committee=committee,
        now=now,
        may_edit=current_person().may("editions.edit", edition.id),
    )


@blueprint.get("/report.xlsx")
@requires("dashboard.view")
def workbook_show() -> Response:
    """The report as an Excel file."""
    headings, rows = _sheet()
    return send_private(xlsx_file(headings, rows), mimetype=XLSX, name=_name("xlsx"))


@blueprint.get("/report.csv")
@requires("dashboard.view")
def text_show() -> Response:
    """The report as CSV."""
    return send_csv(*_sheet(), name=_name("csv"))


def _committee() -> str:
    """The committee the address asks for, by its name; empty for all."""
    wanted = request.args.get("committee", "")
    return wanted if wanted in dict(current_edition().committee_names("es")) else ""


def _sections(edition: Edition, committee: str, *, now: datetime) -> list[Section]:
    return committee_report_of(edition, committee) if committee else report_of(edition, now=now)


def _sheet() -> tuple[list[str], list[list[str]]]:
    """The headings and rows of the report; each row says of when it is."""
    now = utc_now()
    return sheet_of(_sections(current_edition(), _committee(), now=now), now=now)


def _name(ending: str) -> str:
    return f"{_('informe')}-{current_edition().slug}.{ending}"
