"""The co-ordinator answers a request for the side whose turn it is, as somebody asked by telephone."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import DeclineReason, RequestState
from forum.meetings.forms.requests import CompanyDeclineForm, DeclineForm, StaffAnswerForm, decline_form_of
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.requests import get_request
from forum.meetings.queries.states import get_states
from forum.meetings.rules.answers import answering_side
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import free_choices, people_choices, who_could_come

ANSWERABLE = {RequestState.SENT, RequestState.UNSCHEDULED}


@blueprint.route("/coordination/requests/<int:request_id>/answer", methods=["GET", "POST"])
@requires("meetings.coordinate")
def staff_answer_new(request_id: int) -> ResponseReturnValue:
    """Accept a request for the side whose turn it is, with a slot or without one."""
    request, side = _request(request_id)
    if side is None:
        return _back(request_id)
    form = _accept_form(request, side)
    if form.accepts(lambda: _accept(request, form)):
        flash(
            _("Aceptamos la cita por %(company)s. Avisamos por correo a ambas partes.", company=_of(request, side)),
            "success",
        )
        return _back(request_id)
    request, _side = _request(request_id)
    return _page(request, side, form, decline_form_of(side)()), form.status


@blueprint.route("/coordination/requests/<int:request_id>/answer/decline", methods=["POST"])
@requires("meetings.coordinate")
def staff_decline_create(request_id: int) -> ResponseReturnValue:
    """Decline a request for the side whose turn it is, with a reason."""
    request, side = _request(request_id)
    if side is None:
        return _back(request_id)
    form = decline_form_of(side)()
    if form.accepts(
        lambda: service.decline_request(
            request_id,
            reason=DeclineReason(form.decline_reason.data),
            note=form.reason.data,
            side=Side.ORGANISER,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(
            _("No aceptamos la cita, por %(company)s. Avisamos por correo a ambas partes.", company=_of(request, side)),
            "info",
        )
        return _back(request_id)
    request, _side = _request(request_id)
    return _page(request, side, _accept_form(request, side), form), form.status


def _request(request_id: int) -> tuple[MeetingRequest, Side | None]:
    """A request of this edition, and whose answer it waits for; None if for nobody's."""
    request = get_request(request_id, edition_id=current_edition().id)
    state = get_states([request], now=utc_now())[request.id]
    return request, answering_side(state, request.awaiting) if state in ANSWERABLE else None


def _accept(request: MeetingRequest, form: StaffAnswerForm) -> Any:
    whose = {"side": Side.ORGANISER, "person_id": form.person_id.data, "by": current_person().id, "now": utc_now()}
    if form.slot_id.data is None:
        return service.accept_without_slot(request.id, **whose)
    return service.accept_request(request.id, slot_id=form.slot_id.data, **whose)


def _accept_form(request: MeetingRequest, side: Side) -> StaffAnswerForm:
    form = StaffAnswerForm()
    free = free_choices(request, side=side)
    form.slot_id.choices = [*options([("", _("Sin hora: la fija el comité organizador"))]), *free]
    people = who_could_come(request) if side is Side.SUPPLIER else []
    form.person_id.choices = people_choices(people)
    if not form.is_submitted():
        form.slot_id.data = request.preferred_slot_id
        form.person_id.data = next((each.id for each in people if each.id == request.person_id), None)
    return form


def _of(request: MeetingRequest, side: Side) -> str:
    return request.buyer.company.name if side is Side.BUYER else request.company.name


def _back(request_id: int) -> ResponseReturnValue:
    return redirect(url_for("meetings.request_show", request_id=request_id), 303)


def _page(request: MeetingRequest, side: Side, form: StaffAnswerForm, decline: DeclineForm | CompanyDeclineForm) -> str:
    return render_template(
        "meetings/staff_answer.html", asked=request, form=form, decline=decline, company=_of(request, side)
    )
