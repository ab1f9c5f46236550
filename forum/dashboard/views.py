"""The organiser's first page: the edition in numbers."""

from flask import Blueprint, render_template

from forum.companies.labels import STRATA
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import local, number
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.dashboard.queries import (
    category_counts,
    exhibitor_counts,
    inside_today,
    meeting_numbers,
    stratum_counts,
    table_count,
    wanted_processes,
)
from forum.editions.context import current_edition

blueprint = Blueprint("dashboard", __name__, url_prefix="/<edition_slug>")


@blueprint.get("/dashboard")
@requires("dashboard.view")
def dashboard_show() -> str:
    """The current numbers of the edition."""
    edition = current_edition()
    applications, stands = exhibitor_counts(edition.id)
    return render_template(
        "dashboard/show.html",
        edition=edition,
        categories=category_counts(edition.id),
        applications=applications,
        stands=stands,
        meetings=meeting_numbers(edition.id),
        stratum_rows=[
            (str(STRATA[stratum]) if stratum else _("Sin clasificar"), count, number(count))
            for stratum, count in stratum_counts(edition.id)
        ],
        gates=inside_today(edition.id, local(utc_now()).date()),
        process_rows=[
            (en if locale_name() == "en" else es, asked, number(asked))
            for es, en, asked in wanted_processes(edition.id)
        ],
        tables=table_count(edition.id),
    )
