"""The API of meetings: listed, read, moved, cancelled, as the co-ordinator does."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from forum.accounts.context import current_person
from forum.core.bodies import ensure_valid, read_form
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.listing import status_filter
from forum.core.operations import Family, Filter, Listed, listed_page, operations_for, page_asked
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.forms import ReasonForm
from forum.meetings import service
from forum.meetings.enums import MeetingStatus
from forum.meetings.forms.meetings import MeetingMoveForm
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import get_meeting, list_meetings

MEETINGS = Family("meetings", N_("Citas"))
ONE = "/meetings/<int:meeting_id>"
_operation = operations_for(MEETINGS, "meetings.coordinate")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingShown:
    """A meeting: who, when, at which table."""

    id: int
    uid: str
    status: MeetingStatus
    request_id: int | None
    buyer_id: int
    buyer_company: str
    company_id: int
    company: str
    person_id: int
    person: str
    slot_id: int
    starts_at: datetime
    ends_at: datetime
    table: int
    cancel_reason: str
    changed_at: datetime


def _shown(meeting: Meeting) -> MeetingShown:
    return MeetingShown(
        id=meeting.id,
        uid=meeting.uid,
        status=meeting.status,
        request_id=meeting.request_id,
        buyer_id=meeting.buyer_id,
        buyer_company=meeting.buyer.company.name,
        company_id=meeting.company_id,
        company=meeting.company.name,
        person_id=meeting.person_id,
        person=meeting.person.full_name,
        slot_id=meeting.slot_id,
        starts_at=meeting.slot.starts_at,
        ends_at=meeting.slot.ends_at,
        table=meeting.table.number,
        cancel_reason=meeting.cancel_reason,
        changed_at=meeting.changed_at,
    )


def meeting_list() -> Listed[MeetingShown]:
    """The meetings that the filters find, in order of time."""
    status, text = status_filter(MeetingStatus), request.args.get("q", "").strip()
    page = list_meetings(current_edition().id, status=status, text=text, number=page_asked())
    return listed_page(page, [_shown(each) for each in page.rows])


def meeting_show(meeting_id: int) -> MeetingShown:
    """One meeting."""
    return _shown(get_meeting(meeting_id, edition_id=current_edition().id))


def meeting_move_create(meeting_id: int) -> MeetingShown:
    """Move a meeting to a free slot."""
    form, meeting = read_form(MeetingMoveForm), get_meeting(meeting_id, edition_id=current_edition().id)
    ensure_valid(form)
    by = current_person().id
    service.move_meeting(meeting.id, slot_id=form.slot_id.data, side=Side.ORGANISER, by=by, now=utc_now())
    return meeting_show(meeting_id)


def meeting_cancellation_create(meeting_id: int) -> MeetingShown:
    """Cancel a meeting, with the reason that both sides read."""
    form, meeting = read_form(ReasonForm), get_meeting(meeting_id, edition_id=current_edition().id)
    ensure_valid(form)
    by = current_person().id
    service.cancel_meeting(meeting.id, reason=form.reason.data, side=Side.ORGANISER, by=by, now=utc_now())
    return meeting_show(meeting_id)


HANDED_OVER = N_("Quién viene a las citas, por la API")

OPERATIONS = (
    _operation(
        "meeting_list",
        "GET",
        "/meetings",
        N_("Las citas, en orden de hora."),
        verb=meeting_list,
        hands_over=HANDED_OVER,
        answer=MeetingShown,
        is_list=True,
        filters=(
            Filter(name="q", summary=N_("Palabras del nombre de la empresa.")),
            Filter(name="status", summary=N_("El estado."), choices=tuple(MeetingStatus)),
        ),
    ),
    _operation(
        "meeting_show",
        "GET",
        ONE,
        N_("Una cita."),
        verb=meeting_show,
        answer=MeetingShown,
        hands_over=HANDED_OVER,
    ),
    _operation(
        "meeting_move_create",
        "POST",
        f"{ONE}/move",
        N_("Mover la cita a un horario libre."),
        verb=meeting_move_create,
        answer=MeetingShown,
        form=MeetingMoveForm,
    ),
    _operation(
        "meeting_cancellation_create",
        "POST",
        f"{ONE}/cancellation",
        N_("Cancelar la cita, con el motivo que leen ambas partes."),
        verb=meeting_cancellation_create,
        answer=MeetingShown,
        form=ReasonForm,
    ),
)
