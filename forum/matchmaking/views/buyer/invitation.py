"""A buyer accepts the invitation."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.matchmaking import service
from forum.matchmaking.context import current_buyer
from forum.matchmaking.views.blueprint import blueprint


@blueprint.route("/buyer/acceptance", methods=["POST"])
@signed_in
def invitation_acceptance_create() -> ResponseReturnValue:
    """Accept the invitation."""
    service.accept_invitation(current_buyer().id, by=current_person().id, now=utc_now())
    flash(_("Gracias por participar. Ahora publique lo que busca y marque sus horas en la mesa."), "success")
    return redirect(url_for("meetings.buyer_show"))
