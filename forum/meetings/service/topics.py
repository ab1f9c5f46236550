"""A further request of two sides that already have a meeting: talked about there, it takes no slot of its own."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.database import atomic, lock_rows, locked
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.errors.answers import NotYourRequest
from forum.meetings.errors.topics import LastTopic, NothingToJoin, NotTalkedAbout
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.notices import notify_joined, notify_topic_removed
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.meetings import EAGER
from forum.meetings.queries.requests import EAGER as EAGER_REQUEST
from forum.meetings.queries.topics import find_joint_meeting
from forum.meetings.rules.answers import awaited_first, other_side
from forum.meetings.rules.requests import ensure_changeable
from forum.meetings.service.accompanying import bring_joined
from forum.meetings.service.changes import record_change
from forum.meetings.service.companions import seat_if_free
from forum.meetings.service.seating import ensure_participants, lock_sides
from forum.meetings.service.steps import begin_acceptance, close, locked_request


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A request joined a meeting; `absent`: who would have come by it, and does not."""

    meeting: Meeting
    absent: str | None


def accept_into_meeting(
    request_id: int, *, side: Side = Side.BUYER, person_id: int | None = None, by: int, now: datetime
) -> Joined:
    """Accept a request, which is talked about at the next meeting that its two sides have; that takes no other slot.

    Whoever would come by the request comes too, if they are free then and the edition allows one more.

    Raises:
        AlreadyAnswered, RequestExpired, AgendaFrozen: it is too late. NotYourTurn: the other side answers.
        ProposalChanged: another slot was proposed.
        NothingToJoin: they have no meeting any more.
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        NotAMember, NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind: this person does not come.
    """
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER_REQUEST, coming=person_id)
        joined = list(request.companions)  # the meeting is read with its requests, without them
        edition, ours = begin_acceptance(request, person_id, slot_id=None, side=side, by=by, now=now)
        ensure_participants(request.buyer, request.company, request.person)
        meeting = _locked_joint(request, now=now)
        meeting.joined.append(request)
        record_change(meeting, "topic_added", side=side, by=by, now=now, request_id=request.id)
        comes = seat_if_free(meeting, request.person, edition, of=Side.SUPPLIER, side=side, by=by, now=now)
        close(request, RequestStatus.ACCEPTED, by=by, now=now)
        notify_joined(meeting, request, edition, by_side=ours, comes=comes, now=now)
        bring_joined(meeting, joined, edition, side=side, by=by, now=now)
        return Joined(meeting=meeting, absent=None if comes else request.person.full_name)


def remove_topic(meeting_id: int, *, request_id: int, side: Side, by: int, now: datetime) -> None:
    """Withdraw one of the requests that a meeting is about; the meeting stands for the others.

    `side`: the one that asked for it, or the organiser.

    Raises:
        NotScheduled, MeetingOver, AgendaFrozen: the meeting does not change.
        NotTalkedAbout: the meeting is not about it.
        LastTopic: it is about nothing else; who does not want it cancels the meeting.
        NotYourRequest: the other side asked for it.
    """
    with atomic():
        lock_rows(MeetingRequest, [request_id])
        meeting = locked(Meeting, meeting_id, *EAGER)
        request = locked_request(request_id)  # read after the meeting, which knows less of it
        edition = get_edition(meeting.edition_id)
        ensure_changeable(meeting.status, meeting.slot.ends_at, deadlines=get_deadlines(edition), side=side, now=now)
        if request not in meeting.requests:
            raise NotTalkedAbout
        if len(meeting.requests) == 1:
            raise LastTopic
        if side not in {Side.ORGANISER, asked_by_side(request)}:
            raise NotYourRequest
        _take_out(meeting, request)
        record_change(meeting, "topic_removed", side=side, by=by, now=now, request_id=request.id)
        close(request, RequestStatus.WITHDRAWN, by=by, now=now)
        notify_topic_removed(meeting, request, edition, by_side=side, now=now)


def asked_by_side(request: MeetingRequest) -> Side:
    """The side that asked for a meeting; what the organiser asked for counts as the company's."""
    return other_side(awaited_first(request.wished_by))


def _locked_joint(request: MeetingRequest, *, now: datetime) -> Meeting:
    """The meeting that a locked request joins, locked after it."""
    found = find_joint_meeting(request.buyer_id, request.company_id, now=now)
    if found is None:
        raise NothingToJoin
    meeting = locked(Meeting, found.id, *EAGER)
    if meeting.status is not MeetingStatus.SCHEDULED or meeting.slot.ends_at <= now:
        raise NothingToJoin
    if (meeting.buyer_id, meeting.company_id) != (request.buyer_id, request.company_id):
        raise NothingToJoin
    return meeting


def _take_out(meeting: Meeting, request: MeetingRequest) -> None:
    """The next request becomes the first one where that is withdrawn."""
    if meeting.request is request:
        meeting.request = meeting.joined[0]
        request = meeting.joined[0]
    meeting.joined.remove(request)
