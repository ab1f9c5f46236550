"""The organiser's first page: the edition in numbers."""

from datetime import date

from flask import Blueprint, render_template

from forum.companies.labels import STRATA
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import local, number
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.kept import Kept
from forum.dashboard.queries import Numbers, get_numbers
from forum.editions.context import current_edition

blueprint = Blueprint("dashboard", __name__, url_prefix="/<edition_slug>")


def _numbers(edition_id: int, day: date) -> Numbers:
    return get_numbers(edition_id, day=day)


_NUMBERS = Kept(_numbers, of=(), seconds=5)


@blueprint.get("/dashboard")
@requires("dashboard.view")
def dashboard_show() -> str:
    """The current numbers of the edition."""
    edition, today = current_edition(), local(utc_now()).date()
    numbers = _NUMBERS(edition.id, today)
    return render_template(
        "dashboard/show.html",
        edition=edition,
        categories=numbers.categories,
        applications=numbers.applications,
        stands=numbers.stands,
        meetings=numbers.meetings,
        stratum_rows=[
            (str(STRATA[stratum]) if stratum else _("Sin clasificar"), count, number(count))
            for stratum, count in numbers.strata
        ],
        gates=numbers.gates,
        process_rows=[
            (en if locale_name() == "en" else es, asked, number(asked)) for es, en, asked in numbers.processes
        ],
        tables=numbers.tables,
    )
