"""The organiser's pages: delegations with their places, requests to decide on, messages to who manages them."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.delegations.enums import DelegationStatus
from forum.delegations.forms import DelegationForm, ManagerMessageForm, PlacesForm
from forum.delegations.models import Delegation, DelegationEvent
from forum.delegations.queries import delegation_in, list_delegates, list_delegations
from forum.delegations.service import (
    approve_delegation,
    change_delegation,
    close_delegation,
    create_delegation,
    refuse_delegation,
    renew_manager_link,
    write_to_manager,
)
from forum.delegations.views.blueprints import delegation_desk
from forum.delegations.views.public import wish_of
from forum.editions.context import current_edition
from forum.editions.rules import from_local, to_local
from forum.registration.context import category_options

PERMISSION = "editions.edit"


@delegation_desk.route("")
@requires(PERMISSION)
def delegation_list() -> str:
    """The delegations, those to decide on first."""
    return render_template("delegations/list.html", delegations=list_delegations(current_edition().id))


@delegation_desk.route("/new", methods=["GET", "POST"])
@requires(PERMISSION)
def delegation_new() -> tuple[str, int] | Response:
    """Reserve places for a delegation."""
    edition = current_edition()
    form = DelegationForm(data={"changes_until": _usual()})
    form.category_id.choices = category_options(edition.id)
    if done := form.accepts(
        lambda: create_delegation(
            edition.id,
            wish=wish_of(form),
            changes_until=_moment(form.changes_until.data),
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Apartamos los lugares y le enviamos su enlace a quien administra."), "success")
        return _back(done.result.id)
    return render_template("delegations/new.html", form=form), form.status


def _usual() -> datetime:
    """The usual last moment for names: when registration closes, as forms show it."""
    edition = current_edition()
    return to_local(edition.registration_closes_at, edition.time_zone)


def _moment(local: datetime | None) -> datetime:
    return from_local(local or _usual(), current_edition().time_zone)


@delegation_desk.route("/<int:delegation_id>")
@requires(PERMISSION)
def delegation_show(delegation_id: int) -> str:
    """A delegation: its places, its people, its history; what is decided and changed."""
    return _page(delegation_id)


def _page(delegation_id: int, *, places: PlacesForm | None = None, message: ManagerMessageForm | None = None) -> str:
    delegation = delegation_in(current_edition().id, delegation_id)
    return render_template(
        "delegations/show.html",
        delegation=delegation,
        delegates=list_delegates(delegation.id),
        history=history_of(DelegationEvent, delegation_id=delegation.id),
        places=places or _places_form(delegation, formdata=None),
        message=message or ManagerMessageForm(formdata=None),
    )


def _places_form(delegation: Delegation, **given: Any) -> PlacesForm:
    zone = current_edition().time_zone
    until = to_local(delegation.changes_until, zone) if delegation.changes_until else _usual()
    data = {"places": delegation.places, "changes_until": until}
    return PlacesForm(data=data, subject=f"delegation {delegation.id}", **given)


@delegation_desk.route("/<int:delegation_id>/places", methods=["POST"])
@requires(PERMISSION)
def places_update(delegation_id: int) -> tuple[str, int] | Response:
    """Approve a request with these places; or change those of a delegation that is open."""
    delegation = delegation_in(current_edition().id, delegation_id)
    form = _places_form(delegation)
    is_request = delegation.status is DelegationStatus.REQUESTED
    verb = approve_delegation if is_request else change_delegation
    if form.accepts(
        lambda: verb(
            delegation_id,
            edition_id=current_edition().id,
            places=form.places.data or 0,
            changes_until=_moment(form.changes_until.data),
            by=current_person().id,
            now=utc_now(),
        )
    ):
        approved = _("Apartamos los lugares y le enviamos su enlace a quien administra.")
        flash(approved if is_request else _("Guardamos los cambios."), "success")
        return _back(delegation_id)
    return _page(delegation_id, places=form), form.status


@delegation_desk.route("/<int:delegation_id>/refusal", methods=["POST"])
@requires(PERMISSION)
def refusal_create(delegation_id: int) -> Response:
    """Do not reserve what was asked for."""
    refuse_delegation(delegation_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("La delegación no fue aprobada. Le enviamos un correo a quien la pidió."), "success")
    return _back(delegation_id)


@delegation_desk.route("/<int:delegation_id>/closing", methods=["POST"])
@requires(PERMISSION)
def closing_create(delegation_id: int) -> Response:
    """Close a delegation: what it did not use is released."""
    close_delegation(delegation_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Cerramos la delegación y liberamos los lugares sin nombre."), "success")
    return _back(delegation_id)


@delegation_desk.route("/<int:delegation_id>/link", methods=["POST"])
@requires(PERMISSION)
def link_create(delegation_id: int) -> Response:
    """Void the manager's links sent before and mail a new one."""
    renew_manager_link(delegation_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Enviamos un enlace nuevo; los anteriores ya no funcionan."), "success")
    return _back(delegation_id)


@delegation_desk.route("/<int:delegation_id>/message", methods=["POST"])
@requires(PERMISSION)
def message_create(delegation_id: int) -> tuple[str, int] | Response:
    """Write to the manager."""
    form = ManagerMessageForm()
    edition_id, by = current_edition().id, current_person().id
    if form.accepts(
        lambda: write_to_manager(delegation_id, edition_id=edition_id, text=form.text.data, by=by, now=utc_now())
    ):
        flash(_("Enviamos su mensaje por correo."), "success")
        return _back(delegation_id)
    return _page(delegation_id, message=form), form.status


def _back(delegation_id: int) -> Response:
    return redirect(url_for("delegation_desk.delegation_show", delegation_id=delegation_id))
