"""The log of what was changed."""

from datetime import date
from enum import StrEnum

from flask import render_template, request

from forum.core.access import requires_everywhere
from forum.core.labels import word_of
from forum.dashboard.labels import CHANGES, WORDS
from forum.dashboard.queries.log import KINDS, MOST, Entry, list_changes
from forum.dashboard.views.blueprint import blueprint
from forum.editions.context import current_edition


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
