"""The organiser's first page: the edition in numbers, each with the list of what it counts."""

from datetime import date

from flask import render_template

from forum.accounts.context import current_person
from forum.companies.labels import STRATA
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import local, number
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.kept import Kept
from forum.dashboard.context import list_behind
from forum.dashboard.queries.numbers import Numbers, get_numbers
from forum.dashboard.views.blueprint import blueprint
from forum.editions.context import current_edition

Bar = tuple[str, int, str, str | None]


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
        sees_changes=current_person().organises_all,
        today=today,
        behind=list_behind,
        categories=numbers.categories,
        applications=numbers.applications,
        stands=numbers.stands,
        meetings=numbers.meetings,
        stratum_rows=_strata(numbers),
        gates=numbers.gates,
        process_rows=_processes(numbers),
        tables=numbers.tables,
    )


def _strata(numbers: Numbers) -> list[Bar]:
    return [
        (
            str(STRATA[stratum]) if stratum else _("Sin clasificar"),
            count,
            number(count),
            list_behind("companies.directory_list", group="offering", stratum=stratum or "none"),
        )
        for stratum, count in numbers.strata
    ]


def _processes(numbers: Numbers) -> list[Bar]:
    return [
        (
            each.name(locale_name()),
            each.asked,
            number(each.asked),
            list_behind("meetings.coordinated_requirement_list", status="published", process=each.id),
        )
        for each in numbers.processes
    ]
