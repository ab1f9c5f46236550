"""A company answers what a buyer invites it to or proposes: accepts, leaves the hour to the organiser, or declines."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.forms import Form
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.profiles import get_profile
from forum.matchmaking.queries.requirements import criteria_with, get_certificates_asked
from forum.matchmaking.rules.match import match_of
from forum.meetings import service
from forum.meetings.enums import DeclineReason, RequestState
from forum.meetings.forms.requests import CompanyAcceptanceForm, CompanyAgreementForm, CompanyDeclineForm
from forum.meetings.forms.slots import JOIN, join_choice
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.invitations import is_unnamed
from forum.meetings.queries.requests import sent_request_for
from forum.meetings.queries.states import get_states
from forum.meetings.queries.topics import find_joint_meeting
from forum.meetings.rules.nearest import nearest_slots
from forum.meetings.rules.requests import time_left
from forum.meetings.service.topics import accept_into_meeting
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import (
    accepted_words,
    free_choices,
    joined_words,
    people_choices,
    slots_free,
    who_could_come,
)


@blueprint.route("/requests/<int:request_id>/answer")
@signed_in
def answer_new(request_id: int) -> ResponseReturnValue:
    """What the buyer proposes, with every way to answer it."""
    request = _mine(request_id)
    if not _awaits_us(request):
        return redirect(url_for("meetings.request_show", request_id=request.id))
    return _page(request)


@blueprint.route("/requests/<int:request_id>/answer", methods=["POST"])
@signed_in
def answer_create(request_id: int) -> ResponseReturnValue:
    """Accept: the meeting takes its slot, and who comes is registered."""
    request, by = _mine(request_id), current_person().id
    form = _acceptance_form(request)
    done = form.accepts(lambda: _accept(request, form, by=by))
    if done is None:
        return _again(request, form)
    flash(done.result, "success")
    return redirect(url_for("meetings.supplier_show"), 303)


def _accept(request: MeetingRequest, form: CompanyAcceptanceForm, *, by: int) -> str:
    """Accept with a slot, or into the meeting that both have; what it came to, in words."""
    side, person_id, now = Side.SUPPLIER, form.person_id.data, utc_now()
    if form.slot_id.data == JOIN:
        return joined_words(accept_into_meeting(request.id, side=side, person_id=person_id, by=by, now=now), side=side)
    slot_id = form.slot_id.data
    meeting = service.accept_request(request.id, slot_id=slot_id, side=side, person_id=person_id, by=by, now=now)
    return accepted_words(meeting, side=side)


@blueprint.route("/requests/<int:request_id>/answer/agreement", methods=["POST"])
@signed_in
def answer_agreement_create(request_id: int) -> ResponseReturnValue:
    """Accept, and leave the slot to the organiser."""
    request, by = _mine(request_id), current_person().id
    form = CompanyAgreementForm()
    form.person_id.choices = people_choices(who_could_come(request))
    agree = service.accept_without_slot
    person = form.person_id
    if not form.accepts(lambda: agree(request.id, side=Side.SUPPLIER, person_id=person.data, by=by, now=utc_now())):
        return _again(request, form)
    company = request.buyer.company.name
    flash(
        _("Aceptó la cita con %(company)s. El comité organizador fija la hora; les avisaremos.", company=company),
        "success",
    )
    return redirect(url_for("meetings.supplier_show"), 303)


@blueprint.route("/requests/<int:request_id>/answer/decline", methods=["POST"])
@signed_in
def answer_decline_create(request_id: int) -> ResponseReturnValue:
    """Decline, with a reason the buyer reads."""
    request, form, by = _mine(request_id), CompanyDeclineForm(), current_person().id
    if not form.accepts(lambda: _decline(request, form, by=by)):
        return _again(request, form)
    company = request.buyer.company.name
    flash(_("No aceptó la cita con %(company)s. Le enviamos el motivo por correo.", company=company), "info")
    return redirect(url_for("meetings.supplier_show"), 303)


def _decline(request: MeetingRequest, form: CompanyDeclineForm, *, by: int) -> None:
    reason = DeclineReason(form.decline_reason.data)
    service.decline_request(request.id, reason=reason, note=form.reason.data, side=Side.SUPPLIER, by=by, now=utc_now())


def _mine(request_id: int) -> MeetingRequest:
    return sent_request_for(current_person().id, request_id, edition_id=current_edition().id)


def _awaits_us(request: MeetingRequest) -> bool:
    state = get_states([request], now=utc_now())[request.id]
    return state is RequestState.SENT and request.awaiting is Side.SUPPLIER


def _back(request: MeetingRequest) -> ResponseReturnValue:
    return redirect(url_for("meetings.request_show", request_id=request.id), 303)


def _again(request: MeetingRequest, form: Form) -> ResponseReturnValue:
    """The page with the refused form; where nothing is to be answered any more, the request says what became of it."""
    fresh = _mine(request.id)
    if not _awaits_us(fresh):
        for sentence in form.form_errors:
            flash(sentence, "error")
        return _back(fresh)
    if isinstance(form, CompanyAcceptanceForm):
        return _page(fresh, acceptance=form), 422
    if isinstance(form, CompanyDeclineForm):
        return _page(fresh, decline=form), 422
    return _page(fresh, refused=form), 422


def _acceptance_form(request: MeetingRequest) -> CompanyAcceptanceForm:
    form = CompanyAcceptanceForm()
    joint = find_joint_meeting(request.buyer_id, request.company_id, now=utc_now())
    may_join = [] if joint is None else [join_choice(joint.slot.starts_at, joint.table.number)]
    form.slot_id.choices = [*may_join, *free_choices(request, side=Side.SUPPLIER)]
    people = who_could_come(request)
    form.person_id.choices = people_choices(people)
    if not form.is_submitted():
        form.slot_id.data = JOIN if may_join else request.preferred_slot_id
        form.person_id.data = _who_comes(request)
    return form


def _who_comes(request: MeetingRequest) -> int:
    """Who was named; while nobody was, the person who answers."""
    return current_person().id if is_unnamed(request) else request.person_id


def _others(request: MeetingRequest, form: CompanyAcceptanceForm, *, is_free: bool) -> list[tuple[int, datetime]]:
    """What the company can propose where the slot that its buyer proposes is taken, or was refused."""
    slots = form.slot_id.nearest
    if not slots and not is_free and request.preferred_slot is not None:
        slots = nearest_slots(slots_free(request, side=Side.SUPPLIER), request.preferred_slot.starts_at)
    return [(slot.slot_id, slot.starts_at) for slot in slots]


def _page(
    request: MeetingRequest,
    *,
    acceptance: CompanyAcceptanceForm | None = None,
    decline: CompanyDeclineForm | None = None,
    refused: Form | None = None,
) -> str:
    now = utc_now()
    asked = get_certificates_asked([request.requirement_id]).get(request.requirement_id, [])
    profile = get_profile(request.company_id)
    acceptance = acceptance or _acceptance_form(request)
    free: list[Any] = list(acceptance.slot_id.choices or [])
    is_free = request.preferred_slot_id in {each.value for each in free}
    return render_template(
        "meetings/answer.html",
        asked=request,
        left=time_left(request.expires_at, now=now),
        match=match_of(criteria_with(request.requirement, asked), profile, local(now).date()),
        acceptance=acceptance,
        decline=decline or CompanyDeclineForm(formdata=None),
        refused=refused,
        is_fixed=request.countered_at is not None and request.preferred_slot_id is not None,
        is_free=is_free,
        others=_others(request, acceptance, is_free=is_free),
    )
