"""Decisions on many requests or meetings at once, and their lists as sheets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.each import find_up_to
from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.labels import word_of
from forum.core.listing import status_filter
from forum.core.many import MOST_AT_ONCE, Chosen, Line, Many, asked_form, chosen_here
from forum.core.paging import Page
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import send_private
from forum.decisions.context import decide_with
from forum.decisions.rules import Kind
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.forms import ReasonForm
from forum.meetings import service
from forum.meetings.enums import DeclineReason, MeetingStatus, RequestState, RequestStatus
from forum.meetings.labels import MEETING_STATUSES, REQUEST_STATES
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.queries.console import list_requests, requests_in, select_requests
from forum.meetings.queries.meetings import list_meetings, meetings_in, select_meetings
from forum.meetings.queries.states import get_states
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.coordinator.overview import listing_of_meetings, listing_of_requests

PERMISSION = "meetings.coordinate"


def requests_of(address: Mapping[str, Any]) -> Many:
    """The pages about many requests of the list at this address."""
    return Many(
        title=_("Solicitudes"),
        back=url_for("meetings.request_list", **address),
        none_chosen=_("Marque primero las solicitudes."),
        none_possible=_("Ninguna solicitud lo permite."),
        counted=lambda number: str(ngettext("%(num)s solicitud de cita", "%(num)s solicitudes de cita", number)),
        lines=_request_lines,
        here=address,
    )


def meetings_of(address: Mapping[str, Any]) -> Many:
    """The pages about many meetings of the list at this address."""
    return Many(
        title=_("Citas"),
        back=url_for("meetings.meeting_list", **address),
        none_chosen=_("Marque primero las citas."),
        none_possible=_("Ninguna cita lo permite."),
        counted=lambda number: str(ngettext("%(num)s cita", "%(num)s citas", number)),
        lines=_meeting_lines,
        here=address,
    )


DECLINE = Kind(
    code="requests.decline",
    model=MeetingRequest,
    permission=PERMISSION,
    do=lambda id, order: service.decline_request(
        id,
        reason=DeclineReason.OTHER,
        note=order.told["reason"],
        side=Side.ORGANISER,
        by=order.by,
        now=order.now,
    ),
    will=lambda number: ngettext(
        "No se aceptará %(num)s solicitud de cita.", "No se aceptarán %(num)s solicitudes de cita.", number
    ),
    said=lambda done: ngettext(
        "%(num)s solicitud de cita no se aceptó; enviamos el motivo por correo a ambas partes.",
        "%(num)s solicitudes de cita no se aceptaron; enviamos el motivo por correo a ambas partes.",
        done,
    ),
    many=requests_of,
)
CANCEL = Kind(
    code="meetings.cancel",
    model=Meeting,
    permission=PERMISSION,
    do=lambda id, order: service.cancel_meeting(
        id, reason=order.told["reason"], side=Side.ORGANISER, by=order.by, now=order.now
    ),
    will=lambda number: ngettext("Se cancelará %(num)s cita.", "Se cancelarán %(num)s citas.", number),
    said=lambda done: ngettext(
        "%(num)s cita cancelada; enviamos el motivo por correo a ambas partes.",
        "%(num)s citas canceladas; enviamos el motivo por correo a ambas partes.",
        done,
    ),
    many=meetings_of,
)
KINDS = (DECLINE, CANCEL)


@blueprint.route("/coordination/requests/refusals", methods=["POST"])
@requires("meetings.coordinate")
def refusal_many_create() -> ResponseReturnValue:
    """Decline the requests that are chosen for the side whose turn it is, for one reason, which is asked for first."""
    state, text = status_filter(RequestState), _text()
    listed = select_requests(current_edition().id, state=state, now=utc_now(), text=text)
    open_ones = listed.where(MeetingRequest.status.in_((RequestStatus.SENT, RequestStatus.ACCEPTED)))
    chosen = chosen_here(lambda last: find_up_to(open_ones, MeetingRequest.id, last=last, most=MOST_AT_ONCE))
    address = listing_of_requests(state, text).address
    return _asked(DECLINE, chosen, address, asks=(_("No aceptar solicitudes"), _("No aceptar")))


@blueprint.route("/coordination/meetings/cancellations", methods=["POST"])
@requires("meetings.coordinate")
def cancellation_many_create() -> ResponseReturnValue:
    """Cancel the meetings that are chosen, for one reason, which is asked for first; both sides are told."""
    status, text = status_filter(MeetingStatus), _text()
    listed = select_meetings(current_edition().id, status=status, text=text)
    ahead = listed.where(Meeting.status == MeetingStatus.SCHEDULED)
    chosen = chosen_here(lambda last: find_up_to(ahead, Meeting.id, last=last, most=MOST_AT_ONCE))
    address = listing_of_meetings(status, text).address
    return _asked(CANCEL, chosen, address, asks=(_("Cancelar citas"), _("Cancelar las citas")))


@blueprint.route("/coordination/requests/export.xlsx")
@requires("meetings.coordinate")
def request_workbook_show() -> Response:
    """The requests of the list as an Excel file."""
    edition, now, state = current_edition(), utc_now(), status_filter(RequestState)
    headings = [_("Proveedor"), _("Comprador"), _("Requerimiento"), _("Enviada"), _("Estado")]

    def rows() -> Iterator[list[str]]:
        for page in _pages(lambda number: list_requests(edition.id, state=state, now=now, text=_text(), number=number)):
            states = get_states(page.rows, now=now)
            for each in page.rows:
                names = [each.company.name, each.buyer.company.name, each.requirement.title]
                yield [*names, date_time(each.sent_at), word_of(states[each.id])]

    return send_private(xlsx_file(headings, rows()), mimetype=XLSX, name=f"solicitudes-{edition.slug}.xlsx")


@blueprint.route("/coordination/meetings/export.xlsx")
@requires("meetings.coordinate")
def meeting_workbook_show() -> Response:
    """The meetings of the list as an Excel file."""
    edition, status = current_edition(), status_filter(MeetingStatus)
    headings = [_("Proveedor"), _("Comprador"), _("Cuándo"), _("Salón"), _("Mesa"), _("Estado")]

    def rows() -> Iterator[list[str]]:
        for page in _pages(lambda number: list_meetings(edition.id, status=status, text=_text(), number=number)):
            for each in page.rows:
                place = [date_time(each.slot.starts_at), each.table.hall.name, str(each.table.number)]
                yield [each.company.name, each.buyer.company.name, *place, word_of(each.status)]

    return send_private(xlsx_file(headings, rows()), mimetype=XLSX, name=f"citas-{edition.slug}.xlsx")


def _pages(page_at: Callable[[int], Page[Any]]) -> Iterator[Page[Any]]:
    """Every page of a list."""
    first = page_at(1)
    yield first
    for number in range(2, first.pages + 1):
        yield page_at(number)


def _asked(kind: Kind, chosen: Chosen, address: Mapping[str, Any], *, asks: tuple[str, str]) -> ResponseReturnValue:
    form = asked_form(ReasonForm, "reason")
    return decide_with(kind, chosen, address=address, form=form, field="reason", asks=asks)


def _text() -> str:
    return request.args.get("q", "").strip()


def _request_lines(ids: Iterable[int]) -> list[Line]:
    found = requests_in(current_edition().id, ids)
    states = get_states(found, now=utc_now())
    return [
        Line(
            id=each.id,
            name=each.company.name,
            url=url_for("meetings.request_show", request_id=each.id),
            note=each.buyer.company.name,
            state=REQUEST_STATES[states[each.id]],
        )
        for each in found
    ]


def _meeting_lines(ids: Iterable[int]) -> list[Line]:
    return [
        Line(
            id=each.id,
            name=each.company.name,
            url=url_for("meetings.meeting_show", meeting_id=each.id),
            note=each.buyer.company.name,
            state=MEETING_STATUSES[each.status],
        )
        for each in meetings_in(current_edition().id, ids)
    ]
