"""The waiting list of a buyer: as they see it and as the co-ordinator does; how requests join it and are removed."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires, signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.context import current_buyer
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import get_buyer
from forum.meetings import service
from forum.meetings.enums import DeclineReason, OfferStatus
from forum.meetings.forms.requests import DeclineForm
from forum.meetings.models import MeetingRequest, SlotOffer
from forum.meetings.queries.waitlist import is_on_list, list_offers_to, list_waiting_lists, list_waitlisted
from forum.meetings.rules.requests import time_left
from forum.meetings.rules.waitlist import offer_now
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import request_and_side


@blueprint.route("/buyer/waiting-list")
@signed_in
def own_waiting_list_show() -> ResponseReturnValue:
    """Who waits for a place of the buyer, in order of joining."""
    return _list_page(current_buyer(), Side.BUYER)


@blueprint.route("/coordination/waiting-lists")
@requires("meetings.coordinate")
def waiting_list_list() -> ResponseReturnValue:
    """The waiting lists of the edition, the longest first."""
    return render_template("meetings/waiting_lists.html", lists=list_waiting_lists(current_edition().id, now=utc_now()))


@blueprint.route("/coordination/buyers/<int:buyer_id>/waiting-list")
@requires("meetings.coordinate")
def waiting_list_show(buyer_id: int) -> ResponseReturnValue:
    """Who waits for a place of this buyer."""
    return _list_page(get_buyer(buyer_id, edition_id=current_edition().id), Side.ORGANISER)


def _list_page(buyer: Buyer, side: Side) -> str:
    waitlisted, now = list_waitlisted(buyer.id), utc_now()
    offers = list_offers_to([each.id for each in waitlisted])
    return render_template(
        "meetings/waiting_list.html",
        buyer=buyer,
        side=side,
        rows=[{"asked": each, **_offered(offers[each.id], now=now)} for each in waitlisted],
        edition=current_edition(),
    )


def _offered(offers: list[SlotOffer], *, now: Any) -> dict[str, Any]:
    """The open offer with the time left, or the latest that ended and how."""
    latest = offers[0] if offers else None
    if latest is None:
        return {"offer": None, "ended": None}
    status = offer_now(latest.status, latest.ends_at, now=now)
    if status is OfferStatus.OPEN:
        return {"offer": latest, "left": time_left(latest.ends_at, now=now), "ended": None}
    return {"offer": None, "ended": (latest, status)}


@blueprint.route("/requests/<int:request_id>/waiting-list", methods=["POST"])
@signed_in
def waiting_create(request_id: int) -> ResponseReturnValue:
    """Put a request on the waiting list: the buyer's answer, the company's wish, or the staff's act for them."""
    request, side = request_and_side(request_id)
    service.join_waitlist(request.id, side=side, by=current_person().id, now=utc_now())
    if side is Side.BUYER:
        words = _("%(company)s está en su lista de espera. Le enviamos un correo.", company=request.company.name)
        flash(words, "success")
        return redirect(url_for("meetings.buyer_show"), 303)
    flash(_("La solicitud está en la lista de espera. Enviamos un correo."), "success")
    return redirect(url_for("meetings.request_show", request_id=request.id), 303)


@blueprint.route("/requests/<int:request_id>/waiting-list/removal", methods=["GET", "POST"])
@signed_in
def waiting_delete(request_id: int) -> ResponseReturnValue:
    """Take a company off the list: its request is declined, with a reason it reads."""
    request, side = request_and_side(request_id)
    if side is Side.SUPPLIER:
        raise NotFound
    if not is_on_list(request.id):
        return redirect(url_for("meetings.request_show", request_id=request.id))
    form, by = DeclineForm(), current_person().id
    if form.accepts(
        lambda: service.decline_request(
            request.id,
            reason=DeclineReason(form.decline_reason.data),
            note=form.reason.data,
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("%(company)s ya no está en la lista. Le enviamos el motivo por correo.", company=request.company.name))
        return redirect(list_address(request, side), 303)
    request, _side = request_and_side(request_id)
    page = render_template(
        "meetings/waiting_removal.html", asked=request, form=form, back=list_address(request, side), side=side
    )
    return page, form.status


def list_address(request: MeetingRequest, side: Side) -> str:
    """Where this side, which is not the company's, sees the list that a request is on."""
    if side is Side.BUYER:
        return url_for("meetings.own_waiting_list_show")
    return url_for("meetings.waiting_list_show", buyer_id=request.buyer_id)
