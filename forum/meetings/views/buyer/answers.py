"""A buyer accepts a request, with or without a slot, declines it, or takes the decline back."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import Refusal
from forum.core.i18n import gettext as _
from forum.core.i18n import sentence_of
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.context import current_buyer
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.requirements import asked_by
from forum.meetings import service
from forum.meetings.enums import DeclineReason
from forum.meetings.errors import AgendaFrozen, AlreadyAnswered, ParticipantLeft, RequestExpired
from forum.meetings.forms.requests import DeclineForm, RequestAcceptanceForm
from forum.meetings.forms.slots import JOIN
from forum.meetings.queries.boards import get_board
from forum.meetings.queries.requests import ensure_received, get_request, received_request_for
from forum.meetings.service.topics import accept_into_meeting
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.buyer.overview import buyer_page, list_coming_meetings
from forum.meetings.views.buyer.waiting import OpenForm, acceptance_form, decline_form, waiting_cards
from forum.meetings.views.sides import accepted_words, joined_words

TOO_LATE = (AlreadyAnswered, RequestExpired, AgendaFrozen, ParticipantLeft)


@blueprint.route("/requests/<int:request_id>/acceptance")
@signed_in
def acceptance_new(request_id: int) -> ResponseReturnValue:
    """A request with all slots that could be given to it."""
    return _opened(OpenForm(request_id=request_id, acceptance=acceptance_form(request_id)))


@blueprint.route("/requests/<int:request_id>/decline")
@signed_in
def decline_new(request_id: int) -> ResponseReturnValue:
    """A request with the reasons to decline it."""
    return _opened(OpenForm(request_id=request_id, decline=decline_form(request_id)))


def _opened(opened: OpenForm) -> ResponseReturnValue:
    """The request with this form, alone or on the buyer's page; one that is answered by now is not there."""
    buyer, now = current_buyer(), utc_now()
    received_request_for(buyer, opened.request_id)
    if not is_fragment():
        return buyer_page(buyer, now=now, opened=opened)
    cards = waiting_cards(buyer, get_board(buyer.id), asked_by(buyer.id), now=now, opened=opened)
    card = next((each for each in cards if each.request_id == opened.request_id), None)
    if card is None:
        return make_response(_answered(), {"HX-Retarget": "#waiting"})
    return card.shown


@blueprint.route("/requests/<int:request_id>/acceptance", methods=["POST"])
@signed_in
def acceptance_create(request_id: int) -> ResponseReturnValue:
    """Accept a request: the meeting takes its slot and the table at once."""
    by = current_person().id
    ensure_received(by, request_id, edition_id=current_edition().id)
    form = acceptance_form(request_id)
    done = form.accepts(lambda: _accept(request_id, form, by=by))
    if isinstance(form.refusal, TOO_LATE):
        return _too_late(form.refusal)
    if done is None:
        return _again(OpenForm(request_id=request_id, acceptance=form))
    flash(done.result, "success")
    return _answered()


def _accept(request_id: int, form: RequestAcceptanceForm, *, by: int) -> str:
    """Accept with a slot, or into the meeting that both have; what it came to, in words."""
    if form.slot_id.data == JOIN:
        return joined_words(accept_into_meeting(request_id, by=by, now=utc_now()), side=Side.BUYER)
    meeting = service.accept_request(request_id, slot_id=form.slot_id.data, by=by, now=utc_now())
    return accepted_words(meeting, side=Side.BUYER)


@blueprint.route("/requests/<int:request_id>/agreement", methods=["POST"])
@signed_in
def agreement_create(request_id: int) -> ResponseReturnValue:
    """Accept a request and leave the slot to the organiser."""
    company = received_request_for(current_buyer(), request_id).company.name
    try:
        service.accept_without_slot(request_id, by=current_person().id, now=utc_now())
    except TOO_LATE as refusal:
        return _too_late(refusal)
    flash(
        _("Aceptó la cita con %(company)s. El comité organizador fija la hora; les avisaremos.", company=company),
        "success",
    )
    return _answered()


@blueprint.route("/requests/<int:request_id>/reopening", methods=["POST"])
@signed_in
def reopening_create(request_id: int) -> ResponseReturnValue:
    """Take a decline back: the company may ask again; the staff does so for the buyer."""
    if current_person().may("meetings.coordinate", current_edition().id):
        request, side = get_request(request_id, edition_id=current_edition().id), Side.ORGANISER
    else:
        request, side = received_request_for(current_buyer(), request_id), Side.BUYER
    service.reopen_request(request_id, side=side, by=current_person().id, now=utc_now())
    flash(_("%(company)s ya puede pedir otra cita. Le enviamos un correo.", company=request.company.name), "success")
    return redirect(url_for("meetings.request_show", request_id=request_id), 303)


@blueprint.route("/requests/<int:request_id>/decline", methods=["POST"])
@signed_in
def decline_create(request_id: int) -> ResponseReturnValue:
    """Decline a request, with a reason the supplier reads."""
    company = received_request_for(current_buyer(), request_id).company.name
    form, by = decline_form(request_id), current_person().id
    done = form.accepts(lambda: _decline(request_id, form, by=by))
    if isinstance(form.refusal, TOO_LATE):
        return _too_late(form.refusal)
    if done is None:
        return _again(OpenForm(request_id=request_id, decline=form))
    flash(_("No aceptó la solicitud de %(company)s. Le enviamos el motivo por correo.", company=company), "info")
    return _answered()


def _decline(request_id: int, form: DeclineForm, *, by: int) -> None:
    reason = DeclineReason(form.decline_reason.data)
    service.decline_request(request_id, reason=reason, note=form.reason.data, by=by, now=utc_now())


def _too_late(refusal: Refusal) -> ResponseReturnValue:
    flash(sentence_of(refusal.sentence, refusal.params), "error")
    return _answered()


def _answered() -> ResponseReturnValue:
    """The list without what was answered, and the next meetings; a whole page comes back where no script runs."""
    if not is_fragment():
        return redirect(url_for("meetings.buyer_show"), 303)
    buyer, now = current_buyer(), utc_now()
    cards = waiting_cards(buyer, get_board(buyer.id), asked_by(buyer.id), now=now)
    coming = list_coming_meetings(buyer, now=now)
    return render_template("meetings/_answered.html", cards=cards, fragment=True, coming=coming, now=now)


def _again(opened: OpenForm) -> ResponseReturnValue:
    """The list with the refused form in its place, everything typed still there."""
    buyer, now = current_buyer(), utc_now()
    if not is_fragment():
        return buyer_page(buyer, now=now, opened=opened), 422
    cards = waiting_cards(buyer, get_board(buyer.id), asked_by(buyer.id), now=now, opened=opened)
    return render_template("meetings/_waiting.html", cards=cards, fragment=True), 422
