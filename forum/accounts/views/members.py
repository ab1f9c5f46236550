"""The accounts an organiser looks after: their sessions and their history, closing and reopening them.

Organisers of all editions find every account; those of one edition the members of its team, whose sessions they end.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.enums import AccountState
from forum.accounts.forms import ReasonForm
from forum.accounts.labels import ACCOUNT_STATES
from forum.accounts.models import AccountEvent, Person, RoleEvent
from forum.accounts.queries import ACCOUNT_SORTS, get_account, history_of, list_accounts, sessions_of
from forum.accounts.rules import browser_name
from forum.accounts.service import close_account, end_sessions_of, reopen_account, reset_second_step
from forum.core.access import requires, requires_everywhere
from forum.core.clock import utc_now
from forum.core.edition import current_edition
from forum.core.i18n import N_, ngettext
from forum.core.i18n import gettext as _
from forum.core.listing import Column, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment

members = Blueprint("members", __name__, url_prefix="/<edition_slug>/team/accounts")

COLUMNS = (
    Column("name", N_("Persona"), is_fixed=True),
    Column("email", N_("Correo")),
    Column("status", N_("Cuenta"), width="l"),
)


@members.route("")
@requires_everywhere("accounts.grant")
def account_list() -> str:
    """Accounts by name or address, for organisers of all editions."""
    text, state = request.args.get("q", "").strip(), status_filter(AccountState)
    query = {"q": text, "status": state}
    listing = listing_here("accounts", COLUMNS, sorts=ACCOUNT_SORTS, endpoint="members.account_list", query=query)
    said = {"q": f"«{text}»", "status": str(ACCOUNT_STATES[state]) if state else None}
    return render_template(
        "accounts/_accounts.html" if is_fragment() else "accounts/accounts.html",
        listed=list_accounts(text, state=state, order=listing.order, number=page_number()),
        listing=listing,
        chips=listing.filters(said),
        text=text,
        state=state,
        states=ACCOUNT_STATES,
        closed=AccountState.CLOSED,
        open=AccountState.OPEN,
    )


@members.route("/<int:account_id>")
@requires("accounts.grant")
def account_show(account_id: int) -> str:
    """One account: its sessions and its history."""
    return _page(_fetched(account_id), ReasonForm(formdata=None))


@members.route("/<int:account_id>/closing", methods=["POST"])
@requires_everywhere("accounts.grant")
def closing_create(account_id: int) -> tuple[str, int] | Response:
    """Close the account."""
    person, form = _fetched(account_id), ReasonForm()
    if form.accepts(lambda: close_account(person.id, reason=form.reason.data, by=current_person().id, now=utc_now())):
        flash(_("Cerramos la cuenta de %(name)s y sus sesiones.", name=person.full_name), "success")
        return _back(account_id)
    return _page(person, form), form.status


@members.route("/<int:account_id>/reopening", methods=["POST"])
@requires_everywhere("accounts.grant")
def reopening_create(account_id: int) -> tuple[str, int] | Response:
    """Reopen the account."""
    person, form = _fetched(account_id), ReasonForm()
    if form.accepts(lambda: reopen_account(person.id, reason=form.reason.data, by=current_person().id, now=utc_now())):
        flash(_("Abrimos de nuevo la cuenta de %(name)s: puede iniciar sesión.", name=person.full_name), "success")
        return _back(account_id)
    return _page(person, form), form.status


@members.route("/<int:account_id>/sessions/revocation", methods=["POST"])
@requires("accounts.grant")
def revocation_create(account_id: int) -> Response:
    """End the sessions of the account, or the one the form names."""
    chosen = request.form.get("session", type=int)
    person, by = _fetched(account_id), current_person().id
    ended = end_sessions_of(person.id, session_id=chosen, by=by, now=utc_now())
    flash(ngettext("Cerramos %(num)s sesión.", "Cerramos %(num)s sesiones.", ended), "success")
    return _back(account_id)


@members.route("/<int:account_id>/second-step/removal", methods=["POST"])
@requires_everywhere("accounts.grant")
def second_step_delete(account_id: int) -> Response:
    """Take away the second step of somebody who lost theirs."""
    person = _fetched(account_id)
    if reset_second_step(person.id, by=current_person().id, now=utc_now()):
        flash(_("Quitamos el segundo paso de %(name)s y le avisamos.", name=person.full_name), "success")
    return _back(account_id)


def _fetched(account_id: int) -> Person:
    return get_account(account_id, edition_id=current_edition().id, everywhere=current_person().organises_all)


def _back(account_id: int) -> Response:
    return redirect(url_for("members.account_show", account_id=account_id))


def _page(person: Person, form: ReasonForm) -> str:
    sessions = [(each, browser_name(each.user_agent)) for each in sessions_of(person.id, now=utc_now())]
    return render_template(
        "accounts/member.html",
        person=person,
        form=form,
        sessions=sessions,
        history=history_of(AccountEvent, person_id=person.id),
        roles=_role_history(person.id),
        may_close=current_person().organises_all and person.id != current_person().id,
    )


def _role_history(person_id: int) -> list[tuple[RoleEvent, Person | None]]:
    """The roles they got and lost in this edition and in all, the last first."""
    here = history_of(RoleEvent, person_id=person_id, edition_id=current_edition().id)
    events = [*here, *history_of(RoleEvent, person_id=person_id, edition_id=None)]
    return sorted(events, key=lambda each: each[0].id, reverse=True)
