"""What becomes of meetings, of those who leave, and of what they wanted: the rest of the machine."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import select

from forum.companies.models import Membership
from forum.companies.service import Leaving, remove_member
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.core.names import PersonName
from forum.editions.models import Edition
from forum.matchmaking.enums import RequirementStatus, Side
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import get_buyer
from forum.matchmaking.service import Guest, close_requirement
from forum.meetings import service
from forum.meetings.enums import Colliding, MeetingStatus
from forum.meetings.errors import NearestOffered
from forum.meetings.rules.answers import other_side
from forum.registration.service import cancel_own
from tests.builders.life.books import Met, read_books
from tests.builders.life.laws import Told
from tests.builders.life.requests import ANY, Requests, pick, to
from tests.builders.meetings import a_requirement

SELDOM = st.integers(0, 9)


class Life(Requests):
    """A forum in which everything is asked for in any order."""

    def meeting(self, number: int) -> tuple[Met, bool] | None:
        """A meeting, more often a scheduled one."""
        every = list(self.books.met.values())
        scheduled = [each for each in every if each.status is MeetingStatus.SCHEDULED]
        chosen = scheduled if scheduled and number % 4 else every
        return (pick(chosen, number), pick(chosen, number) in scheduled) if chosen else None

    def person(self, side: Side, met: Met, number: int) -> int:
        """Who changes a meeting."""
        if side is Side.ORGANISER:
            return self.scene.staff
        members = sorted(self.books.members[met.company_id]) or [met.person_id]
        return self.books.buyers[met.buyer_id] if side is Side.BUYER else pick(members, number)

    @precondition(lambda self: bool(self.books.met))
    @rule(number=ANY, side=st.sampled_from(Side), slot=ANY)
    def move(self, number: int, side: Side, slot: int) -> None:
        """A meeting moves to another slot; what a refusal offers instead is free indeed."""
        if chosen := self.meeting(number):
            slot_id = pick(self.slots(chosen[0].buyer_id, stray=slot % 9 == 0), slot)
            refusal = self._move(*chosen, side, slot_id, number)
            if isinstance(refusal, NearestOffered) and refusal.nearest:
                again = pick(list(refusal.nearest), slot).slot_id
                assert self._move(*chosen, side, again, number) is None, "what was offered instead was not free"

    def _move(self, met: Met, may: bool, side: Side, slot_id: int, number: int) -> Refusal | None:
        by = self.person(side, met, number)
        told = to(Side.BUYER, Side.SUPPLIER) if side is Side.ORGANISER else to(other_side(side))
        return self.act("move", lambda: service.move_meeting(
            met.id, slot_id=slot_id, side=side, by=by, now=self.scene.now
        ), told=told, may=may)  # fmt: skip

    @precondition(lambda self: bool(self.books.met))
    @rule(number=ANY, side=st.sampled_from(Side))
    def cancel(self, number: int, side: Side) -> None:
        """A meeting is cancelled."""
        if chosen := self.meeting(number):
            (met, may), by = chosen, self.person(side, chosen[0], number)
            told = to(Side.BUYER, Side.SUPPLIER) if side is Side.ORGANISER else to(other_side(side))
            self.act("cancel", lambda: service.cancel_meeting(
                met.id, reason="Viaja", side=side, by=by, now=self.scene.now
            ), told=told, may=may)  # fmt: skip

    # what the organiser does, and who leaves: seldom, or nothing would be left to happen

    @rule(chance=SELDOM)
    def freeze(self, chance: int) -> None:
        """The agenda is frozen; much more often it is open again."""
        with atomic() as current:
            edition = current.get_one(Edition, self.scene.edition.id)
            edition.freeze_at = self.scene.now if chance == 0 else edition.requests_close_at

    @rule(number=ANY, chance=SELDOM)
    def close(self, number: int, chance: int) -> None:
        """A requirement is closed, and another one written."""
        requirement_id = pick(self.scene.requirements, number)
        if chance:
            return
        self.act("close", lambda: close_requirement(requirement_id, by=None, now=self.scene.now),
                 told=to(Side.SUPPLIER))  # fmt: skip
        buyer = get_buyer(pick(self.scene.buyers, number), edition_id=self.scene.edition.id)
        if buyer.accepted_at is not None:
            self.scene.requirements.append(a_requirement(buyer, status=RequirementStatus.PUBLISHED).id)
            self.books = read_books(self.scene)

    @rule(number=ANY, chance=SELDOM)
    def hand_over(self, number: int, chance: int) -> None:
        """A buyer's agenda goes to a colleague: to the other buyer of the company, or to somebody new."""
        if chance > 1:
            return
        buyer_id, self.scene.names = pick(self.scene.buyers, number), self.scene.names + 1
        email = f"nueva{self.scene.names}-{self.scene.edition.id}@example.mx"
        company = session().get_one(Buyer, buyer_id).company_id
        colleagues = session().scalars(select(Buyer.id).where(
            Buyer.company_id == company, Buyer.edition_id == self.scene.edition.id, Buyer.id != buyer_id,
            Buyer.removed_at.is_(None),
        )).all()  # fmt: skip
        guest = Guest(email=email, name=PersonName("Sofía", "Ríos"), language="es")
        inherits = service.Successor(buyer_id=colleagues[0]) if colleagues else service.Successor(guest=guest)
        terms = service.Terms(
            reason="Cambio", keeps_badge=number % 2 == 0, colliding=pick(list(Colliding), number // 2)
        )
        self.act("hand over", lambda: self._learn(service.hand_over_buyer(
            buyer_id, to=inherits, terms=terms, edition=self.edition(), by=self.scene.staff, now=self.scene.now
        )), told=to(Side.SUPPLIER), silent=True)  # fmt: skip

    def _learn(self, successor: Buyer) -> None:
        self.scene.email[successor.person_id] = successor.person.email
        if successor.id not in self.scene.buyers:
            self.scene.buyers.append(successor.id)

    @rule(number=ANY, chance=SELDOM)
    def remove(self, number: int, chance: int) -> None:
        """The organiser removes a buyer: each supplier is told, and what was agreed ends."""
        if chance == 0:
            self.act("remove", lambda: service.remove_buyer(
                pick(self.scene.buyers, number), reason="Cerró", keeps_badge=number % 2 == 0, edition=self.edition(),
                by=self.scene.staff, now=self.scene.now,
            ), told=to(Side.SUPPLIER))  # fmt: skip

    @rule(number=ANY, chance=SELDOM)
    def stay_away(self, number: int, chance: int) -> None:
        """Somebody cancels their registration: the other side of each request and meeting is told."""
        if chance == 0:
            registration_id = pick(self.scene.registrations, number)
            person_id = self.scene.attends[registration_id]
            self.act("leave", lambda: cancel_own(registration_id, now=self.scene.now), told=self._across(person_id))

    def _across(self, person_id: int) -> Told:
        return lambda asked: (Side.SUPPLIER if self.books.buyers[asked.buyer_id] == person_id else Side.BUYER,)

    @rule(number=ANY, chance=SELDOM)
    def part(self, number: int, chance: int) -> None:
        """Somebody leaves a company, with or without a colleague who comes instead."""
        if chance > 1:
            return
        company_id = pick(self.scene.companies, number)
        members = sorted(self.books.members[company_id])
        if len(members) < 2:
            return
        who, other = (members[0], members[1]) if number // 3 % 2 else (members[1], members[0])
        membership = session().scalars(select(Membership.id).where(Membership.person_id == who)).one()
        leaving = Leaving(successor_id=other if number // 6 % 2 else None, cancels_colliding=number // 12 % 2 == 0)
        self.act("part", lambda: remove_member(
            membership, company_id=company_id, leaving=leaving, by=other, now=self.scene.now
        ), told=to(Side.BUYER), silent=True)  # fmt: skip
