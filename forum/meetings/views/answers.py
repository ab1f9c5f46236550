"""Answering requests: the buyer accepts or declines, the supplier withdraws; both look at one request."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import clock_time, local, weekday_date
from forum.core.i18n import gettext as _
from forum.core.i18n import sentence_of
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.meetings import service
from forum.meetings.errors import (
    AgendaFrozen,
    AlreadyAnswered,
    NoTable,
    QuotaReached,
    ReasonMissing,
    RequestExpired,
    SlotRefused,
)
from forum.meetings.forms import AcceptanceForm, DeclineForm
from forum.meetings.models import Buyer, DeclineReason, MeetingRequest, RequestEvent, RequestStatus
from forum.meetings.queries.boards import board_of
from forum.meetings.queries.drafts import why_left_out
from forum.meetings.queries.meetings import meeting_of_request
from forum.meetings.queries.requests import get_request, request_for, request_of, request_to
from forum.meetings.queries.requirements import certificates_asked, profiles_of, wanted_from
from forum.meetings.rules.fit import fit
from forum.meetings.rules.reasons import SENTENCES
from forum.meetings.rules.requests import status_now, time_left
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.buyer import buyer_page, coming_of, own_buyer
from forum.meetings.views.waiting import acceptance_form, decline_form, waiting_cards


@blueprint.route("/requests/<int:request_id>")
@signed_in
def request_show(request_id: int) -> ResponseReturnValue:
    """A request with its story, as either side (or the staff) sees it."""
    edition, now = current_edition(), utc_now()
    is_staff = current_person().may("meetings.coordinate", edition.id)
    find = (
        get_request if is_staff else lambda id, edition_id: request_for(current_person().id, id, edition_id=edition_id)
    )
    request = find(request_id, edition_id=edition.id)
    asked = certificates_asked([request.requirement_id]).get(request.requirement_id, [])
    profile = profiles_of([request.company_id])[request.company_id]
    meeting = meeting_of_request(request.id)
    waits = meeting is None and request.status in {RequestStatus.SENT, RequestStatus.ACCEPTED}
    return render_template(
        "meetings/request.html",
        asked=request,
        state=status_now(request.status, request.expires_at, now=now),
        left=time_left(request.expires_at, now=now),
        fit=fit(wanted_from(request.requirement, asked), profile, local(now).date()),
        history=history_of(RequestEvent, request_id=request.id),
        meeting=meeting,
        left_out=_why_left_out(request.id) if waits else None,
        is_buyer=request.buyer.person_id == current_person().id,
        is_staff=is_staff,
    )


def _why_left_out(request_id: int) -> tuple[str, dict[str, int]] | None:
    """The sentence for both sides and its numbers."""
    left = why_left_out(request_id)
    return None if left is None else (SENTENCES[left.reason], left.numbers)


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


@blueprint.route("/requests/<int:request_id>/withdrawal", methods=["POST"])
@signed_in
def withdrawal_create(request_id: int) -> ResponseReturnValue:
    """Take a request back."""
    request = request_of(current_person().id, request_id, edition_id=current_edition().id)
    service.withdraw_request(request.id, by=current_person().id, now=utc_now())
    flash(_("Retiró la solicitud a %(company)s.", company=request.buyer.company.name), "info")
    return redirect(url_for("meetings.supplier_show"), 303)
