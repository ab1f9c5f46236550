"""The screen on the wall: big numbers that follow by themselves."""

from datetime import date, datetime, time, timedelta

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.kept import Kept
from forum.dashboard.queries.wall import WallNumbers, wall_numbers
from forum.dashboard.views.blueprint import blueprint
from forum.editions.context import current_edition


def _counted(edition_id: int, day: date, ends_at: datetime) -> WallNumbers:
    return wall_numbers(edition_id, day=day, ends_at=ends_at, now=utc_now())


_COUNTED = Kept(_counted, of=(), seconds=5)


@blueprint.get("/dashboard/wall")
@requires("dashboard.view")
def wall_show() -> str:
    """The screen, whole; its numbers ask again by themselves."""
    return render_template("dashboard/wall.html", edition=current_edition(), numbers=_numbers())


@blueprint.get("/dashboard/wall/numbers")
@requires("dashboard.view")
def wall_number_list() -> Response:
    """The numbers alone; 304 where they are what the browser has."""
    response = make_response(render_template("dashboard/_wall.html", numbers=_numbers()))
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Accept-Language"
    response.add_etag()
    return response.make_conditional(request)


def _numbers() -> WallNumbers:
    here = local(utc_now())
    ends_at = datetime.combine(here.date() + timedelta(days=1), time(), here.tzinfo)
    return _COUNTED(current_edition().id, here.date(), ends_at)
