"""The official report of results: its cut-off, how it stands, issuing it, and what was issued."""

from datetime import datetime

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

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
from forum.editions.rules import end_of_day
from forum.reports import service
from forum.reports.context import issuing
from forum.reports.documents.official_pdf import official_pdf
from forum.reports.forms import CutoffForm
from forum.reports.models import IssuedReport
from forum.reports.queries.official import cutoff_of, get_issued, list_issued
from forum.reports.rules.issued import Content, digest_of, unpacked
from forum.reports.rules.official import default_cutoff
from forum.reports.views.blueprint import blueprint

ONE = "/official/issues/<int:issued_report_id>"
PDF = "application/pdf"


@blueprint.get("/official")
@requires("dashboard.view")
def official_show() -> str:
    """The report as it would be issued now, its cut-off, and what was issued."""
    edition, now = current_edition(), utc_now()
    cut_on = cutoff_of(edition)
    moment = issuing.moment_of(edition, cut_on, now=now)
    return render_template(
        "reports/official.html",
        edition=edition,
        cut_on=cut_on,
        is_ahead=_is_ahead(edition, now=now),
        moment=moment,
        content=issuing.content_of(edition, moment),
        issues=list_issued(edition.id),
        may_edit=current_person().may("editions.edit", edition.id),
    )


@blueprint.route("/official/cutoff", methods=["GET", "POST"])
@requires("editions.edit")
def cutoff_edit() -> ResponseReturnValue:
    """Choose until when the report counts."""
    edition = current_edition()
    form = CutoffForm(data={"cut_on": cutoff_of(edition)})
    if form.accepts(lambda: service.set_cutoff(edition.id, form.day())):
        flash(_("Guardamos el corte del informe oficial."), "success")
        return redirect(url_for("reports.official_show"), 303)
    page = render_template("reports/cutoff.html", form=form, usual=default_cutoff(edition.ends_on))
    return page, form.status


@blueprint.get("/official/draft.pdf")
@requires("dashboard.view")
def draft_show() -> Response:
    """The report as it stands, as PDF that says it was not issued."""
    edition, now = current_edition(), utc_now()
    cut_on = cutoff_of(edition)
    moment = issuing.moment_of(edition, cut_on, now=now)
    who = current_person().display_name
    cover = issuing.draft_cover_of(edition, cut_on, moment=moment, now=now, who=who)
    file = official_pdf(cover, issuing.content_of(edition, moment), fonts=issuing.report_fonts())
    return send_private(file, mimetype=PDF, name=f"{_('borrador')}-{edition.slug}.pdf")


@blueprint.post("/official/issues")
@requires("editions.edit")
def issue_create() -> ResponseReturnValue:
    """Issue the report: keep what it says under the next number."""
    edition, now = current_edition(), utc_now()
    cut_on = cutoff_of(edition)
    content = issuing.packed_report(edition, issuing.moment_of(edition, cut_on, now=now))
    issued = service.issue_report(edition.id, cut_on=cut_on, content=content, by=current_person().id, now=now)
    flash(_("Emitimos el informe oficial número %(number)s.", number=issued.number), "success")
    return redirect(url_for("reports.issue_show", issued_report_id=issued.id), 303)


@blueprint.get(ONE)
@requires("dashboard.view")
def issue_show(issued_report_id: int) -> str:
    """A report as it was issued, and what it says differently from the one before."""
    issued = _issued(issued_report_id)
    return render_template(
        "reports/issue.html",
        issued=issued,
        is_whole=digest_of(issued.content) == issued.digest,
        content=_content(issued),
        former=issuing.differences_from_former(issued),
    )


@blueprint.get(f"{ONE}/report.pdf")
@requires("dashboard.view")
def issue_paper_show(issued_report_id: int) -> Response:
    """The same as PDF."""
    issued = _issued(issued_report_id)
    cover = issuing.cover_of(current_edition(), issued)
    file = official_pdf(cover, _content(issued), fonts=issuing.report_fonts())
    return send_private(file, mimetype=PDF, name=_name(issued, "pdf"))


@blueprint.get(f"{ONE}/report.xlsx")
@requires("dashboard.view")
def issue_workbook_show(issued_report_id: int) -> Response:
    """The same as an Excel file."""
    issued = _issued(issued_report_id)
    headings, rows = issuing.issued_sheet(issued, _content(issued))
    return send_private(xlsx_file(headings, rows), mimetype=XLSX, name=_name(issued, "xlsx"))


@blueprint.get(f"{ONE}/report.csv")
@requires("dashboard.view")
def issue_text_show(issued_report_id: int) -> Response:
    """The same as CSV."""
    issued = _issued(issued_report_id)
    return send_csv(*issuing.issued_sheet(issued, _content(issued)), name=_name(issued, "csv"))


def _is_ahead(edition: Edition, *, now: datetime) -> bool:
    return end_of_day(cutoff_of(edition), edition.time_zone) > now


def _issued(issued_report_id: int) -> IssuedReport:
    return get_issued(issued_report_id, edition_id=current_edition().id)


def _content(issued: IssuedReport) -> Content:
    return unpacked(issued.content, locale_name())


def _name(issued: IssuedReport, ending: str) -> str:
    return f"{_('informe-oficial')}-{issued.number}-{current_edition().slug}.{ending}"
