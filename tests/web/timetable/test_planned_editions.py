"""Random editions, planned and published twice: the published agenda keeps to every rule."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.enums import PlannedWishes
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.models import Availability, Buyer, Supplier
from forum.matchmaking.queries.participants import EAGER_BUYER
from forum.meetings.enums import DeclineReason, EngagementKind, MeetingStatus, RequestStatus
from forum.meetings.models import Engagement, Meeting, MeetingRequest
from forum.meetings.service import accept_without_slot, add_engagement, decline_request
from forum.scheduling.solver import solve
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier

CAP, SPARE = 4, 1


def a_random_edition(rng: Random) -> Edition:
    """Two halls that share slots on one day only, shared tables, buyers who also sell, blocked slots, many wishes.

    Some people cannot come at some times, and in half of the editions it takes a while to walk to the other hall.
    """
    edition = an_edition(
        supplier_meetings_cap=CAP,
        buyer_spare_slots_per_day=SPARE,
        planned_wishes=rng.choice(list(PlannedWishes)),
        walking_minutes=rng.choice((0, 12)),
    )
    first, second = days_of(edition)
    halls = [a_hall(edition), a_hall(edition)]
    made = {hall.id: slots(hall, first, 5) for hall in halls}
    for hall, minutes in zip(halls, (0, 10), strict=True):
        made[hall.id] += slots(hall, second, 3, minutes=minutes)
    with atomic():
        made[halls[0].id][1].blocked_reason = "Inauguración"
    places = [(hall, table) for hall in halls for table in tables(hall, 2)]
    buyers = [a_buyer(edition, table, at=rng.sample(made[hall.id], 6)) for hall, table in [*places, rng.choice(places)]]
    people: list[Person | None] = [buyers[0].person, buyers[3].person, None, None, None, None]
    suppliers = [a_supplier(edition, person=person) for person in people]
    for _ in range(40):
        ask(rng, rng.choice(buyers), *rng.choice(suppliers))
    for person_id in (buyers[0].person_id, buyers[1].person_id, *(person.id for _supplier, person in suppliers[2:])):
        engage(rng, edition, person_id, rng.choice(list(made.values())))
    return edition


def engage(rng: Random, edition: Edition, person_id: int, among: Sequence[Slot]) -> None:
    slot, now = rng.choice(among), utc_now()
    add_engagement(
        person_id, starts_at=slot.starts_at - timedelta(minutes=rng.randrange(30)), ends_at=slot.ends_at,
        kind=EngagementKind.TALK, note="", edition=edition, by=person_id, now=now,
    )  # fmt: skip


def ask(rng: Random, buyer: Buyer, supplier: Supplier, person: Person) -> None:
    if person.id != buyer.person_id:
        status = rng.choice((RequestStatus.SENT, RequestStatus.ACCEPTED))
        a_request(a_requirement(buyer), supplier, person, status=status)


def planned(edition: Edition, *, replan: bool) -> int:
    now = utc_now()
    plan = plan_for(edition.id, replan=replan, now=now)
    draft = store_draft(plan, timetable=solve(plan.problem, seconds=0.3), by=None, now=now)
    publish_draft(draft.id, by=None, now=now, quietly=True)
    return draft.meetings


def count_valid_meetings(edition: Edition) -> int:
    """Check every rule on the rows alone; return the number of meetings."""
    rows = session().execute(
        select(Meeting, Slot, Buyer, MeetingTable.hall_id)
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .join(MeetingTable, MeetingTable.id == Meeting.table_id)
        .where(Meeting.edition_id == edition.id, Meeting.status == MeetingStatus.SCHEDULED)
    )
    hours = set(session().execute(select(Availability.buyer_id, Availability.slot_id)).tuples())
    busy: defaultdict[tuple[str, int], list[Slot]] = defaultdict(list)
    away: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for each in session().scalars(select(Engagement).where(Engagement.edition_id == edition.id)):
        away[each.person_id].append((each.starts_at, each.ends_at))
    companies: defaultdict[int, int] = defaultdict(int)
    days: defaultdict[tuple[int, int, int], int] = defaultdict(int)
    for meeting, slot, buyer, hall_id in rows:
        assert (buyer.id, slot.id) in hours
        assert (slot.blocked_reason, meeting.table_id, hall_id) == (None, buyer.table_id, slot.hall_id)
        for key in (("person", buyer.person_id), ("person", meeting.person_id), ("table", meeting.table_id)):
            busy[key].append(slot)
        for starts_at, ends_at in away[buyer.person_id] + away[meeting.person_id]:
            assert slot.ends_at <= starts_at or ends_at <= slot.starts_at
        companies[meeting.company_id] += 1
        days[buyer.id, slot.day_id, hall_id] += 1
    for theirs in busy.values():
        for one, other in pairwise(sorted(theirs, key=lambda slot: slot.starts_at)):
            walking = 0 if one.hall_id == other.hall_id else edition.walking_minutes
            assert one.ends_at + timedelta(minutes=walking) <= other.starts_at
    open_slots = (
        session().scalars(select(Slot).where(Slot.edition_id == edition.id, Slot.blocked_reason.is_(None))).all()
    )
    for (_, day_id, hall_id), count in days.items():
        assert count <= sum((slot.day_id, slot.hall_id) == (day_id, hall_id) for slot in open_slots) - SPARE
    assert max(companies.values()) <= CAP
    return sum(companies.values())


@pytest.mark.parametrize("seed", range(4))
def test_a_published_agenda_keeps_to_every_rule(app: Flask, seed: int) -> None:
    rng = Random(seed)
    edition = a_random_edition(rng)
    made = planned(edition, replan=False)
    assert made == count_valid_meetings(edition)
    assert made > 10
    of_edition = select(Buyer).where(Buyer.edition_id == edition.id).options(*EAGER_BUYER).order_by(Buyer.id)
    absent, *others = session().scalars(of_edition).all()
    with atomic():
        absent.accepted_at = None
    for buyer in others:
        ask(rng, buyer, *a_supplier(edition))
    again = planned(edition, replan=True)
    assert again == count_valid_meetings(edition)
    assert planned(edition, replan=False) == count_valid_meetings(edition) >= again


@pytest.mark.parametrize("planned_wishes", PlannedWishes)
def test_what_buyers_said_decides_what_is_planned(app: Flask, planned_wishes: PlannedWishes) -> None:
    now = utc_now()
    edition = an_edition(buyer_spare_slots_per_day=0, planned_wishes=planned_wishes)
    hall = a_hall(edition)
    buyer = a_buyer(edition, tables(hall)[0], at=slots(hall, days_of(edition)[0], 4))
    accepted, declined, again, unanswered = (a_request(a_requirement(buyer), *a_supplier(edition)) for _ in range(4))
    accept_without_slot(accepted.id, by=buyer.person_id, now=now)
    for request in (declined, again):
        decline_request(request.id, reason=DeclineReason.NO_CAPACITY, note="", by=buyer.person_id, now=now)
    with atomic() as current:  # as an older version allowed
        current.add(copy_of(again, RequestStatus.SENT))
    planned(edition, replan=False)
    made = session().execute(
        select(MeetingRequest.id, MeetingRequest.status)
        .join(Meeting, Meeting.request_id == MeetingRequest.id)
        .order_by(MeetingRequest.id)
    )
    also = [(unanswered.id, RequestStatus.SCHEDULED)] if planned_wishes is PlannedWishes.ALL else []
    assert list(made.tuples()) == [(accepted.id, RequestStatus.ACCEPTED), *also]


def copy_of(request: MeetingRequest, status: RequestStatus) -> MeetingRequest:
    kept = ("edition_id", "requirement_id", "buyer_id", "company_id", "person_id", "reason", "sent_at", "expires_at")
    return MeetingRequest(status=status, **{name: getattr(request, name) for name in kept})
