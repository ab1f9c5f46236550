"""Any sequence of what the floor desk does keeps the laws of meetings and seats (FORO_EXAMPLES: how many are tried)."""

import os
from collections import Counter
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.errors import Refusal
from forum.editions.models import Edition, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings import service
from forum.meetings.enums import Absent, Arrival, MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, PersonSeat, TableSeat
from forum.meetings.service import accept_request
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories

EXAMPLES = int(os.environ.get("FORO_EXAMPLES", "7"))
ACTS = ("arrive", "hold", "miss", "undo", "refill", "call", "confirm", "move", "swap", "cancel", "wait")
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 999))


class Floor:
    """Two tables and three hours; three meetings, and two companies that wait for each buyer."""

    def __init__(self) -> None:
        self.edition = an_edition(buyer_spare_slots_per_day=0)
        attendee_categories(self.edition)
        hall = a_hall(self.edition)
        self.slots: list[Slot] = slots(hall, days_of(self.edition)[0], 3)
        two = tables(hall, 2)
        self.buyers: list[Buyer] = [a_buyer(self.edition, table, at=self.slots) for table in two]
        self.suppliers = [a_supplier(self.edition) for _ in range(3)]
        self.now = self.slots[0].starts_at
        for number, (buyer, slot) in enumerate([(0, 0), (1, 0), (0, 1)]):
            request = a_request(a_requirement(self.buyers[buyer]), *self.suppliers[number])
            accept_request(request.id, slot_id=self.slots[slot].id, by=self.buyers[buyer].person_id, now=utc_now())
        for buyer_of in self.buyers:
            for party in self.suppliers[1:]:
                values = {"status": RequestStatus.WAITLISTED, "waitlisted_at": utc_now()}
                a_request(a_requirement(buyer_of), *party, **values)
        self.by: Person = self.suppliers[0][1]

    def meetings(self) -> list[Meeting]:
        return list(
            session().scalars(select(Meeting).where(Meeting.edition_id == self.edition.id).order_by(Meeting.id))
        )

    def do(self, act: str, number: int) -> None:
        """One act; a refusal changes nothing."""
        every = [each.id for each in self.meetings()]
        id, who = every[number % len(every)], {"by": self.by.id, "now": self.now}
        side = (Side.BUYER, Side.SUPPLIER)[number % 2]
        verbs: dict[str, Any] = {
            "arrive": lambda: service.note_arrival(id, of=[side], how=Arrival.BADGE, **who),
            "hold": lambda: service.note_arrival(id, of=(Side.BUYER, Side.SUPPLIER), how=Arrival.DESK, **who),
            "miss": lambda: service.miss_meeting(id, absent=list(Absent)[number % 3], **who),
            "undo": lambda: service.take_back_mark(id, **who),
            "refill": lambda: self._refill(id, number),
            "call": lambda: service.call_missing(id, **who),
            "confirm": lambda: service.confirm_meeting(id, of=side, **who),
            "move": lambda: service.move_meeting(id, slot_id=self.slots[number % 3].id, side=Side.ORGANISER, **who),
            "swap": lambda: service.swap_meetings(id, every[(number // 7) % len(every)], **who),
            "cancel": lambda: service.cancel_meeting(id, reason="Viaja", side=Side.ORGANISER, **who),
        }
        if act == "wait":
            self.now += timedelta(minutes=number % 9)
            return
        before = self.books()
        try:
            verbs[act]()
        except Refusal:
            session().rollback()
            assert self.books() == before, f"a refused {act} changed something"
        self.ensure_sound()

    def _refill(self, id: int, number: int) -> None:
        here = select(MeetingRequest).where(MeetingRequest.edition_id == self.edition.id)
        waiting = list(session().scalars(here.where(MeetingRequest.waitlisted_at.is_not(None))))
        if waiting:
            chosen = waiting[number % len(waiting)]
            edition = session().get_one(Edition, self.edition.id)
            values = {"edition": edition, "by": self.by.id, "now": self.now}
            service.refill_meeting(id, request_id=chosen.id, person_id=chosen.person_id, **values)

    def books(self) -> tuple[Any, ...]:
        """Every meeting with its marks, and how many events and absences there are."""
        session().rollback()
        session().expire_all()
        met = [
            (each.id, each.status, each.slot_id, each.table_id, each.held_at, each.absent) for each in self.meetings()
        ]
        events = session().scalar(select(func.count()).select_from(MeetingEvent))
        absences = list(session().scalars(select(Supplier.absences).order_by(Supplier.id)))
        return met, events, absences

    def ensure_sound(self) -> None:
        """Seats are those of the scheduled meetings, nobody sits twice, absences are those that were written down."""
        session().rollback()
        session().expire_all()
        people = {each.id: each.person_id for each in session().scalars(select(Buyer))}
        met = self.meetings()
        standing = [each for each in met if each.status is MeetingStatus.SCHEDULED]
        ids = [each.id for each in met]
        seated = select(PersonSeat.person_id, PersonSeat.slot_id).where(PersonSeat.meeting_id.in_(ids))
        seats = Counter(session().execute(seated).tuples())
        expected = [(who, each.slot_id) for each in standing for who in (people[each.buyer_id], each.person_id)]
        assert seats == Counter(expected)
        assert max(seats.values(), default=1) == 1
        taken = select(TableSeat.table_id, TableSeat.slot_id).where(TableSeat.meeting_id.in_(ids))
        at = Counter(session().execute(taken).tuples())
        assert at == Counter((each.table_id, each.slot_id) for each in standing)
        missed = Counter(each.company_id for each in met if each.absent is Absent.SUPPLIER)
        for supplier, _person in self.suppliers:
            assert session().get_one(Supplier, supplier.id).absences == missed[supplier.company_id]
        for each in met:
            assert (each.absent is not None) == (each.status is MeetingStatus.MISSED) == (each.missed_at is not None)
            assert each.held_at is None or each.status is MeetingStatus.SCHEDULED
            both_here = each.buyer_arrived_at is not None and each.supplier_arrived_at is not None
            assert each.held_at is None or both_here


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)
@given(steps=st.lists(STEP, min_size=25, max_size=50))
def test_whatever_the_desk_does_seats_and_meetings_agree(app: Flask, steps: list[tuple[str, int]]) -> None:
    floor = Floor()
    for act, number in steps:
        floor.do(act, number)
