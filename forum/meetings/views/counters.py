"""Either side proposes another slot or person instead of an answer, or corrects what it wrote while it waits."""

from types import SimpleNamespace

from flask import flash, redirect, render_template, url_for
from flask import request as address
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import date_time
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import RequestState
from forum.meetings.forms.requests import CounterForm, InvitationEditForm, RequestForm
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.requests import request_for
from forum.meetings.queries.states import get_states
from forum.meetings.rules.answers import other_side
from forum.meetings.rules.requests import expiry
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import free_choices, people_choices, request_and_side, side_of, who_could_come


@blueprint.route("/requests/<int:request_id>/counter", methods=["GET", "POST"])
@signed_in
def counter_new(request_id: int) -> ResponseReturnValue:
    """Propose another slot, or another person of the company; the staff does so for the side whose turn it is."""
    (request, acting), now = request_and_side(request_id), utc_now()
    side = request.awaiting if acting is Side.ORGANISER else acting
    form = _counter_form(request, side)
    if not form.is_submitted() and (not _is_open(request) or request.awaiting is not side):
        return _led_back(request)
    if form.accepts(
        lambda: service.counter_request(
            request.id,
            side=acting,
            slot_id=form.slot_id.data,
            person_id=form.person_id.data if side is Side.SUPPLIER else None,
            note=form.note.data,
            by=current_person().id,
            now=now,
        )
    ):
        other = _other(request, side)
        own, ours = _("Enviamos su propuesta a %(company)s.", company=other), _sent_for(request, side)
        flash(ours if acting is Side.ORGANISER else own, "success")
        return _back(request)
    request, edition = request_and_side(request_id)[0], current_edition()
    answer_by = expiry(now, hours=edition.request_hours, closes_at=edition.requests_close_at)
    is_staff = acting is Side.ORGANISER
    page = render_template(
        "meetings/counter.html", asked=request, form=form, side=side, is_staff=is_staff, answer_by=answer_by
    )
    return page, form.status


@blueprint.route("/requests/<int:request_id>/correction", methods=["GET", "POST"])
@signed_in
def request_edit(request_id: int) -> ResponseReturnValue:
    """Correct what waits for the other side's answer."""
    request = _mine(request_id)
    side = side_of(request)
    form = _edit_form(request, side)
    if not form.is_submitted() and (not _is_open(request) or request.awaiting is side):
        return _led_back(request)
    if form.accepts(
        lambda: service.edit_request(
            request.id,
            side=side,
            slot_id=form.slot_id.data,
            person_id=form.person_id.data if isinstance(form, RequestForm) else None,
            reason=form.reason.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos los cambios."), "success")
        return _back(request)
    request = _mine(request_id)
    return render_template("meetings/request_edit.html", asked=request, form=form, side=side), form.status


def _mine(request_id: int) -> MeetingRequest:
    return request_for(current_person().id, request_id, edition_id=current_edition().id)


def _is_open(request: MeetingRequest) -> bool:
    return get_states([request], now=utc_now())[request.id] is RequestState.SENT


def _led_back(request: MeetingRequest) -> ResponseReturnValue:
    """To the request, which says why there is nothing to write here."""
    return redirect(url_for("meetings.request_show", request_id=request.id))


def _back(request: MeetingRequest) -> ResponseReturnValue:
    return redirect(url_for("meetings.request_show", request_id=request.id), 303)


def _sent_for(request: MeetingRequest, side: Side) -> str:
    return _("Enviamos la propuesta por %(company)s.", company=_other(request, other_side(side)))


def _other(request: MeetingRequest, side: Side) -> str:
    return request.company.name if side is Side.BUYER else request.buyer.company.name


def _counter_form(request: MeetingRequest, side: Side) -> CounterForm:
    form = CounterForm()
    form.slot_id.choices = [*options([("", _no_slot(request, side))]), *free_choices(request, side=side)]
    form.slot_id.flags.required = side is Side.BUYER
    people = who_could_come(request) if side is Side.SUPPLIER else []
    form.person_id.choices = people_choices(people)
    if not form.is_submitted():
        form.slot_id.data = address.args.get("slot", type=int)
        form.person_id.data = next((each.id for each in people if each.id == request.person_id), None)
    return form


def _no_slot(request: MeetingRequest, side: Side) -> str:
    """What it means to choose no slot: a buyer proposes one, a company may propose another person alone."""
    if side is Side.BUYER:
        return _("Elija un horario")
    return _("Cualquiera que convenga a ambos") if request.preferred_slot_id is None else _("El mismo")


def _edit_form(request: MeetingRequest, side: Side) -> RequestForm | InvitationEditForm:
    is_countered = request.countered_at is not None
    written = SimpleNamespace(
        reason=request.counter_note if is_countered else request.reason,
        slot_id=request.preferred_slot_id,
        person_id=request.person_id,
    )
    form = RequestForm(obj=written) if side is Side.SUPPLIER else InvitationEditForm(obj=written)
    free = free_choices(request, side=side)
    if request.preferred_slot is not None and request.preferred_slot_id not in {each.value for each in free}:
        slot = request.preferred_slot
        free = [*options([(slot.id, date_time(slot.starts_at))]), *free]
    form.slot_id.choices = free if is_countered else [*options([("", _("Cualquiera que convenga a ambos"))]), *free]
    if isinstance(form, RequestForm):
        form.person_id.choices = people_choices(who_could_come(request))
    return form
