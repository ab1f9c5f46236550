"""A supplier withdraws a request."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.meetings import service
from forum.meetings.queries.requests import sent_request_for
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/requests/<int:request_id>/withdrawal", methods=["POST"])
@signed_in
def withdrawal_create(request_id: int) -> ResponseReturnValue:
    """Withdraw a request."""
    request = sent_request_for(current_person().id, request_id, edition_id=current_edition().id)
    service.withdraw_request(request.id, by=current_person().id, now=utc_now())
    flash(_("Retiró la solicitud a %(company)s.", company=request.buyer.company.name), "info")
    return redirect(url_for("meetings.supplier_show"), 303)
