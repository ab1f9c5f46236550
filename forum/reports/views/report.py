"""The report for the press and the state."""

from flask import Response, render_template

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.core.sheets import XLSX, csv_lines, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.editions.rules import roman
from forum.reports.context import report_of
from forum.reports.rules import sheet_rows
from forum.reports.views.blueprint import blueprint


@blueprint.get("")
@requires("dashboard.view")
def report_show() -> str:
    """The report, as it stands now; it prints well."""
    edition, now = current_edition(), utc_now()
    return render_template(
        "reports/report.html",
        edition=edition,
        ordinal=roman(edition.ordinal),
        sections=report_of(edition, now=now),
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
    headings, rows = _sheet()
    response = Response("".join(csv_lines(headings, rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{_name("csv")}"'
    return response


def _sheet() -> tuple[list[str], list[list[str]]]:
    """The headings and rows of the report; each row says of when it is."""
    now = utc_now()
    headings = [_("Apartado"), _("Cifra"), _("Qué cuenta"), _("Valor"), _("Definición"), _("Corte")]
    rows = sheet_rows(report_of(current_edition(), now=now), given=_("Dato que dio el comité organizador."))
    return headings, [[*row, date_time(now)] for row in rows]


def _name(ending: str) -> str:
    return f"{_('informe')}-{current_edition().slug}.{ending}"
