"""Pairing a phone: a supervisor makes a code for a steward at a gate, and the phone that opens it is their scanner."""

from base64 import b64encode
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from forum.accounts.context import current_person, signed_in_with
from forum.accounts.service import revoke_session
from forum.checkin.forms import CodeForm, PairingForm, PhoneForm
from forum.checkin.queries.hubs import list_live_hubs
from forum.checkin.queries.pairing import find_live_pairing, gate_names, get_pairing, list_stewards
from forum.checkin.rules.pairing import read_code, shown_code
from forum.checkin.service.pairing import offer_pairing, use_pairing, withdraw_pairing
from forum.core.access import public, requires
from forum.core.clock import utc_now
from forum.core.i18n import LANGUAGE_COOKIE, locale_name
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.core.web import is_fragment, set_preference
from forum.editions.context import current_edition
from forum.printing.qr import link_svg

blueprint = Blueprint("checkin_pairing", __name__, url_prefix="/<edition_slug>")

OFFERED = "door_pairing"  # the pairing that this browser offered last: its id, its code, its hub's address
BY_NETWORK = "60 per minute"


@blueprint.route("/checkin/pairings/new", methods=["GET", "POST"])
@requires("checkin.supervise")
def pairing_new() -> Any:
    """Choose the gate and the steward of a phone."""
    edition = current_edition()
    form = PairingForm()
    hubs = {hub.id: hub for hub in list_live_hubs(edition.id)}
    form.offer(gate_names(edition.id), list_stewards(edition.id), [(hub.id, hub.name) for hub in hubs.values()])
    if offered := form.accepts(
        lambda: offer_pairing(
            edition.id,
            gate_id=form.gate.data,
            person_id=form.person.data or None,
            name=form.person_name,
            device_name=form.device.data,
            language=locale_name(),
            by=current_person().id,
            now=utc_now(),
        )
    ):
        hub = hubs.get(form.hub.data)
        session[OFFERED] = [offered.result.id, offered.result.code, hub.address if hub is not None else ""]
        return redirect(url_for("checkin_pairing.pairing_show", pairing_id=offered.result.id))
    return render_template("checkin/pairing_new.html", form=form, has_hubs=bool(hubs)), form.status


@blueprint.get("/checkin/pairings/<int:pairing_id>")
@requires("checkin.supervise")
def pairing_show(pairing_id: int) -> str:
    """The code to be opened with the phone, and once it was, that it is paired; asks for itself again."""
    pairing, now = get_pairing(pairing_id, edition_id=current_edition().id), utc_now()
    offered_id, code, hub = session.get(OFFERED, (None, "", ""))
    told: dict[str, Any] = {"pairing": pairing, "is_live": pairing.used_at is None and pairing.expires_at > now}
    if told["is_live"] and offered_id == pairing.id:
        address, typed = (_opened_at(hub, page, **values) for page, values in _pages_of(code))
        svg = link_svg(address, title=_("Código para vincular el celular"))
        told |= {"address": address, "typed": typed, "code": shown_code(code), "symbol": _picture(svg)}
    return render_template("checkin/_pairing.html" if is_fragment() else "checkin/pairing.html", **told)


def _pages_of(code: str) -> tuple[tuple[str, dict[str, str]], ...]:
    return ("scanner_new", {"token": code}), ("phone_new", {})


def _opened_at(hub: str, page: str, **values: str) -> str:
    """The address of a page as a phone opens it: at a hub, or here."""
    address = url_for(f"checkin_pairing.{page}", _external=not hub, **values)
    return hub + address


@blueprint.post("/checkin/pairings/<int:pairing_id>/withdrawal")
@requires("checkin.supervise")
def withdrawal_create(pairing_id: int) -> Response:
    """Let a code that nobody used pair nothing any more."""
    withdraw_pairing(pairing_id, edition_id=current_edition().id, now=utc_now())
    flash(_("El código ya no vincula nada."), "success")
    return redirect(url_for("checkin_devices.device_list"), 303)


@blueprint.route("/phone", methods=["GET", "POST"])
@public
@limited(BY_NETWORK, methods=["POST"])
def phone_new() -> Any:
    """Type the code that a supervisor reads aloud."""
    form = CodeForm()
    if code := form.accepts(lambda: read_code(form.code.data)):
        return redirect(url_for("checkin_pairing.scanner_new", token=code.result))
    return render_template("checkin/phone.html", form=form), form.status


@blueprint.route("/phone/<token>", methods=["GET", "POST"])
@public
@limited(BY_NETWORK)
def scanner_new(token: str) -> Any:
    """Ask whether this phone shall be the scanner of somebody at a gate; pressed, it is."""
    edition, now = current_edition(), utc_now()
    pairing = find_live_pairing(read_code(token), edition_id=edition.id, now=now)
    if pairing is None:
        return render_template("checkin/phone_spent.html"), 410
    form = PhoneForm()
    if done := form.accepts(
        lambda: use_pairing(
            token, edition_id=edition.id, pin=form.pin.data, user_agent=request.headers.get("User-Agent", ""), now=now
        )
    ):
        opened, gate_id = done.result
        return _enter(opened.token, opened.language, gate_id)
    return render_template("checkin/phone_scanner.html", form=form, pairing=pairing), form.status


def _enter(token: str, language: str, gate_id: int) -> Response:
    """Sign this phone in at its gate; whoever was signed in here before is not any more."""
    before = signed_in_with(str(session.get("_user_id", "")))
    if before is not None:
        revoke_session(before.session_id, by=before.id, now=utc_now())
    session.clear()
    session.permanent = True
    login_user(signed_in_with(token))
    response = redirect(url_for("checkin.gate_show", gate_id=gate_id))
    if LANGUAGE_COOKIE not in request.cookies:
        set_preference(response, LANGUAGE_COOKIE, language)
    return response


def _picture(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
