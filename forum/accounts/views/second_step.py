"""The second step of signing in: given on the way in, set up and taken away on pages of one's own account."""

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.enums import MissingStep
from forum.accounts.errors import WrongPasskey
from forum.accounts.forms import AppForm, CodeForm, NewPasskeyForm, PasskeyForm
from forum.accounts.queries import (
    count_recovery_codes,
    find_authenticator,
    get_person,
    list_passkeys,
    second_step_rule,
)
from forum.accounts.rules import FRESH_SIGN_IN, is_fresh
from forum.accounts.service import (
    Options,
    Site,
    add_authenticator,
    add_passkey,
    app_address,
    ask_for_known,
    ask_for_new,
    give_code,
    give_passkey,
    new_secret,
    remove_authenticator,
    remove_passkey,
    renew_recovery_codes,
)
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.core.tokens import sign, unsign
from forum.core.web import local_address
from forum.printing.qr import link_svg

second_step = Blueprint("second_step", __name__, url_prefix="/account/second-step")

TRIES = "10 per 15 minutes"
APP, PASSKEY = "authenticator", "passkey"


def _person_key() -> str:
    return f"second step {current_person().id}"


@second_step.route("")
@signed_in
def second_step_show() -> str:
    """The ways one has: an app, passkeys, recovery codes; or why one needs a first."""
    me = current_person()
    return render_template(
        "accounts/second_step.html",
        app=find_authenticator(me.id),
        passkeys=list_passkeys(me.id),
        codes_left=count_recovery_codes(me.id),
        must=me.step is MissingStep.SET_UP,
        is_needed=second_step_rule()[0],
        wanted=_wanted(),
    )


@second_step.route("/code", methods=["GET", "POST"])
@signed_in
@limited(TRIES, methods=["POST"], key=_person_key)
def code_new() -> tuple[str, int] | Response:
    """Give the second step by a code, or by a passkey, whose form is on the same page."""
    me, form = current_person(), CodeForm(next=_wanted())
    if not me.has_second:
        return redirect(url_for("second_step.second_step_show"))
    if done := form.accepts(lambda: give_code(me.id, code=form.code.data, session_id=me.session_id, now=utc_now())):
        if done.result:
            left = count_recovery_codes(me.id)
            flash(_("Usó un código de recuperación. Le quedan: %(left)s.", left=left), "warning")
        return _onward(form.next.data)
    return _ask(form), form.status


@second_step.route("/passkey", methods=["POST"])
@signed_in
@limited(TRIES, key=_person_key)
def passkey_create() -> tuple[str, int] | Response:
    """Give the second step by a passkey."""
    me, form = current_person(), PasskeyForm()
    if form.accepts(
        lambda: give_passkey(
            me.id,
            answer=form.answer.data,
            challenge=_challenge(form.asked.data),
            site=_site(),
            session_id=me.session_id,
            now=utc_now(),
        )
    ):
        return _onward(form.next.data)
    flash(_(WrongPasskey.sentence), "danger")
    return redirect(url_for("second_step.code_new", next=form.next.data or None))


def _ask(form: CodeForm) -> str:
    me = current_person()
    passkeys = list_passkeys(me.id)
    asked = ask_for_known(me.id, _site()) if passkeys else None
    return render_template(
        "accounts/second_step_code.html",
        form=form,
        has_app=find_authenticator(me.id) is not None,
        asked=_signed(asked) if asked else None,
        options=json.dumps(asked) if asked else "",
    )


@second_step.route("/app", methods=["GET", "POST"])
@signed_in
@limited(TRIES, methods=["POST"], key=_person_key)
def app_new() -> tuple[str, int] | Response:
    """Add an app: it reads the secret from a QR code, and a code of it proves that it did."""
    if (first := _to_prove()) is not None:
        return first
    me, form = current_person(), AppForm(next=_wanted())
    secret = _own_secret(form.secret.data or "") or new_secret()
    form.secret.data = sign(APP, [me.session_id, secret])
    if done := form.accepts(
        lambda: add_authenticator(me.id, secret=secret, code=form.code.data, session_id=me.session_id, now=utc_now())
    ):
        return _added(done.result, form.next.data)
    symbol = link_svg(app_address(secret, email=me.email), title=_("Código QR para la aplicación"))
    page = render_template(
        "accounts/second_step_app.html",
        form=form,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        symbol=b64encode(symbol.encode()).decode(),
    )
    return page, form.status


