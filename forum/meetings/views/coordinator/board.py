"""The co-ordinator's board: tables or people by times; a page of it as a table, all of it as values for its script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.context import record_export
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import date_time, local
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.paging import page_number
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.editions.models import Day
from forum.editions.queries import list_days
from forum.meetings.documents.board import board_values, heading_of
from forum.meetings.documents.board_pdf import AgendasTitle, agendas_pdf
from forum.meetings.enums import BoardRows, PlaceState
from forum.meetings.labels import BOARD_ROWS, PLACE_STATES
from forum.meetings.queries.grid import grid_of, list_columns, list_halls_with_tables
from forum.meetings.queries.grid_rows import page_of_rows
from forum.meetings.views.blueprint import blueprint
from forum.printing.fonts import fonts_in

ALL_DAYS = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of the board an address asks for; `day` None: all days, `hall_id` None: all halls, `key`: one row."""

    kind: BoardRows
    day: Day | None
    hall_id: int | None
    key: str | None
    days: Sequence[Day]
    halls: Sequence[tuple[int, str]]

    @property
    def day_id(self) -> int | None:
        """The id of the day; None: all days."""
        return None if self.day is None else self.day.id

    @property
    def address(self) -> dict[str, Any]:
        """What the address says, but for the page and the row."""
        day = ALL_DAYS if self.day is None else self.day.date.isoformat()
        return {"rows": self.kind.value, "day": day, "hall": self.hall_id}


def wanted_here(*, now: datetime) -> Wanted:
    """What the address asks for; without a day it is today, and before and after the forum its first day."""
    edition = current_edition()
    days, halls = list_days(edition.id), list_halls_with_tables(edition.id)
    asked, hall_id = request.args.get("day", ""), request.args.get("hall", type=int)
    by_date = {day.date.isoformat(): day for day in days}
    today = local(now).date()
    first = next((day for day in days if day.date == today), days[0] if days else None)
    kinds = {kind.value: kind for kind in BoardRows}
    return Wanted(
        kind=kinds.get(request.args.get("rows", ""), BoardRows.TABLES),
        day=None if asked == ALL_DAYS else by_date.get(asked, first),
        hall_id=hall_id if hall_id in {id for id, _name in halls} else None,
        key=request.args.get("row") or None,
        days=days,
        halls=halls,
    )


@blueprint.route("/coordination/board")
@requires("meetings.coordinate")
def board_show() -> ResponseReturnValue:
    """A page of the board's rows as a table; with `row`, one table or person as a list by time."""
    edition, now = current_edition(), utc_now()
    wanted = wanted_here(now=now)
    columns = list_columns(edition.id, day_id=wanted.day_id, hall_id=wanted.hall_id)
    listed = page_of_rows(edition.id, wanted.kind, hall_id=wanted.hall_id, key=wanted.key, number=page_number())
    is_one = wanted.key is not None
    return render_template(
        "meetings/board_row.html" if is_one else "meetings/board.html",
        wanted=wanted,
        listed=listed,
        row=listed.rows[0] if is_one and listed.rows else None,
        grid=grid_of(edition.id, wanted.kind, listed.rows, columns),
        heading_of=heading_of,
        kinds=BOARD_ROWS,
        states=PLACE_STATES,
        State=PlaceState,
        now=now,
        today=local(now).date(),
        starts=_starts(columns),
    )


def _starts(columns: Sequence[Any]) -> set[datetime]:
    """The columns with which another day begins."""
    first: dict[date, datetime] = {}
    for column in columns:
        first.setdefault(local(column.starts_at).date(), column.starts_at)
    return set(first.values())


@blueprint.route("/coordination/board/data")
@requires("meetings.coordinate")
def board_data_show() -> ResponseReturnValue:
    """All rows of the board as values; the page's script draws those in view."""
    edition = current_edition()
    wanted = wanted_here(now=utc_now())
    columns = list_columns(edition.id, day_id=wanted.day_id, hall_id=wanted.hall_id)
    rows = page_of_rows(edition.id, wanted.kind, hall_id=wanted.hall_id).rows
    return jsonify(board_values(grid_of(edition.id, wanted.kind, rows, columns, is_all=True)))


@blueprint.route("/coordination/board/print.pdf")
@requires("meetings.coordinate")
def board_print_show() -> Response:
    """The agendas of what is shown as a PDF: a page for each table and buyer, suppliers one after another."""
    edition, now = current_edition(), utc_now()
    wanted = wanted_here(now=now)
    columns = list_columns(edition.id, day_id=wanted.day_id, hall_id=wanted.hall_id)
    rows = page_of_rows(edition.id, wanted.kind, hall_id=wanted.hall_id, key=wanted.key).rows
    grid = grid_of(edition.id, wanted.kind, rows, columns, is_all=wanted.key is None)
    if wanted.kind is not BoardRows.TABLES:
        record_export(N_("Agendas de citas"), people=len(rows), edition_id=edition.id)
    file = agendas_pdf(
        AgendasTitle(edition=edition.name, made=date_time(now)),
        grid,
        page_each=wanted.kind is not BoardRows.SUPPLIERS,
        fonts=fonts_in(Path(current_app.static_folder or "") / "dist" / "fonts", "badge"),
    )
    return send_private(file, mimetype="application/pdf", name=f"{_('Agendas').lower()}-{edition.slug}.pdf")
