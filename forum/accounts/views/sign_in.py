"""Signing in by a mailed link or by password, and signing out."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from forum.accounts.context import (
    address_anywhere,
    address_here,
    current_person,
    remember_device,
    signed_in_with,
)
from forum.accounts.enums import MissingStep
from forum.accounts.errors import LinkSpent
from forum.accounts.forms import AskLinkForm, PasswordSignInForm
from forum.accounts.models import Person, SignInLink
from forum.accounts.queries import find_link
from forum.accounts.rules import is_live, is_renewable, normalise_email
from forum.accounts.service import (
    OpenedSession,
    renew_link,
    request_link,
    revoke_session,
    sign_in_with_password,
    use_link,
)
from forum.core.access import public, signed_in
from forum.core.clock import utc_now
from forum.core.filters import clock_time
from forum.core.home import doors_for_the_new, page_after_sign_in
from forum.core.i18n import LANGUAGE_COOKIE
from forum.core.i18n import gettext as _
from forum.core.limits import limited, next_mail_at
from forum.core.tokens import token_hash
from forum.core.web import local_address, set_preference

accounts = Blueprint("accounts", __name__)

ASKED = "link_asked_for"  # the address, and when the next link may go to it
BY_IP = "60 per minute"
LINKS_BY_ADDRESS = "5 per 15 minutes"
PASSWORDS_BY_ADDRESS = "10 per 15 minutes"
PASSWORDS_ANYWHERE = "60 per hour"


@accounts.route("/sign-in", methods=["GET", "POST"])
@public
@limited(LINKS_BY_ADDRESS, methods=["POST"], key=address_here)
@limited(BY_IP, methods=["POST"])
def sign_in_new() -> tuple[str, int] | Response:
    """Ask for a link; the answer is the same whether or not the address is known."""
    form = AskLinkForm(next=request.args.get("next"), email=request.args.get("email"))
    if form.accepts(lambda: request_link(form.email.data, next_path=_wanted(form.next.data), now=utc_now())):
        session[ASKED] = [normalise_email(form.email.data), next_mail_at().isoformat()]
        return redirect(url_for("accounts.sent_show"))
    if current_user.is_authenticated and not form.is_submitted():
        wanted, step = local_address(request.args.get("next") or url_for("account.start_show")), current_person().step
        return redirect(to_step(step, wanted) if step else wanted)
    return render_template("accounts/sign_in.html", form=form, doors=doors_for_the_new()), form.status


@accounts.route("/sign-in/sent")
@public
def sent_show() -> str | Response:
    """Say where the link was sent, if the address is known."""
    if ASKED not in session:
        return redirect(url_for("accounts.sign_in_new"))
    email, next_at = session[ASKED]
    return render_template("accounts/sent.html", email=email, next_at=datetime.fromisoformat(next_at))


@accounts.route("/sign-in/password", methods=["GET", "POST"])
@public
@limited(PASSWORDS_BY_ADDRESS, methods=["POST"], key=address_here)
@limited(PASSWORDS_ANYWHERE, methods=["POST"], key=address_anywhere)
@limited(BY_IP, methods=["POST"])
def password_sign_in_new() -> tuple[str, int] | Response:
    """Sign in with a password."""
    form = PasswordSignInForm(next=request.args.get("next"))
    if opened := form.accepts(
        lambda: sign_in_with_password(
            normalise_email(form.email.data), password=form.password.data, user_agent=_browser(), now=utc_now()
        )
    ):
        return _enter(opened.result, _wanted(form.next.data))
    return render_template("accounts/password_sign_in.html", form=form), form.status


@accounts.route("/sign-in/link/<token>")
@public
def link_show(token: str) -> tuple[str, int] | Response:
    """Show a button: only pressing it uses the link, so a mail scanner that opens links does not use it up."""
    found = find_link(token_hash(token))
    if found is not None and is_live(found[0].expires_at, used_at=found[0].used_at, now=utc_now()):
        return render_template("accounts/link.html", token=token, person=found[1]), 200
    if found is not None and current_user.is_authenticated and current_user.id == found[1].id:
        return redirect(local_address(found[0].next_path or url_for("account.start_show")))
    return _spent(token, found)


def _spent(token: str, found: tuple[SignInLink, Person] | None) -> tuple[str, int]:
    known = found is not None and found[1].disabled_at is None and is_renewable(found[0].created_at, now=utc_now())
    return render_template("accounts/spent.html", token=token, known=known), 410


@accounts.route("/sign-in/link/<token>", methods=["POST"])
@public
@limited(BY_IP)
def sign_in_create(token: str) -> tuple[str, int] | Response:
    """Use the link and sign in."""
    try:
        opened = use_link(token, user_agent=_browser(), now=utc_now())
    except LinkSpent:
        return _spent(token, find_link(token_hash(token)))
    return _enter(opened, opened.next_path)


@accounts.route("/sign-in/link/<token>/renewal", methods=["POST"])
@public
@limited("5 per 15 minutes")
def renewal_create(token: str) -> Response:
    """Send a new link to the person of the used one."""
    renew_link(token, now=utc_now())
    flash(
        _(
            "Le enviamos un enlace nuevo al mismo correo. Si pide otro antes de las %(time)s, use el que ya le llegó.",
            time=clock_time(next_mail_at()),
        ),
        "success",
    )
    return redirect(url_for("accounts.sign_in_new"))


@accounts.route("/sign-out", methods=["POST"])
@signed_in
def sign_out_create() -> Response:
    """End this session."""
    revoke_session(current_person().session_id, by=current_person().id, now=utc_now())
    logout_user()
    session.clear()
    flash(_("Cerramos su sesión."), "success")
    return redirect("/")


def to_step(step: MissingStep, wanted: str) -> str:
    """The address where a step is taken, and from there the page that was wanted."""
    pages = {MissingStep.GIVE: "second_step.code_new", MissingStep.SET_UP: "second_step.second_step_show"}
    return url_for(pages[step], next=wanted)


def _wanted(address: str) -> str | None:
    return local_address(address) if address else None


def _browser() -> str:
    return request.headers.get("User-Agent", "")


def _enter(opened: OpenedSession, next_path: str | None) -> Response:
    person = signed_in_with(opened.token)
    session.clear()
    session.permanent = True
    login_user(person)
    wanted = local_address(next_path or url_for("account.start_show"))
    wanted = page_after_sign_in(person.id, wanted) if person else wanted
    response = redirect(to_step(person.step, wanted) if person and person.step else wanted)
    remember_device(response, person.email if person else None)
    if LANGUAGE_COOKIE not in request.cookies:
        set_preference(response, LANGUAGE_COOKIE, opened.language)
    return response
