"""A supplier withdraws a request, a buyer an invitation; either takes back what it proposed."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import request_and_side


@blueprint.route("/requests/<int:request_id>/withdrawal", methods=["POST"])
@signed_in
def withdrawal_create(request_id: int) -> ResponseReturnValue:
    """Withdraw a request or an invitation."""
    request, side = request_and_side(request_id)
    was_waiting = request.waitlisted_at is not None
    service.withdraw_request(request.id, side=side, by=current_person().id, now=utc_now())
    if side is Side.ORGANISER:
        flash(_("Retiramos la solicitud de %(company)s. Avisamos por correo.", company=request.company.name), "info")
        if was_waiting:
            return redirect(url_for("meetings.waiting_list_show", buyer_id=request.buyer_id), 303)
        return redirect(url_for("meetings.request_show", request_id=request_id), 303)
    if side is Side.BUYER:
        flash(_("Retiró la invitación a %(company)s.", company=request.company.name), "info")
        return redirect(url_for("meetings.buyer_show"), 303)
    flash(_("Retiró la solicitud a %(company)s.", company=request.buyer.company.name), "info")
    return redirect(url_for("meetings.supplier_show"), 303)


@blueprint.route("/requests/<int:request_id>/counter/withdrawal", methods=["POST"])
@signed_in
def counter_delete(request_id: int) -> ResponseReturnValue:
    """Take back a proposal: the request waits again for who had made it."""
    request, side = request_and_side(request_id)
    service.take_back_counter(request.id, side=side, by=current_person().id, now=utc_now())
    words = _("Retiramos la propuesta. Avisamos por correo a ambas partes.")
    flash(words if side is Side.ORGANISER else _("Retiró su propuesta. Le toca responder la solicitud."), "info")
    return redirect(url_for("meetings.request_show", request_id=request.id), 303)
