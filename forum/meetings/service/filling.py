"""The co-ordinator fills free places from the waiting lists alone: who gets which is shown first, then done at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, locked, session
from forum.core.i18n import N_
from forum.core.shown import digest_of_shown
from forum.editions.models import Edition, Slot
from forum.matchmaking.enums import Side
from forum.meetings.enums import RequestStatus
from forum.meetings.errors.clearing import NothingToFill, PlanChanged
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.notices import notify_filled, placed
from forum.meetings.queries.accompanying import WOULD_COME
from forum.meetings.queries.boards import get_board, list_busy_times
from forum.meetings.queries.participation import get_participation
from forum.meetings.queries.requests import EAGER
from forum.meetings.queries.topics import find_joint_meeting
from forum.meetings.queries.waitlist import list_open_offers, list_waiting_lists, list_waitlisted, read_line
from forum.meetings.rules.clearing import Limits
from forum.meetings.rules.filling import InLine, fill_places
from forum.meetings.service.accompanying import bring_joined
from forum.meetings.service.scheduling import schedule
from forum.meetings.service.steps import close, let_come
from forum.registration.service import lock_registration_of

MOST = 200
FILLED = N_("La coordinación de citas le dio un lugar libre, por orden de espera.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A request that waits, the place it gets, and who comes for the company."""

    request: MeetingRequest
    slot: Slot
    comes: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class FillPlan:
    """Who of those who wait would get which place; `waiting`: how many wait in all."""

    filled: Sequence[Filled]
    waiting: int

    @property
    def told(self) -> int:
        """Number of people who get a mail: who meets, and who would come besides."""
        return len({person_id for each in self.filled for person_id in (each.request.buyer.person_id, each.comes.id)})

    @property
    def digest(self) -> str:
        """What the plan says, in a few characters: who confirms it confirms exactly this."""
        return digest_of_shown(sorted((each.request.id, each.slot.id, each.comes.id) for each in self.filled))


def plan_filling(*, edition: Edition, now: datetime) -> FillPlan:
    """Who would get which free place, in order of joining the lists; no meeting moves, and offers are kept."""
    line: list[tuple[MeetingRequest, InLine]] = []
    meetings: dict[int, int] = {}
    waiting = 0
    for listed in list_waiting_lists(edition.id, now=now):
        waitlisted = list_waitlisted(listed.buyer_id)
        waiting += len(waitlisted)
        line += _could_get(waitlisted, edition, meetings, now=now)
    line.sort(key=lambda each: (each[0].waitlisted_at or now, each[0].id))
    requests = {request.id: request for request, _in_line in line}
    people = {person_id for _request, each in line for person_id in (each.buyer_person_id, *each.person_ids)}
    found = fill_places(
        [in_line for _request, in_line in line],
        {buyer_id: get_board(buyer_id) for buyer_id in {in_line.buyer_id for _request, in_line in line}},
        list_busy_times(edition.id, person_ids=people) if people else [],
        meetings=meetings,
        cap=edition.supplier_meetings_cap,
        offered={(each.request.buyer_id, each.slot_id) for each in list_open_offers(edition_id=edition.id)},
        limits=Limits(spare=edition.buyer_spare_slots_per_day, walking=edition.walking_minutes, now=now),
    )
    filled = [
        Filled(
            request=requests[request_id],
            slot=session().get_one(Slot, given.slot_id),
            comes=session().get_one(Person, given.person_id),
        )
        for request_id, given in list(found.items())[:MOST]
    ]
    return FillPlan(filled=filled, waiting=waiting)


def _could_get(
    waitlisted: Sequence[MeetingRequest], edition: Edition, meetings: dict[int, int], *, now: datetime
) -> list[tuple[MeetingRequest, InLine]]:
    """Those of a buyer's list who could get a place: approved, without an offer, and without a meeting with them."""
    if not waitlisted:
        return []
    buyer, first = waitlisted[0].buyer, waitlisted[0]
    if not get_participation(buyer, first.company, first.person).buyer_takes_part:
        return []
    found = []
    line = read_line(buyer, edition, waitlisted, now=now)
    for request, each in zip(waitlisted, line.waiting, strict=True):
        meetings[each.company_id] = each.meetings
        if not each.is_approved or each.has_offer or not each.person_ids:
            continue
        if find_joint_meeting(buyer.id, request.company_id, now=now) is not None:
            continue
        in_line = InLine(
            request_id=request.id,
            buyer_id=buyer.id,
            buyer_person_id=buyer.person_id,
            company_id=request.company_id,
            person_ids=each.person_ids,
            named_id=request.person_id,
            preferred_slot_id=request.preferred_slot_id,
        )
        found.append((request, in_line))
    return found


def fill(*, digest: str, edition: Edition, by: int, now: datetime) -> FillPlan:
    """Give the places that were shown, all or none, and tell everybody in one mail each.

    Raises:
        NothingToFill: nobody who waits could get a place.
        PlanChanged: what would happen is not what was shown any more.
        BuyerLeft, SupplierLeft, RepresentativeLeft, SeatTaken, TableTaken, CategoryFull: somebody cannot meet.
    """
    with atomic():
        _lock(plan_filling(edition=edition, now=now), edition)
        plan = plan_filling(edition=edition, now=now)
        if plan.digest != digest:
            raise PlanChanged
        if not plan.filled:
            raise NothingToFill
        made = [_schedule(each, edition, by=by, now=now) for each in plan.filled]
        for person, places in _news(made):
            notify_filled(person, edition, places, by=by, now=now)
        return plan


def _lock(plan: FillPlan, edition: Edition) -> None:
    """Lock all that the plan rests on, in the order of the house."""
    requests = [each.request for each in plan.filled]
    comes = sorted({each.comes.id for each in plan.filled})
    lock_rows(Company, {each.company_id for each in requests})
    lock_rows(Person, {each.buyer.person_id for each in requests} | set(comes))
    for person_id in comes:
        lock_registration_of(person_id, edition_id=edition.id)
    lock_rows(MeetingRequest, {each.id for each in requests})


def _schedule(each: Filled, edition: Edition, *, by: int, now: datetime) -> Meeting:
    request = locked(MeetingRequest, each.request.id, *EAGER, *WOULD_COME)
    joined = list(request.companions)
    let_come(request, each.comes.id, by=by, by_staff=True, now=now)
    meeting = schedule(request, slot_id=each.slot.id, edition=edition, side=Side.ORGANISER, by=by, now=now)
    agreed = request.status is RequestStatus.ACCEPTED
    close(request, RequestStatus.ACCEPTED if agreed else RequestStatus.SCHEDULED, by=by, now=now, note=FILLED)
    bring_joined(meeting, joined, edition, side=Side.ORGANISER, by=by, now=now)
    return meeting


def _news(made: Sequence[Meeting]) -> list[tuple[Person, list[Mapping[str, Any]]]]:
    """What each person reads, in one mail: every new meeting of theirs."""
    people: dict[int, Person] = {}
    news: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for meeting in made:
        for person in (meeting.buyer.person, meeting.person):
            people[person.id] = person
            news[person.id].append(placed(meeting, person.id))
    return [(people[person_id], said) for person_id, said in news.items()]
