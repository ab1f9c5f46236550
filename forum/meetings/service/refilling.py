"""The place of a missed meeting goes to somebody on its buyer's waiting list, in the same hour."""

from datetime import datetime

from forum.core.database import atomic, locked
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.meetings.enums import Absent, MeetingStatus, RequestStatus
from forum.meetings.errors import MeetingsReached
from forum.meetings.errors.floor import PlaceGone
from forum.meetings.errors.waitlist import NotOnWaitingList
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.notices import acting_name, notify_meeting
from forum.meetings.queries.meetings import EAGER as EAGER_MEETING
from forum.meetings.queries.requests import EAGER, get_quota_use
from forum.meetings.queries.waitlist import is_on_list
from forum.meetings.service.accompanying import bring_joined
from forum.meetings.service.scheduling import schedule_between
from forum.meetings.service.seating import lock_sides
from forum.meetings.service.steps import close, let_come


def refill_meeting(
    meeting_id: int, *, request_id: int, person_id: int, edition: Edition, by: int, now: datetime
) -> Meeting:
    """Give the place of a meeting that its supplier missed to a company that waits for the buyer; both are told.

    One change: the request leaves the list, the meeting takes table and people, also beyond the buyer's hours.

    Raises:
        PlaceGone: nobody missed it, the buyer did, its hour is over, or the request is to another buyer.
        NotOnWaitingList: the company does not wait any more. MeetingsReached: it has as many as it may.
        NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind: this person does not come.
        BuyerLeft, SupplierLeft, RepresentativeLeft, SidesChanged: somebody no longer takes part.
        SeatTaken, TableTaken, NoTable, NotAtTable, SlotBlocked: the place is taken.
    """
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER, coming=person_id)
        missed = locked(Meeting, meeting_id, *EAGER_MEETING)
        _ensure_place(missed, request, now=now)
        _ensure_waits(request, edition, now=now)
        joined = list(request.companions)
        let_come(request, person_id, by=by, by_staff=True, now=now)
        meeting = schedule_between(
            request.buyer,
            request.company,
            request.person,
            request=request,
            slot_id=missed.slot_id,
            edition=edition,
            side=Side.ORGANISER,
            by_staff=True,
            refills=missed,
            by=by,
            now=now,
        )
        meeting.buyer_arrived_at = missed.buyer_arrived_at
        agreed = request.status is RequestStatus.ACCEPTED
        close(request, RequestStatus.ACCEPTED if agreed else RequestStatus.SCHEDULED, by=by, now=now)
        _tell(meeting, edition, by=by, now=now)
        bring_joined(meeting, joined, edition, side=Side.ORGANISER, by=by, now=now)
        return meeting


def _tell(meeting: Meeting, edition: Edition, *, by: int, now: datetime) -> None:
    told = {"note": "", "acted_by": acting_name(by)}
    notify_meeting("meeting_booked", meeting, edition, by_side=Side.ORGANISER, untold=None, now=now, **told)


def _ensure_place(missed: Meeting, request: MeetingRequest, *, now: datetime) -> None:
    is_free = missed.status is MeetingStatus.MISSED and missed.absent is Absent.SUPPLIER
    if not is_free or missed.slot.ends_at <= now or request.buyer_id != missed.buyer_id:
        raise PlaceGone


def _ensure_waits(request: MeetingRequest, edition: Edition, *, now: datetime) -> None:
    if not is_on_list(request.id):
        raise NotOnWaitingList(company=request.company.name)
    used = get_quota_use(request.company_id, edition_id=edition.id, requirement_id=request.requirement_id, now=now)
    if used.meetings >= edition.supplier_meetings_cap:
        raise MeetingsReached(cap=edition.supplier_meetings_cap)
