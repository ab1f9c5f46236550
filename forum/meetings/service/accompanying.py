"""People of a company who come along to what a colleague asked for: they join the request, and later its meeting.

Two of one company need not ask the same buyer twice. Whether each of them may come is seen once there is an hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forum.accounts.models import Person
from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.meetings.enums import RequestChange
from forum.meetings.errors.companions import CompanionRefused, CompanionsReached
from forum.meetings.models import Meeting, MeetingRequest, RequestCompanion, RequestEvent
from forum.meetings.notices import notify_absent, notify_accompanying, notify_seated
from forum.meetings.queries.accompanying import WOULD_COME, WouldCome, list_accompanied_requests
from forum.meetings.queries.requests import EAGER
from forum.meetings.rules.companions import ensure_accompanied, ensure_may_accompany
from forum.meetings.service.companions import seat_companion
from forum.meetings.service.seating import lock_sides
from forum.meetings.service.steps import get_representative, state_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Who of those who had joined a request comes to its meeting, and who does not, with the refusal."""

    meeting: Meeting
    came: list[Person] = field(default_factory=list)
    absent: list[tuple[Person, CompanionRefused | CompanionsReached]] = field(default_factory=list)


def accompany_request(request_id: int, *, person_id: int, side: Side, by: int, now: datetime) -> Person:
    """Let somebody of the company come along, once the request becomes a meeting; who would come is told.

    The staff does it for them (`Side.ORGANISER`). Who had joined already still does.

    Raises:
        NotFound: there is no such request.
        NotAMember, NotARepresentative: this person does not act for the company.
        NothingToAccompany, AlreadyNamed, NobodyBesides, CompanionsReached: they cannot join.
        SidesChanged: somebody else joined meanwhile.
    """
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER, coming=person_id)
        buyer_person_id, by_staff = request.buyer.person_id, side is Side.ORGANISER
        person = get_representative(
            request.company_id, person_id, buyer_person_id=buyer_person_id, by=by, by_staff=by_staff
        )
        if _find(request, person_id) is not None:
            return person
        edition, besides = get_edition(request.edition_id), {each.person_id for each in request.companions}
        ensure_may_accompany(
            state_now(request, now=now),
            who=person.full_name,
            is_named=person_id == request.person_id,
            joined=len(besides - {request.person_id}),
            most=edition.companions_per_side,
        )
        request.companions.append(RequestCompanion(person=person, person_id=person.id, joined_at=now))
        _record(request, RequestChange.COMPANION_ADDED, person.id, by=by, now=now)
        notify_accompanying(request, edition, person=person, comes=True, by=by, now=now)
        return person


def stop_accompanying(request_id: int, *, person_id: int, by: int, now: datetime) -> None:
    """Let somebody who had joined a request not come along after all; nothing changes for whoever had not.

    Raises:
        NotFound: there is no such request.
        NothingToAccompany: it has a meeting, or has ended.
    """
    with atomic():
        request = locked(MeetingRequest, request_id, *EAGER, *WOULD_COME)
        ensure_accompanied(state_now(request, now=now))
        companion = _find(request, person_id)
        if companion is None:
            return
        request.companions.remove(companion)
        _record(request, RequestChange.COMPANION_REMOVED, person_id, by=by, now=now)
        edition = get_edition(request.edition_id)
        notify_accompanying(request, edition, person=companion.person, comes=False, by=by, now=now)


def take_off_requests(
    person_id: int, *, edition_id: int, company_id: int | None = None, by: int | None, now: datetime
) -> None:
    """Take somebody who does not attend any more, or left this company, off all that colleagues asked for.

    Their registration or company is locked, and so nobody is making a meeting with them.
    """
    with atomic() as current:
        for each in list_accompanied_requests(person_id, edition_id=edition_id, company_id=company_id):
            request = current.get_one(MeetingRequest, each.request_id)
            current.delete(each)
            _record(request, RequestChange.COMPANION_REMOVED, person_id, by=by, now=now)


def seat_joined(
    meeting: Meeting,
    joined: Sequence[RequestCompanion | WouldCome],
    edition: Edition,
    *,
    side: Side,
    by: int | None,
    now: datetime,
) -> Seated:
    """Let those who had joined a request come to its meeting, in their order; they and the meeting are locked.

    Who cannot is written down with the request. Nobody is told: that is another step.
    """
    seated = Seated(meeting=meeting)
    for each in joined:
        if meeting.comes(each.person_id):
            continue
        try:
            seat_companion(meeting, each.person, edition, of=Side.SUPPLIER, side=side, by=by, now=now)
        except (CompanionRefused, CompanionsReached) as refusal:
            seated.absent.append((each.person, refusal))
            request = session().get_one(MeetingRequest, each.request_id)
            _record(request, RequestChange.COMPANION_ABSENT, each.person_id, by=by, now=now)
        else:
            seated.came.append(each.person)
    return seated


def bring_joined(
    meeting: Meeting, joined: Sequence[RequestCompanion], edition: Edition, *, side: Side, by: int, now: datetime
) -> None:
    """The same, and each of them is told whether they come."""
    seated = seat_joined(meeting, joined, edition, side=side, by=by, now=now)
    for person in seated.came:
        notify_seated(meeting, edition, person=person, by=by, now=now)
    tell_absent(seated, edition, now=now)


def tell_absent(seated: Seated, edition: Edition, *, now: datetime) -> None:
    """Tell those who had joined a request and do not come to its meeting why."""
    for person, refusal in seated.absent:
        notify_absent(seated.meeting, edition, person=person, why=type(refusal).__name__, now=now)


def _find(request: MeetingRequest, person_id: int) -> RequestCompanion | None:
    return next((each for each in request.companions if each.person_id == person_id), None)


def _record(request: MeetingRequest, change: RequestChange, person_id: int, *, by: int | None, now: datetime) -> None:
    detail = {"person_id": person_id}
    record(RequestEvent(request_id=request.id, status=request.status, change=change, detail=detail), by=by, now=now)
