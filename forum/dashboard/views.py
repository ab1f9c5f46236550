"""The organiser's first page: the edition in numbers."""

from datetime import date
from enum import StrEnum

from flask import Blueprint, render_template, request

from forum.accounts.context import current_person
from forum.companies.labels import STRATA
from forum.core.access import requires, requires_everywhere
from forum.core.clock import utc_now
from forum.core.filters import local, number
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.kept import Kept
from forum.core.labels import word_of
from forum.dashboard.labels import CHANGES, WORDS
from forum.dashboard.queries.log import KINDS, MOST, Entry, list_changes
from forum.dashboard.queries.numbers import Numbers, get_numbers
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
        sees_changes=current_person().organises_all,
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


@blueprint.get("/dashboard/changes")
@requires_everywhere("accounts.grant")
def change_list() -> str:
    """Who changed what, when: of all editions."""
    kind = request.args.get("kind", "")
    text, until = request.args.get("q", "").strip(), request.args.get("until", type=date.fromisoformat)
    entries = list_changes(
        kind=kind if kind in KINDS else None, text=text, until=until, zone=current_edition().time_zone
    )
    return render_template(
        "dashboard/changes.html",
        entries=[(each, _said(each)) for each in entries],
        kinds=CHANGES,
        kind=kind,
        text=text,
        until=until,
        limit=MOST,
    )


def _said(entry: Entry) -> str:
    """What a change says of itself, in words: a kind, a status, a reason that somebody wrote."""
    words = WORDS.get(entry.kind, {})
    return " · ".join(word_of(each) if isinstance(each, StrEnum) else str(words.get(each, each)) for each in entry.said)
