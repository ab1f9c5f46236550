"""The desk: every table now and next. While nothing changed, asking again costs one statement (ETag)."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.i18n import locale_name
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.editions.queries import list_days
from forum.floor.enums import Look
from forum.floor.forms import ScanForm
from forum.floor.labels import LOOKS
from forum.floor.queries import find_version, list_hours, list_seats, list_tables, list_with_interpreter
from forum.floor.rules import Hour, minutes_left, now_and_next, tally_of, tiles_of
from forum.floor.views.blueprint import blueprint
from forum.meetings.enums import MeetingLife
from forum.meetings.queries.grid import list_halls_with_tables
from forum.meetings.service.floor import tolerance_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of the desk an address asks for; `at`: another moment than now, to correct what was written down."""

    hall_id: int | None
    look: Look
    at: datetime | None

    @property
    def address(self) -> dict[str, Any]:
        """What the address says."""
        look = None if self.look is Look.ALL else self.look.value
        return {"hall": self.hall_id, "look": look, "at": None if self.at is None else self.at.isoformat()}


@blueprint.route("")
@requires("floor.work")
def desk_show() -> ResponseReturnValue:
    """Every table now and next; for the page's script the tables alone, or nothing where nothing changed."""
    now, wanted = utc_now(), wanted_here()
    if not is_fragment():
        return desk_page()
    tag = _tag(wanted, now)
    if request.if_none_match.contains(tag):
        return _kept(make_response("", 304), tag)
    return _kept(make_response(render_template("floor/_tables.html", **shown(wanted, now))), tag)


def desk_page(form: ScanForm | None = None) -> str:
    """The desk as a page, with the field for codes."""
    now, wanted = utc_now(), wanted_here()
    return render_template(
        "floor/desk.html",
        form=form or ScanForm(formdata=None),
        halls=list_halls_with_tables(current_edition().id),
        looks=LOOKS,
        tag=_tag(wanted, now),
        **shown(wanted, now),
    )


def wanted_here() -> Wanted:
    """What the address asks for."""
    looks = {look.value: look for look in Look}
    return Wanted(
        hall_id=request.args.get("hall", type=int),
        look=looks.get(request.args.get("look", ""), Look.ALL),
        at=_moment(request.args.get("at", "")),
    )


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def shown(wanted: Wanted, now: datetime) -> dict[str, Any]:
    """What the tables show."""
    edition = current_edition()
    every, at = list_hours(edition.id), wanted.at or now
    hours = now_and_next(every, at=at)
    slot_ids = {hour.id for pair in hours.values() for hour in pair if hour is not None}
    tables = list_tables(edition.id, hall_id=wanted.hall_id)
    tiles = tiles_of(tables, hours, list_seats(slot_ids), tolerance=tolerance_of(edition), now=now)
    return {
        "wanted": wanted,
        "tiles": [tile for tile in tiles if wanted.look is Look.ALL or tile.wants_attention],
        "tally": tally_of(tiles),
        "hours": hours,
        "now": now,
        "at": at,
        "minutes_left": minutes_left,
        "tolerance": tolerance_of(edition),
        "Life": MeetingLife,
        **_around(every, at),
    }


def _around(every: list[Hour], at: datetime) -> dict[str, datetime | None]:
    """The moments before and after the shown one, to look back and ahead."""
    starts = sorted({each.starts_at for each in every})
    going = [each.starts_at for each in every if each.starts_at <= at < each.ends_at]
    current = min(going, default=at)
    return {
        "earlier": max((each for each in starts if each < current), default=None),
        "later": min((each for each in starts if each > current), default=None),
    }


def _tag(wanted: Wanted, now: datetime) -> str:
    """What the tables depend on: every act, the minute, the address, the language, and who may do what."""
    minute = now.replace(second=0, microsecond=0).isoformat()
    parts = (find_version(), minute, str(current_edition().id), repr(wanted), locale_name())
    return blake2b("|".join(parts).encode(), digest_size=12).hexdigest()


def _kept(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.route("/interpreters")
@requires("floor.work")
def interpreter_list() -> str:
    """Which tables need an interpreter of a day, by hour."""
    edition = current_edition()
    days = [day.date for day in list_days(edition.id)]
    asked, today = request.args.get("day", ""), local(utc_now()).date()
    chosen = next((day for day in days if day.isoformat() == asked), today if today in days else _first(days))
    meetings = [] if chosen is None else list_with_interpreter(edition.id, day=chosen)
    return render_template("floor/interpreters.html", days=days, chosen=chosen, meetings=meetings)


def _first(days: list[date]) -> date | None:
    return next(iter(days), None)
