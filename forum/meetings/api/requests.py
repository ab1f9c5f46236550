"""The API of requests: listed, read, made, answered for the side whose turn it is, withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from forum.accounts.context import current_person
from forum.core.bodies import ensure_valid, read_form, valid_form
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import N_
from forum.core.listing import status_filter
from forum.core.operations import Family, Filter, Listed, listed_page, operations_for, page_asked
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.participants import list_representatives
from forum.matchmaking.queries.requirements import get_published_requirement
from forum.meetings import service
from forum.meetings.enums import DeclineReason, RequestState
from forum.meetings.forms.requests import (
    RequestForm,
    StaffAnswerForm,
    StaffDeclineForm,
    decline_form_of,
)
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.console import list_requests
from forum.meetings.queries.requests import get_request
from forum.meetings.queries.states import get_states
from forum.meetings.rules.answers import answering_side

REQUESTS = Family("requests", N_("Solicitudes de cita"))
ONE = "/requests/<int:request_id>"
_operation = operations_for(REQUESTS, "meetings.coordinate")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShown:
    """A request; `awaiting`: whose answer it waits for, or who gave it."""

    id: int
    status: RequestState
    requirement_id: int
    requirement: str
    buyer_id: int
    buyer_company: str
    company_id: int
    company: str
    person_id: int
    preferred_slot_id: int | None
    wished_by: Side
    awaiting: Side
    reason: str
    sent_at: datetime
    expires_at: datetime
    answered_at: datetime | None


def _shown(asked: MeetingRequest, state: RequestState) -> RequestShown:
    return RequestShown(
        id=asked.id,
        status=state,
        requirement_id=asked.requirement_id,
        requirement=asked.requirement.title,
        buyer_id=asked.buyer_id,
        buyer_company=asked.buyer.company.name,
        company_id=asked.company_id,
        company=asked.company.name,
        person_id=asked.person_id,
        preferred_slot_id=asked.preferred_slot_id,
        wished_by=asked.wished_by,
        awaiting=asked.awaiting,
        reason=asked.reason,
        sent_at=asked.sent_at,
        expires_at=asked.expires_at,
        answered_at=asked.answered_at,
    )


def request_list() -> Listed[RequestShown]:
    """The requests that the filters find, the latest first."""
    state, text, now = status_filter(RequestState), request.args.get("q", "").strip(), utc_now()
    page = list_requests(current_edition().id, state=state, now=now, text=text, number=page_asked())
    states = get_states(page.rows, now=now)
    return listed_page(page, [_shown(each, states[each.id]) for each in page.rows])


def request_show(request_id: int) -> RequestShown:
    """One request."""
    asked = get_request(request_id, edition_id=current_edition().id)
    return _shown(asked, get_states([asked], now=utc_now())[asked.id])


def request_create(requirement_id: int, company_id: int) -> RequestShown:
    """Ask for a meeting for a company that the maker of the key acts for."""
    requirement = get_published_requirement(requirement_id, edition_id=current_edition().id)
    form = read_form(RequestForm)
    form.person_id.choices = options((each.id, each.full_name) for each in list_representatives(company_id))
    ensure_valid(form)
    asked = service.send_request(
        requirement.id,
        edition=current_edition(),
        company_id=company_id,
        person_id=form.person_id.data,
        preferred_slot_id=form.slot_id.data,
        reason=form.reason.data,
        by=current_person().id,
        now=utc_now(),
    )
    return request_show(asked.id)


def _answered(request_id: int) -> tuple[MeetingRequest, Side | None]:
    """A request of this edition, and whose answer it waits for."""
    asked = get_request(request_id, edition_id=current_edition().id)
    return asked, answering_side(get_states([asked], now=utc_now())[asked.id], asked.awaiting)


def request_acceptance_create(request_id: int) -> RequestShown:
    """Accept a request for the side whose turn it is, with a slot or without one."""
    asked, side = _answered(request_id)
    by, now = current_person().id, utc_now()
    people = list_representatives(asked.company_id) if side is Side.SUPPLIER else []
    form = read_form(StaffAnswerForm)
    form.person_id.choices = options((each.id, each.full_name) for each in people)
    ensure_valid(form)
    comes, slot_id = form.person_id.data, form.slot_id.data
    if slot_id is None:
        service.accept_without_slot(request_id, side=Side.ORGANISER, person_id=comes, by=by, now=now)
    else:
        service.accept_request(request_id, slot_id=slot_id, side=Side.ORGANISER, person_id=comes, by=by, now=now)
    return request_show(request_id)


def request_decline_create(request_id: int) -> RequestShown:
    """Decline a request for the side whose turn it is, with a reason of that side."""
    read_form(StaffDeclineForm)
    _asked, side = _answered(request_id)
    form = valid_form(decline_form_of(side))
    service.decline_request(
        request_id,
        reason=DeclineReason(form.decline_reason.data),
        note=form.reason.data,
        side=Side.ORGANISER,
        by=current_person().id,
        now=utc_now(),
    )
    return request_show(request_id)


def request_withdrawal_create(request_id: int) -> RequestShown:
    """Withdraw a request for its company."""
    asked = get_request(request_id, edition_id=current_edition().id)
    service.withdraw_request(asked.id, side=Side.ORGANISER, by=current_person().id, now=utc_now())
    return request_show(request_id)


OPERATIONS = (
    _operation(
        "request_list",
        "GET",
        "/requests",
        N_("Las solicitudes de cita, la más reciente primero."),
        verb=request_list,
        answer=RequestShown,
        is_list=True,
        filters=(
            Filter(name="q", summary=N_("Palabras del nombre de la empresa.")),
            Filter(name="status", summary=N_("El estado."), choices=tuple(RequestState)),
        ),
    ),
    _operation("request_show", "GET", ONE, N_("Una solicitud de cita."), verb=request_show, answer=RequestShown),
    _operation(
        "request_create",
        "POST",
        "/requirements/<int:requirement_id>/companies/<int:company_id>/requests",
        N_("Pedir una cita por una empresa que representa quien creó la llave."),
        verb=request_create,
        answer=RequestShown,
        form=RequestForm,
        status=201,
    ),
    _operation(
        "request_acceptance_create",
        "POST",
        f"{ONE}/acceptance",
        N_("Aceptar por la parte a la que le toca, con horario o sin él."),
        verb=request_acceptance_create,
        answer=RequestShown,
        form=StaffAnswerForm,
    ),
    _operation(
        "request_decline_create",
        "POST",
        f"{ONE}/decline",
        N_("No aceptar por la parte a la que le toca, con un motivo de ella."),
        verb=request_decline_create,
        answer=RequestShown,
        form=StaffDeclineForm,
    ),
    _operation(
        "request_withdrawal_create",
        "POST",
        f"{ONE}/withdrawal",
        N_("Retirar la solicitud por su empresa."),
        verb=request_withdrawal_create,
        answer=RequestShown,
    ),
)
