"""Figures of former editions from a sheet: template, upload, verdicts, confirmation."""

from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.sheet_reading import read_rows
from forum.core.sheets import XLSX, csv_lines, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.reports import service
from forum.reports.forms import FigureLoadForm
from forum.reports.labels import FIGURES
from forum.reports.models import FigureLoad
from forum.reports.queries.comparison import load_for
from forum.reports.transfer import Verdict, ensure_columns, headings, known_before, rows_to_mend, verdicts_of
from forum.reports.views.blueprint import blueprint

ONE = "/figures/loads/<int:figure_load_id>"
SHOWN = 200


@blueprint.route("/figures/load", methods=["GET", "POST"])
@requires("editions.edit")
def load_new() -> ResponseReturnValue:
    """Upload a sheet of figures."""
    form = FigureLoadForm()
    if done := form.accepts(lambda: _keep(form)):
        return redirect(url_for("reports.load_show", figure_load_id=done.result.id), 303)
    page = render_template("reports/load_new.html", form=form, figures=list(FIGURES.values()), headings=headings())
    return page, form.status


@blueprint.get("/figures/loads/template.xlsx")
@requires("editions.edit")
def load_template_show() -> Response:
    """The template, as a workbook: the headings alone."""
    return _workbook(headings(), [], _("cifras.xlsx"))


@blueprint.get("/figures/loads/template.csv")
@requires("editions.edit")
def load_text_template_show() -> Response:
    """The template as CSV."""
    lines, name = "".join(csv_lines(headings(), [])), _("cifras.csv")
    return Response(lines, mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename={name}"})


@blueprint.get(ONE)
@requires("editions.edit")
def load_show(figure_load_id: int) -> str:
    """What becomes of each row."""
    load = _load(figure_load_id)
    verdicts = sorted(_verdicts(load), key=lambda each: (not each.problems, each.number))
    return render_template(
        "reports/load.html",
        load=load,
        verdicts=verdicts[:SHOWN],
        figures=FIGURES,
        good=sum(not each.problems for each in verdicts),
        bad=sum(bool(each.problems) for each in verdicts),
    )


@blueprint.post(f"{ONE}/confirmation")
@requires("editions.edit")
def load_confirmation_create(figure_load_id: int) -> ResponseReturnValue:
    """Write the figures of all good rows."""
    load = _load(figure_load_id)
    given = [each.given for each in _verdicts(load) if each.given is not None]
    count = service.confirm_load(
        load.id,
        load.edition_id,
        figures=[(each.year, each.figure, each.value) for each in given],
        by=current_person().id,
        now=utc_now(),
    )
    flash(ngettext("Guardamos %(num)s cifra.", "Guardamos %(num)s cifras.", count), "success")
    return redirect(url_for("reports.comparison_show"), 303)


@blueprint.get(f"{ONE}/mend.xlsx")
@requires("editions.edit")
def load_mend_show(figure_load_id: int) -> Response:
    """The rows that were not taken, each with what is wrong."""
    load = _load(figure_load_id)
    first, *rest = rows_to_mend(load.rows, _verdicts(load))
    return _workbook(first, rest, _("cifras-por-corregir.xlsx"))


def _keep(form: FigureLoadForm) -> FigureLoad:
    rows = read_rows(form.file.data.read())
    ensure_columns(rows[0])
    return service.keep_load(current_edition().id, rows=rows, by=current_person().id, now=utc_now())


def _load(figure_load_id: int) -> FigureLoad:
    return load_for(current_person().id, figure_load_id, edition_id=current_edition().id)


def _verdicts(load: FigureLoad) -> list[Verdict]:
    return verdicts_of(load.rows, known_before(current_edition().starts_on.year))


def _workbook(first: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> Response:
    return send_private(xlsx_file(first, rows), mimetype=XLSX, name=name)
