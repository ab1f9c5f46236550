"""Slots offered to who waits: made by the buyer or the co-ordinator, taken or declined by the company."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.models import Person
from forum.core.access import requires, signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.filters import clock_time, weekday_date
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.matchmaking.context import current_buyer
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import get_buyer
from forum.meetings import service
from forum.meetings.enums import OfferStatus
from forum.meetings.forms.meetings import OfferForm, TakingForm
from forum.meetings.forms.slots import slot_choices
from forum.meetings.models import SlotOffer
from forum.meetings.queries.boards import get_board, list_offered_slots
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.waitlist import get_offer, get_places, list_waitlisted, offer_for, read_line
from forum.meetings.rules.requests import time_left
from forum.meetings.rules.waitlist import find_obstacle, offer_now
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import people_choices, who_could_come
from forum.meetings.views.waitlist import list_address


@blueprint.route("/buyer/waiting-list/offers", methods=["GET", "POST"])
@signed_in
def own_offer_new() -> ResponseReturnValue:
    """The buyer offers a free slot to some who wait."""
    return _offering(current_buyer, Side.BUYER)


@blueprint.route("/coordination/buyers/<int:buyer_id>/waiting-list/offers", methods=["GET", "POST"])
@requires("meetings.coordinate")
def offer_new(buyer_id: int) -> ResponseReturnValue:
    """The co-ordinator offers a free slot of a buyer to some who wait."""
    return _offering(lambda: get_buyer(buyer_id, edition_id=current_edition().id), Side.ORGANISER)


def _offering(whose: Callable[[], Buyer], side: Side) -> ResponseReturnValue:
    """The form, and its answer; `whose` finds the buyer, again after a refusal, which forgets what was read."""
    form, buyer, by = OfferForm(), whose(), current_person().id
    buyer_id = buyer.id
    if done := form.accepts(
        lambda: service.offer_slot(
            buyer_id,
            slot_id=form.slot_id.data,
            request_ids=form.requests.data or [],
            edition=current_edition(),
            side=side,
            by=by,
            now=utc_now(),
        )
    ):
        count = len(done.result)
        told = ngettext("Ofrecimos el horario a %(num)s empresa.", "Ofrecimos el horario a %(num)s empresas.", count)
        flash(told, "success")
        return redirect(_list_of(whose(), side), 303)
    return _offering_page(whose() if form.refusal else buyer, side, form), form.status


def _offering_page(buyer: Buyer, side: Side, form: OfferForm) -> str:
    edition, shown = current_edition(), _who_could_take(buyer)
    form.slot_id.choices, form.requests.choices = shown["slots"], shown["able"]
    form.slot_id.data = shown["slot_id"]
    return render_template(
        "meetings/offer_new.html",
        buyer=buyer,
        side=side,
        form=form,
        back=_list_of(buyer, side),
        frozen=side is Side.BUYER and utc_now() >= get_deadlines(edition).freeze_at,
        edition=edition,
        **shown,
    )


def _list_of(buyer: Buyer, side: Side) -> str:
    if side is Side.BUYER:
        return url_for("meetings.own_waiting_list_show")
    return url_for("meetings.waiting_list_show", buyer_id=buyer.id)


def _who_could_take(buyer: Buyer) -> dict[str, Any]:
    """The slots the buyer could give, the one chosen, who of the list could take it, and why others could not."""
    now, edition = utc_now(), current_edition()
    waitlisted = list_waitlisted(buyer.id)
    line = read_line(buyer, edition, waitlisted, now=now)
    free = [slot for slot in get_board(buyer.id) if slot.slot_id in line.free]
    wanted = request.values.get("slot_id", type=int)
    slot = next((each for each in free if each.slot_id == wanted), free[0] if free else None)
    able, unable = [], []
    for number, (asked, waiting) in enumerate(zip(waitlisted, line.waiting, strict=True), 1):
        obstacle = None if slot is None else find_obstacle(waiting, line, slot.slot_id)
        if obstacle is None:
            able.append((asked.id, f"{number}. {asked.company.name} · {asked.requirement.title}"))
        else:
            unable.append((number, asked, obstacle))
    return {
        "slots": slot_choices(free),
        "slot": slot,
        "slot_id": None if slot is None else slot.slot_id,
        "able": options(able),
        "unable": unable,
    }


@blueprint.route("/offers/<int:offer_id>")
@signed_in
def offer_show(offer_id: int) -> ResponseReturnValue:
    """A slot that is offered, how long it may be taken, and how."""
    offer, side = _offer(offer_id)
    return _page(offer, side, _taking_form(offer))


@blueprint.route("/offers/<int:offer_id>/acceptance", methods=["POST"])
@signed_in
def offer_acceptance_create(offer_id: int) -> ResponseReturnValue:
    """Take the slot: the meeting takes table and people at once."""
    offer, side = _offer(offer_id)
    form, by = _taking_form(offer), current_person().id
    done = form.accepts(
        lambda: service.take_offer(offer.id, person_id=form.person_id.data, side=side, by=by, now=utc_now())
    )
    if done is None:
        offer, side = _offer(offer_id)
        return _page(offer, side, form), form.status
    meeting = done.result
    flash(
        _(
            "Cita con %(company)s: %(day)s, %(time)s, mesa %(table)s. Enviamos un correo a ambas partes.",
            company=meeting.buyer.company.name,
            day=weekday_date(meeting.slot.starts_at),
            time=clock_time(meeting.slot.starts_at),
            table=meeting.table.number,
        ),
        "success",
    )
    return redirect(url_for("meetings.meeting_show", meeting_id=meeting.id), 303)


@blueprint.route("/offers/<int:offer_id>/decline", methods=["POST"])
@signed_in
def offer_decline_create(offer_id: int) -> ResponseReturnValue:
    """Leave the slot to the next, and stay on the list or leave it."""
    offer, side = _offer(offer_id)
    leaves = request.form.get("leaves") == "1"
    service.decline_offer(offer.id, leaves=leaves, side=side, by=current_person().id, now=utc_now())
    if leaves:
        flash(_("Salió de la lista de espera y retiró la solicitud. Enviamos un correo al comprador."), "info")
    else:
        flash(_("No tomó el horario; la empresa conserva su lugar en la lista de espera."), "info")
    return redirect(url_for("meetings.request_show", request_id=offer.request_id), 303)


@blueprint.route("/offers/<int:offer_id>/withdrawal", methods=["POST"])
@signed_in
def offer_withdrawal_create(offer_id: int) -> ResponseReturnValue:
    """The buyer or the co-ordinator takes an offer back."""
    offer = get_offer(offer_id, edition_id=current_edition().id)
    side = Side.ORGANISER if _is_staff() else Side.BUYER
    if side is Side.BUYER and offer.request.buyer.person_id != current_person().id:
        raise NotFound
    service.withdraw_offer(offer.id, by=current_person().id, now=utc_now())
    company = offer.request.company.name
    flash(_("Retiramos la oferta a %(company)s. Conserva su lugar; le enviamos un correo.", company=company), "info")
    return redirect(list_address(offer.request, side), 303)


def _is_staff() -> bool:
    return current_person().may("meetings.coordinate", current_edition().id)


def _offer(offer_id: int) -> tuple[SlotOffer, Side]:
    """The offer, as who acts for the company sees it or the staff does for it."""
    if _is_staff():
        return get_offer(offer_id, edition_id=current_edition().id), Side.ORGANISER
    return offer_for(current_person().id, offer_id, edition_id=current_edition().id), Side.SUPPLIER


def _taking_form(offer: SlotOffer) -> TakingForm:
    """The form with who of the company is free then; who was named is chosen, or else the first."""
    form, people = TakingForm(), _free_people(offer)
    form.person_id.choices = people_choices(people)
    if not form.is_submitted():
        ids = [person.id for person in people]
        form.person_id.data = offer.request.person_id if offer.request.person_id in ids else next(iter(ids), None)
    return form


def _free_people(offer: SlotOffer) -> Sequence[Person]:
    people = who_could_come(offer.request)
    ids = [person.id for person in people]
    free = list_offered_slots(offer.request.buyer, ids, edition=current_edition(), now=utc_now())
    could = next((slot.person_ids for slot in free if slot.slot_id == offer.slot_id), frozenset())
    return [person for person in people if person.id in could]


def _page(offer: SlotOffer, side: Side, form: TakingForm) -> str:
    now = utc_now()
    status = offer_now(offer.status, offer.ends_at, now=now)
    return render_template(
        "meetings/offer.html",
        offer=offer,
        asked=offer.request,
        side=side,
        status=status,
        left=time_left(offer.ends_at, now=now),
        form=form,
        is_open=status is OfferStatus.OPEN,
        is_free=bool(form.person_id.choices),
        place=get_places([offer.request_id]).get(offer.request_id),
    )
