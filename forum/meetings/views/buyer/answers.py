"""Answering requests: the buyer accepts or declines, the supplier withdraws; both look at one request."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import clock_time, weekday_date
from forum.core.i18n import gettext as _
from forum.core.i18n import sentence_of
from forum.core.web import is_fragment
from forum.matchmaking.context import own_buyer
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Buyer
from forum.meetings import service
from forum.meetings.enums import DeclineReason
from forum.meetings.errors import AgendaFrozen, AlreadyAnswered, NoTable, QuotaReached, RequestExpired, SlotRefused
from forum.meetings.forms import AcceptanceForm, DeclineForm
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.boards import board_of
from forum.meetings.queries.requests import request_to
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.buyer.overview import buyer_page, coming_of
from forum.meetings.views.buyer.waiting import acceptance_form, decline_form, waiting_cards


@blueprint.route("/requests/<int:request_id>/acceptance", methods=["POST"])
@signed_in
def acceptance_create(request_id: int) -> ResponseReturnValue:
    """Accept a request: its slot and the table are taken with it."""
    buyer = own_buyer()
    request = request_to(buyer, request_id)
    form = acceptance_form(request_id)
    if not form.validate_on_submit():
        return _again(buyer, request, acceptance=form)
    try:
        meeting = service.accept_request(request_id, slot_id=form.slot_id.data, by=current_person().id, now=utc_now())
    except (SlotRefused, QuotaReached, NoTable) as refusal:
        form.refuse(refusal)
        return _again(buyer, request, acceptance=form)
    except (AlreadyAnswered, RequestExpired, AgendaFrozen) as refusal:
        flash(sentence_of(refusal.sentence, refusal.params), "error")
        return _done(buyer)
    flash(
        _(
            "Cita con %(company)s: %(day)s, %(time)s, mesa %(table)s. Ya se le avisó.",
            company=meeting.company.name,
            day=weekday_date(meeting.slot.starts_at),
            time=clock_time(meeting.slot.starts_at),
            table=meeting.table.number,
        ),
        "success",
    )
    return _done(buyer)


@blueprint.route("/requests/<int:request_id>/decline", methods=["POST"])
@signed_in
def decline_create(request_id: int) -> ResponseReturnValue:
    """Decline a request with a reason that the supplier reads."""
    buyer = own_buyer()
    request = request_to(buyer, request_id)
    form = decline_form(request_id)
    if not form.validate_on_submit():
        return _again(buyer, request, decline=form)
    try:
        service.decline_request(
            request_id,
            reason=DeclineReason(form.decline_reason.data),
            note=form.reason.data or "",
            by=current_person().id,
            now=utc_now(),
        )
    except ReasonMissing as refusal:
        form.refuse(refusal)
        return _again(buyer, request, decline=form)
    except (AlreadyAnswered, RequestExpired) as refusal:
        flash(sentence_of(refusal.sentence, refusal.params), "error")
        return _done(buyer)
    flash(
        _("Declinó la solicitud de %(company)s. Recibirá el motivo por correo.", company=request.company.name), "info"
    )
    return _done(buyer)


def _done(buyer: Buyer) -> ResponseReturnValue:
    """The list without what was answered, and the next meetings; a whole page comes back where no script runs."""
    if not is_fragment():
        return redirect(url_for("meetings.buyer_show"), 303)
    now = utc_now()
    cards = waiting_cards(buyer, board_of(buyer.id), now=now)
    return render_template(
        "meetings/_answered.html", cards=cards, fragment=True, coming=coming_of(buyer, now=now), now=now
    )


def _again(
    buyer: Buyer,
    request: MeetingRequest,
    *,
    acceptance: AcceptanceForm | None = None,
    decline: DeclineForm | None = None,
) -> ResponseReturnValue:
    """The list with the refused form in its place, everything typed still there."""
    board, now = board_of(buyer.id), utc_now()
    cards = waiting_cards(buyer, board, now=now, acceptance=acceptance, decline=decline, shown=request.id)
    if is_fragment():
        return render_template("meetings/_waiting.html", cards=cards, fragment=True), 422
    return buyer_page(buyer, board, cards, now=now), 422
