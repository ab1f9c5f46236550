"""A company applies as supplier."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.context import current_company
from forum.matchmaking.views.blueprint import blueprint


@blueprint.route("/supplier/participation", methods=["POST"])
@signed_in
def participation_create() -> ResponseReturnValue:
    """Apply as supplier."""
    by = current_person().id
    service.apply_as_supplier(current_company().company.id, edition=current_edition(), by=by, now=utc_now())
    flash(_("Recibimos su solicitud de participación. Le enviaremos un correo con la respuesta."), "success")
    return redirect(url_for("meetings.supplier_show"), 303)