@second_step.route("/app/removal", methods=["POST"])
@signed_in
def app_delete() -> Response:
    """Take the app away."""
    if (first := _to_prove()) is not None:
        return first
    remove_authenticator(current_person().id, now=utc_now())
    flash(_("Quitamos la aplicación de códigos."), "success")
    return redirect(url_for("second_step.second_step_show"))


@second_step.route("/passkeys/new", methods=["GET", "POST"])
@signed_in
@limited(TRIES, methods=["POST"], key=_person_key)
def passkey_new() -> tuple[str, int] | Response:
    """Add a passkey that the browser makes."""
    if (first := _to_prove()) is not None:
        return first
    me, form = current_person(), NewPasskeyForm(next=_wanted())
    if done := form.accepts(
        lambda: add_passkey(
            me.id,
            answer=form.answer.data,
            challenge=_challenge(form.asked.data),
            site=_site(),
            name=form.name.data,
            session_id=me.session_id,
            now=utc_now(),
        )
    ):
        return _added(done.result, form.next.data)
    asked = ask_for_new(get_person(me.id), _site())
    form.asked.data, form.answer.data = _signed(asked), ""
    page = render_template("accounts/second_step_passkey.html", form=form, options=json.dumps(asked))
    return page, form.status


@second_step.route("/passkeys/<int:passkey_id>/removal", methods=["POST"])
@signed_in
def passkey_delete(passkey_id: int) -> Response:
    """Take one passkey away."""
    if (first := _to_prove()) is not None:
        return first
    remove_passkey(passkey_id, by=current_person().id, now=utc_now())
    flash(_("Quitamos la llave de acceso."), "success")
    return redirect(url_for("second_step.second_step_show"))


@second_step.route("/recovery-codes", methods=["POST"])
@signed_in
def recovery_code_create() -> str | Response:
    """New recovery codes instead of those there are; they are shown this once."""
    if (first := _to_prove()) is not None:
        return first
    codes = renew_recovery_codes(current_person().id)
    return _codes(codes, None) if codes else redirect(url_for("second_step.second_step_show"))


def _added(codes: Sequence[str], wanted: str | None) -> tuple[str, int] | Response:
    """After a way was added: the recovery codes, where it is the first; else on."""
    flash(_("Listo: desde ahora entra con dos pasos."), "success")
    return (_codes(codes, wanted), 200) if codes else _onward(wanted or url_for("second_step.second_step_show"))


def _codes(codes: Sequence[str], wanted: str | None) -> str:
    parted = [f"{code[:5]}-{code[5:]}" for code in codes]
    onward = local_address(wanted) if wanted else url_for("second_step.second_step_show")
    return render_template("accounts/recovery_codes.html", codes=parted, onward=onward)


def _to_prove() -> Response | None:
    """Where the current person proves first who they are; None when they have just done so."""
    me = current_person()
    if is_fresh(me.proved_at, now=utc_now()):
        return None
    if not me.has_second:
        flash(_("Por seguridad, cierre sesión y entre de nuevo; después tiene 15 minutos para este cambio."), "info")
        return redirect(url_for("second_step.second_step_show"))
    flash(_("Por seguridad, escriba de nuevo un código antes de este cambio."), "info")
    return redirect(url_for("second_step.code_new", next=url_for("second_step.second_step_show")))


def _site() -> Site:
    base = current_app.config["FORO"].base_url
    return Site(host=urlsplit(base).hostname or "", origins=(base, request.host_url.rstrip("/")))


def _signed(asked: Options) -> str:
    return sign(PASSKEY, [current_person().session_id, asked["challenge"], utc_now().isoformat()])


def _challenge(token: str) -> str:
    """The challenge of this session that was signed less than a quarter of an hour ago.

    Raises:
        WrongPasskey: it is none, or older.
    """
    value = unsign(PASSKEY, token)
    if value is None or value[0] != current_person().session_id:
        raise WrongPasskey
    if utc_now() - datetime.fromisoformat(value[2]) > FRESH_SIGN_IN:
        raise WrongPasskey
    return str(value[1])


def _own_secret(token: str) -> str | None:
    """The secret that was signed for this session."""
    session_id, secret = unsign(APP, token) or (None, "")
    return str(secret) if session_id == current_person().session_id else None


def _wanted() -> str | None:
    return request.args.get("next")


def _onward(wanted: str | None) -> Response:
    return redirect(local_address(wanted or url_for("account.start_show")))
