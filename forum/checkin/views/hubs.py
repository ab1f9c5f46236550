"""The hubs of the doors, for who supervises them: adding one with its key, and ending it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.checkin.forms import HubForm
from forum.checkin.labels import ago_words
from forum.checkin.queries.hubs import list_hubs
from forum.checkin.rules.hubs import SILENT_AFTER
from forum.checkin.service.hubs import add_hub, end_hub
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition

blueprint = Blueprint("checkin_hubs", __name__, url_prefix="/<edition_slug>/checkin")


@blueprint.get("/hubs")
@requires("checkin.supervise")
def hub_list() -> str:
    """The hubs of this edition: where each is, when it was heard of last, what it has not sent."""
    now = utc_now()
    hubs = list_hubs(current_edition().id)
    return render_template("checkin/hubs.html", hubs=hubs, now=now, silent_after=SILENT_AFTER, ago=ago_words)


@blueprint.route("/hubs/new", methods=["GET", "POST"])
@requires("checkin.supervise")
def hub_new() -> Any:
    """Add a hub; the answer shows its key, which is stored nowhere and shown never again."""
    form, by = HubForm(), current_person().id
    added = form.accepts(
        lambda: add_hub(current_edition().id, name=form.name.data, address=form.address.data, by=by, now=utc_now())
    )
    if added:
        centre = url_for("editions.start_show", _external=True).rstrip("/")
        return render_template("checkin/hub_key.html", hub=added.result, centre=centre)
    return render_template("checkin/hub_new.html", form=form), form.status


@blueprint.post("/hubs/<int:hub_id>/ending")
@requires("checkin.supervise")
def ending_create(hub_id: int) -> Response:
    """End a hub."""
    end_hub(hub_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Terminamos el concentrador: su clave ya no abre nada."), "success")
    return redirect(url_for("checkin_hubs.hub_list"), 303)
