"""One's own account: workplaces, name and language, password, sessions."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.forms import PasswordForm, PasswordRemovalForm, ProfileForm
from forum.accounts.queries import get_person, sessions_of
from forum.accounts.rules import browser_name, is_fresh
from forum.accounts.service import (
    remove_password,
    revoke_other_sessions,
    revoke_session,
    set_password,
    update_person,
)
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.home import first_page_of, workplaces_of
from forum.core.i18n import LANGUAGE_COOKIE
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.core.web import set_preference

account = Blueprint("account", __name__, url_prefix="/account")

PASSWORDS = "10 per 15 minutes"


@account.route("/start")
@signed_in
def start_show() -> Response:
    """Lead to the first page of the current person: what there is to do today."""
    return redirect(first_page_of(current_person()))


@account.route("/home")
@signed_in
def home_show() -> str:
    """The links to the current person's work."""
    return render_template("accounts/home.html", places=workplaces_of(current_person()))


@account.route("", methods=["GET", "POST"])
@signed_in
def profile_edit() -> tuple[str, int] | Response:
    """Name and language; the page also shows the rest of the account."""
    person = get_person(current_person().id)
    form = ProfileForm(obj=person, subject=f"person {person.id}")
    if form.accepts(
        lambda: update_person(person.id, name=form.person_name, language=form.language.data, now=utc_now())
    ):
        flash(_("Guardamos sus datos."), "success")
        response = redirect(url_for("account.profile_edit"))
        set_preference(response, LANGUAGE_COOKIE, form.language.data)
        return response
    sessions = [(each, browser_name(each.user_agent)) for each in sessions_of(current_person().id, now=utc_now())]
    page = render_template(
        "accounts/account.html", form=form, person=person, sessions=sessions, here=current_person().session_id
    )
    return page, form.status


@account.route("/password", methods=["GET", "POST"])
@signed_in
@limited(PASSWORDS, methods=["POST"])
def password_edit() -> tuple[str, int] | Response:
    """Set a password, or change it."""
    person = get_person(current_person().id)
    fresh = is_fresh(current_person().proved_at, now=utc_now())
    form = PasswordForm()
    if form.accepts(
        lambda: set_password(
            person.id,
            password=form.password.data,
            current=form.current.data,
            is_fresh=fresh,
            session_id=current_person().session_id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos su contraseña. Cerramos sus otras sesiones."), "success")
        return redirect(url_for("account.profile_edit"))
    ask_current = person.password_hash is not None and not fresh
    return render_template("accounts/password.html", form=form, person=person, ask_current=ask_current), form.status


@account.route("/password/removal", methods=["GET", "POST"])
@signed_in
@limited(PASSWORDS, methods=["POST"])
def password_delete() -> tuple[str, int] | Response:
    """Delete the password, after a question."""
    person = get_person(current_person().id)
    fresh = is_fresh(current_person().proved_at, now=utc_now())
    form = PasswordRemovalForm()
    if form.accepts(lambda: remove_password(person.id, current=form.current.data, is_fresh=fresh)):
        flash(_("Quitamos su contraseña. Desde ahora entra con un enlace por correo."), "success")
        return redirect(url_for("account.profile_edit"))
    if person.password_hash is None:
        return redirect(url_for("account.profile_edit"))
    page = render_template("accounts/password_removal.html", form=form, person=person, ask_current=not fresh)
    return page, form.status


@account.route("/sessions/<int:session_id>/revocation", methods=["POST"])
@signed_in
def revocation_create(session_id: int) -> Response:
    """End one session."""
    revoke_session(session_id, by=current_person().id, now=utc_now())
    flash(_("Cerramos esa sesión."), "success")
    return redirect(url_for("account.profile_edit", _anchor="sessions"))


@account.route("/sessions/revocation", methods=["POST"])
@signed_in
def others_revocation_create() -> Response:
    """End every other session."""
    revoke_other_sessions(current_person().id, keep=current_person().session_id, now=utc_now())
    flash(_("Cerramos sus otras sesiones."), "success")
    return redirect(url_for("account.profile_edit", _anchor="sessions"))
