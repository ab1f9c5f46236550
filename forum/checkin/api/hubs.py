"""What hubs of the doors ask: the roster, and to take the scans that they answered. A key in a header opens it.

The key names the hub, and so the edition; no cookie opens anything here, so no form of another site does.
"""

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, request

from forum.checkin.api.moments import since_in_address
from forum.checkin.api.scans import answer_to, many_scans
from forum.checkin.errors import HubUnknown
from forum.checkin.queries.hubs import CallingHub, find_hub_of_key
from forum.checkin.rules.hubs import HUB_HEADER, STEWARD_HEADER
from forum.checkin.service.hubs import hub_roster, note_contact, steward_of, steward_token
from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.web import csrf, only_asks
from forum.editions.models import Edition

LONGEST_KEY = 100

blueprint = Blueprint("checkin_hubs_api", __name__, url_prefix="/api/hub")


@blueprint.get("/roster")
@public
def roster_show() -> Response:
    """The roster of the hub's edition; `?since=` as scanners ask, `unsent` and `refused` scans it has."""
    hub, now = _calling_hub(), utc_now()
    unsent, refused = (request.args.get(name, 0, type=int) for name in ("unsent", "refused"))
    if not only_asks():
        note_contact(hub, unsent=max(unsent, 0), refused=max(refused, 0), now=now)
    roster = hub_roster(session().get_one(Edition, hub.edition_id), since=since_in_address(), now=now)
    response = make_response(roster.body)
    response.mimetype = "application/octet-stream"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/scans")
@public
def scans_create() -> Response:
    """Record scans that a hub answered, up to fifty, each under its steward and for itself: as `POST /api/scans`."""
    edition_id = _calling_hub().edition_id

    def by(body: Any) -> int:
        return steward_of(body.get("steward"), edition_id=edition_id)

    answers = [answer_to(each, by=by, may_scan=lambda of_gate: of_gate == edition_id) for each in many_scans()]
    return jsonify(answers=answers)


csrf.exempt(scans_create)


def _calling_hub() -> CallingHub:
    """The hub that asks.

    Raises:
        HubUnknown: it has no key, or one that has ended.
    """
    hub = _hub_of(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if hub is None:
        raise HubUnknown
    return hub


def tell_hub(response: Response, *, edition_id: int, person_id: int) -> None:
    """Tell a hub of this edition, which passed the question of a phone on, whose session it was."""
    key = request.headers.get(HUB_HEADER, "")
    hub = _hub_of(key) if key else None
    if hub is not None and hub.edition_id == edition_id:
        response.headers[STEWARD_HEADER] = steward_token(edition_id, person_id)


def _hub_of(key: str) -> CallingHub | None:
    return find_hub_of_key(key) if len(key) <= LONGEST_KEY else None
