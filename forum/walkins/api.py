"""What a device of the desk asks by script: codes to hand out without network, and taking those whom it registered."""

import json
from base64 import b64decode, b64encode
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.badges.rules import is_code
from forum.checkin.rules import storable
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import squeeze
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.incoming import clean, is_key, moment_in
from forum.core.sealing import open_sealed
from forum.core.web import answered_alone
from forum.editions.context import current_edition
from forum.printing.qr import qr_matrix
from forum.walkins.errors import WalkInNotUnderstood
from forum.walkins.labels import PROBLEMS
from forum.walkins.models import WalkIn
from forum.walkins.rules import WalkInInput
from forum.walkins.service import hold_codes, take_walk_in

blueprint = Blueprint("walkins_api", __name__, url_prefix="/<edition_slug>/checkin/walk-ins")

PERMISSION = "registration.review"
MOST_AT_ONCE = 50
TEXTS = ("given_names", "first_surname", "organisation", "email")


@blueprint.post("/codes")
@requires(PERMISSION)
def code_list_create() -> Response:
    """Fill up the codes that a device holds: by category, each with the modules of its symbol as bits."""
    body = request.get_json(silent=True)
    device = storable(str(body.get("device", ""))) if isinstance(body, dict) else ""
    if not device:
        raise WalkInNotUnderstood
    held = hold_codes(current_edition().id, device=device, by=current_person().id, now=utc_now())
    codes = {id: [{"code": code, "modules": _modules(code)} for code in codes] for id, codes in held.items()}
    response = jsonify(codes=codes)
    response.headers["Cache-Control"] = "no-store"
    return response


def _modules(code: str) -> str:
    """The 21 × 21 modules of a code's symbol, row by row, as bits, the first the highest; base64."""
    bits = "".join(str(int(module)) for row in qr_matrix(code) for module in row)
    bits += "0" * (-len(bits) % 8)
    return b64encode(int(bits, 2).to_bytes(len(bits) // 8, "big")).decode()


@blueprint.post("")
@requires(PERMISSION)
def walk_in_list_create() -> Response:
    """Take people whom a device registered, up to fifty, each for itself; the answers come in the same order."""
    body = request.get_json(silent=True)
    sent = body.get("walk_ins") if isinstance(body, dict) else None
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        raise WalkInNotUnderstood
    return jsonify(answers=[answered_alone(partial(_taken, each)) for each in sent])


def _taken(body: Any) -> dict[str, Any]:
    taken = take_walk_in(
        _input(body), edition_id=current_edition().id, language=locale_name(), by=current_person().id, now=utc_now()
    )
    return {"registered": taken.registration_id is not None, "message": _told(taken)}


def _told(taken: WalkIn) -> str:
    if taken.problem is not None:
        return str(PROBLEMS[taken.problem])
    return _("Registro hecho.")


def _input(body: Any) -> WalkInInput:
    """What was typed comes sealed for us, or open from a browser that cannot seal."""
    try:
        id = str(UUID(body["id"]))
        opened = open_sealed(b64decode(body["sealed"], validate=True), label=id) if "sealed" in body else None
        told = json.loads(opened) if opened is not None else body["open"]
        entry = WalkInInput(
            id=id,
            code=told["code"],
            category_id=told["category_id"],
            device=storable(body["device"]),
            registered_at=moment_in(body["registered_at"]),
            sent_at=moment_in(body["sent_at"]),
            **{name: squeeze(clean(told[name])) for name in TEXTS},
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise WalkInNotUnderstood from error
    if not (is_code(entry.code) and is_key(entry.category_id)):
        raise WalkInNotUnderstood
    return entry
