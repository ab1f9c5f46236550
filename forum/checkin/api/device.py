"""What a scanner keeps on the device so that it starts and answers without network."""

from datetime import UTC, datetime

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from forum.checkin.rules import PERMISSION
from forum.checkin.service.roster import roster_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.editions.context import current_edition

device = Blueprint("checkin_device", __name__, url_prefix="/<edition_slug>/checkin")

LATEST = 4_000_000_000_000


@device.get("/roster")
@requires(PERMISSION)
def roster_show() -> Response:
    """The badges of the edition, sealed; `?since=` (milliseconds, the `now` of the last one) asks for what changed."""
    roster = roster_of(current_edition(), since=_since(), now=utc_now())
    response = make_response(roster.body)
    response.mimetype = "application/octet-stream"
    response.headers["Cache-Control"] = "no-store"
    response.set_etag(roster.tag)
    return response.make_conditional(request)


def _since() -> datetime | None:
    told = request.args.get("since", "")
    if not (told.isascii() and told.isdigit() and int(told[:20]) < LATEST):
        return None
    return datetime.fromtimestamp(int(told) / 1000, UTC)
