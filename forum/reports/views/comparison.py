"""The comparison of editions, and the figures of former years that were given for it."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.reports.context import comparison_of
from forum.reports.queries.comparison import given_figures
from forum.reports.service import remove_year
from forum.reports.views.blueprint import blueprint


@blueprint.get("/editions")
@requires("dashboard.view")
def comparison_show() -> str:
    """This edition beside former ones."""
    edition = current_edition()
    return render_template(
        "reports/comparison.html",
        section=comparison_of(edition),
        years=sorted({year for year, _figure in given_figures(edition.id)}, reverse=True),
        may_load=current_person().may("editions.edit", edition.id),
    )


@blueprint.post("/figures/<int:year>/removal")
@requires("editions.edit")
def figures_delete(year: int) -> Response:
    """Take back the figures that were given of a year."""
    remove_year(current_edition().id, year)
    flash(_("Quitamos las cifras de %(year)s.", year=year), "success")
    return redirect(url_for("reports.comparison_show"), 303)
