"""Why a place of the board is empty: in words, beside the board or as a page, and who could be met there."""

from datetime import UTC, datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.database import found
from forum.core.filters import number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.meetings.documents.board import heading_of
from forum.meetings.enums import BoardRows, PlaceState
from forum.meetings.labels import EMPTY_WHY
from forum.meetings.queries.grid import list_columns
from forum.meetings.queries.grid_rows import ids_of, page_of_rows
from forum.meetings.rules.grid import empty_state
from forum.meetings.service.emptiness import explain_place
from forum.meetings.views.blueprint import blueprint

SHOWN = 8
"""How many that could be met there are listed; the number counts all."""


@blueprint.route("/coordination/board/place")
@requires("meetings.coordinate")
def empty_place_show() -> ResponseReturnValue:
    """Why a row (`rows`, `row`) has no meeting at a time (`at`, in seconds), and who could come."""
    edition, now = current_edition(), utc_now()
    kinds = {kind.value: kind for kind in BoardRows}
    kind, key = kinds.get(request.args.get("rows", ""), BoardRows.TABLES), request.args.get("row", "")
    row = found(next(iter(page_of_rows(edition.id, kind, key=key).rows), None))
    seconds = request.args.get("at", 0, type=int)
    columns = [each for each in list_columns(edition.id) if int(each.starts_at.timestamp()) == seconds]
    column = found(next((each for each in columns if empty_state(row, each) is not None), None))
    starts_at = datetime.fromtimestamp(seconds, tz=UTC)
    place = explain_place(kind, ids_of(key), starts_at, edition=edition, now=now)
    name, note = heading_of(row)
    return render_template(
        "meetings/_empty_place.html" if is_fragment() else "meetings/empty_place.html",
        place=place,
        shown=place.could[:SHOWN],
        column=column,
        kind=kind,
        row=row,
        name=name,
        note=note,
        is_blocked=empty_state(row, column) is PlaceState.BLOCKED,
        is_over=column.starts_at <= now,
        reasons={why.value: label for why, label in EMPTY_WHY.items()},
        counted=[(EMPTY_WHY[why], number(count)) for why, count in place.counts.items()],
        page_url=url_for("meetings.empty_place_show", rows=kind.value, row=row.key, at=seconds),
    )
