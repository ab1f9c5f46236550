"""The machine: each rule is one change that somebody asks for; a small model says which may be refused, and why.

What is refused leaves everything as it was. What the model allows is done, unless one of the reasons that it does not
model stands in the way (`EXCUSED`). A new change is a rule of its own: who asks, what it excuses, and who is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import timedelta
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from forum.core.database import session
from forum.core.errors import Refusal
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import DeclineReason, RequestState
from forum.meetings.errors import NearestOffered
from forum.meetings.queries.boards import get_board
from forum.meetings.rules.answers import other_side
from forum.meetings.service.answers import expire_requests
from tests.builders.life.books import Asked, Books, read_books
from tests.builders.life.laws import Told, ensure_sound, ensure_told
from tests.builders.life.scene import a_scene

T = TypeVar("T")

ANY = st.integers(0, 10**6)
SIDES = st.sampled_from((Side.BUYER, Side.SUPPLIER))
STRAY = st.integers(0, 7).map(lambda number: number == 7)
SENT, UNSCHEDULED = RequestState.SENT, RequestState.UNSCHEDULED
STANDING = {SENT, UNSCHEDULED, RequestState.ACCEPTED, RequestState.DECLINED}
LEFT = {"buyer_left", "supplier_left", "representative_left"}
COMES = {"not_a_representative", "not_a_member", "cancelled_by_desk"}
SLOT = {
    "no_table", "not_at_table", "slot_blocked", "slot_passed", "seat_taken", "table_taken", "meetings_reached",
    "buyer_day_full", "slot_refused", "same_slot",
}  # fmt: skip
EXCUSED = {
    "send": {
        "window_closed", "requirement_not_open", "own_company", "duplicate_request", "decline_stands",
        "open_requests_reached", "meetings_reached", "buyer_full", "no_slot_in_common", "not_found",
        *LEFT, *COMES, *SLOT,
    },
    "invite": {
        "window_closed", "requirement_not_open", "invites_own_company", "already_between", "invitation_declined",
        "nobody_to_invite", "not_found", *LEFT, *SLOT,
    },
    "accept": {"agenda_frozen", "proposal_changed", *LEFT, *COMES, *SLOT},
    "agree": {"agenda_frozen", "proposal_changed", *LEFT, *COMES},
    "counter": {"agenda_frozen", "nothing_proposed", *LEFT, *COMES, *SLOT},
    "edit": {*LEFT, *COMES, *SLOT},
    "decline": set(),
    "withdraw": set(),
    "take_back": set(),
    "reopen": {"requirement_not_open"},
    "move": {"agenda_frozen", *LEFT, *SLOT},
    "cancel": {"agenda_frozen"},
    "leave": {"has_entered", "not_possible_now"},
    "hand over": {"agenda_collides", "buyer_removed", "already_invited"},
    "remove": {"buyer_removed"},
    "part": {"last_admin", "agenda_collides", "not_a_representative", "cancelled_by_desk"},
    "close": {"requirement_not_draft"},
}  # fmt: skip


def to(*sides: Side) -> Told:
    """The same sides are told, whatever changes."""
    return lambda _asked: sides


def pick(listed: Sequence[T], number: int) -> T:
    """One of these."""
    return listed[number % len(listed)]


def differing(before: Books, after: Books) -> list[str]:
    """The parts of the books that differ."""
    return [each.name for each in fields(Books) if getattr(before, each.name) != getattr(after, each.name)]


class Requests(RuleBasedStateMachine):
    """A forum in which everything that can be asked of requests is asked for in any order."""

    @initialize()
    def begin(self) -> None:
        """A forum in which something waits already, and some meet."""
        self.scene = a_scene()
        self.books = read_books(self.scene)
        for number in range(5):
            (self.send if number % 2 else self.invite)(number=number, company=number, slot=number, stray=False)
        for side in (Side.BUYER, Side.SUPPLIER):
            self.accept(number=1, side=side, slot=1, stray=False)

    def act(
        self, name: str, verb: Callable[[], object], *, told: Told, may: bool = True, silent: bool = False
    ) -> Refusal | None:
        """Do it, and look at all that it changed; returns the refusal, after which everything is as it was."""
        refusal = None
        try:
            verb()
        except Refusal as error:
            refusal = error
        after = read_books(self.scene)
        if refusal is None:
            assert may, f"{name} should have been refused"
            ensure_told(self.books, after, self.scene, to=told, silent=silent)
        else:
            assert after == self.books, (
                f"{name} was refused with {refusal.code} and changed {differing(self.books, after)}"
            )
            code = refusal.code.partition(".")[2]
            assert not may or code in EXCUSED[name], f"{name} was refused with {refusal.code}"
        self.books = after
        ensure_sound(after, self.scene)
        return refusal

    # what there is to choose from

    def one(self, number: int, *, stray: bool, may: Callable[[Asked, RequestState], bool]) -> tuple[Asked, bool] | None:
        """A request for which this is allowed, or any one (`stray`); and whether it is."""
        every = list(self.books.asked.values())
        fitting = [each for each in every if may(each, self.books.state(each, self.scene.now))]
        chosen = every if stray or not fitting else fitting
        if not chosen:
            return None
        request = pick(chosen, number)
        return request, request in fitting

    def wanted(self, company_id: int, number: int, *, stray: bool) -> tuple[int, int]:
        """A requirement about which nothing waits between its buyer and a company, or any one; and the buyer."""
        waiting = {
            each.requirement_id
            for each in self.books.asked.values()
            if each.company_id == company_id and self.books.state(each, self.scene.now) in STANDING
        }
        fitting = [id for id, (_, own) in self.books.wanted.items() if id not in waiting and own != company_id]
        chosen = pick(self.scene.requirements if stray or not fitting else fitting, number)
        return chosen, self.books.wanted.get(chosen, (self.scene.buyers[0], 0))[0]

    def slots(self, buyer_id: int, *, stray: bool = False) -> list[int]:
        """The slots of the buyer's hall, or any."""
        own = [slot.slot_id for slot in get_board(buyer_id)]
        return self.scene.slots if stray or not own else own

    def who(self, asked: Asked, side: Side, number: int) -> tuple[int, int | None]:
        """Who asks, and who would come for the company where it says so."""
        if side is Side.BUYER:
            return self.books.buyers[asked.buyer_id], None
        members = sorted(self.books.members[asked.company_id])
        return pick(members, number // 7), pick(members, number)

    def edition(self) -> Edition:
        """The edition as it is stored now."""
        return session().get_one(Edition, self.scene.edition.id)

    # requests and their answers

    @rule(number=ANY, company=ANY, slot=ANY, stray=STRAY)
    def send(self, number: int, company: int, slot: int, stray: bool) -> None:
        """A company asks for a meeting, at an hour or at any."""
        company_id = pick(self.scene.companies, company)
        members = sorted(self.books.members[company_id]) or [self.scene.staff]
        requirement_id, buyer_id = self.wanted(company_id, number, stray=stray)
        person = pick(members, number // 3)
        self.act("send", lambda: service.send_request(
            requirement_id, edition=self.edition(), company_id=company_id, person_id=person,
            preferred_slot_id=pick([None, *self.slots(buyer_id, stray=stray)], slot), reason="Prensa", by=person,
            now=self.scene.now,
        ), told=to(Side.BUYER))  # fmt: skip

    @rule(number=ANY, company=ANY, slot=ANY, stray=STRAY)
    def invite(self, number: int, company: int, slot: int, stray: bool) -> None:
        """A buyer invites a company."""
        company_id = pick(self.scene.companies, company)
        requirement_id, buyer_id = self.wanted(company_id, number, stray=stray)
        by = pick(self.scene.buyers, number) if stray else buyer_id
        self.act("invite", lambda: service.invite_supplier(
            company_id, requirement_id=requirement_id, buyer_id=by, edition=self.edition(),
            preferred_slot_id=pick([None, *self.slots(buyer_id, stray=stray)], slot), reason="Nos interesa",
            by=self.books.buyers[by], now=self.scene.now,
        ), told=to(Side.SUPPLIER))  # fmt: skip

    @rule(number=ANY, side=SIDES, slot=ANY, stray=STRAY)
    def accept(self, number: int, side: Side, slot: int, stray: bool) -> None:
        """The side that is asked accepts with a slot: what a refusal offers instead is free indeed."""
        chosen = self.one(number, stray=stray, may=lambda asked, state: (
            (state is SENT and asked.awaiting is side) or (state is UNSCHEDULED and side is Side.BUYER)
        ))  # fmt: skip
        if chosen is None:
            return
        asked, may = chosen
        slot_id = asked.slot_id if asked.slot_id and slot % 2 else pick(self.slots(asked.buyer_id, stray=stray), slot)
        refusal = self._accept(asked, slot_id, side, number, may=may)
        if isinstance(refusal, NearestOffered) and refusal.nearest and not asked.countered:
            again = pick(list(refusal.nearest), slot).slot_id
            assert self._accept(asked, again, side, number, may=may) is None, "what was offered instead was not free"

    def _accept(self, asked: Asked, slot_id: int, side: Side, number: int, *, may: bool) -> Refusal | None:
        by, person = self.who(asked, side, number)
        return self.act("accept", lambda: service.accept_request(
            asked.id, slot_id=slot_id, side=side, person_id=person, by=by, now=self.scene.now,
        ), told=to(other_side(side)), may=may)  # fmt: skip

    @rule(number=ANY, side=SIDES, stray=STRAY)
    def agree(self, number: int, side: Side, stray: bool) -> None:
        """It accepts, and leaves the slot to the organiser."""
        if chosen := self.one(number, stray=stray, may=lambda asked, state: state is SENT and asked.awaiting is side):
            (asked, may), (by, person) = chosen, self.who(chosen[0], side, number)
            self.act("agree", lambda: service.accept_without_slot(
                asked.id, side=side, person_id=person, by=by, now=self.scene.now
            ), told=to(other_side(side)), may=may)  # fmt: skip

    @rule(number=ANY, side=SIDES, slot=ANY, stray=STRAY)
    def counter(self, number: int, side: Side, slot: int, stray: bool) -> None:
        """It proposes something else."""
        if chosen := self.one(number, stray=stray, may=lambda asked, state: state is SENT and asked.awaiting is side):
            (asked, may), (by, person) = chosen, self.who(chosen[0], side, number)
            at = pick([None, *self.slots(asked.buyer_id, stray=stray)], slot)
            self.act("counter", lambda: service.counter_request(
                asked.id, side=side, slot_id=at, person_id=person, note=f"Nota {number}", by=by, now=self.scene.now,
            ), told=to(other_side(side)), may=may)  # fmt: skip

    @rule(number=ANY, side=SIDES, slot=ANY, stray=STRAY)
    def edit(self, number: int, side: Side, slot: int, stray: bool) -> None:
        """The side that waits corrects what it wrote; the same again is no change."""
        if chosen := self.one(
            number, stray=stray, may=lambda asked, state: state is SENT and asked.awaiting is not side
        ):
            (asked, may), (by, person) = chosen, self.who(chosen[0], side, number)
            at, words = pick([None, *self.slots(asked.buyer_id, stray=stray)], slot), f"Palabras {slot}"
            if number % 3 == 0:
                at, words = asked.slot_id, asked.words[asked.countered]
            self.act("edit", lambda: service.edit_request(
                asked.id, side=side, slot_id=at, person_id=person, reason=words, by=by, now=self.scene.now,
            ), told=to(other_side(side)), may=may)  # fmt: skip

    @rule(number=ANY, side=SIDES, stray=STRAY)
    def take_back(self, number: int, side: Side, stray: bool) -> None:
        """The side that proposed something else takes it back, and has to answer again."""
        if chosen := self.one(
            number,
            stray=stray,
            may=lambda asked, state: state is SENT and asked.countered and asked.awaiting is not side,
        ):
            (asked, may), (by, _) = chosen, self.who(chosen[0], side, number)
            self.act("take_back", lambda: service.take_back_counter(
                asked.id, side=side, by=by, now=self.scene.now
            ), told=to(other_side(side)), may=may)  # fmt: skip

    @rule(number=ANY, side=SIDES, stray=STRAY)
    def decline(self, number: int, side: Side, stray: bool) -> None:
        """It declines, with a reason."""
        if chosen := self.one(number, stray=stray, may=lambda asked, state: (
            (state is SENT and asked.awaiting is side) or (state is UNSCHEDULED and side is Side.BUYER)
        )):  # fmt: skip
            (asked, may), (by, _) = chosen, self.who(chosen[0], side, number)
            self.act("decline", lambda: service.decline_request(
                asked.id, reason=DeclineReason.NO_CAPACITY, note="", side=side, by=by, now=self.scene.now
            ), told=to(other_side(side)), may=may)  # fmt: skip

    @rule(number=ANY, side=SIDES, stray=STRAY)
    def withdraw(self, number: int, side: Side, stray: bool) -> None:
        """Who asked withdraws; the company also what is agreed."""
        if chosen := self.one(number, stray=stray, may=lambda asked, state: (
            (state is SENT and (asked.wished_by is Side.BUYER) is (side is Side.BUYER))
            or (state is UNSCHEDULED and side is Side.SUPPLIER)
        )):  # fmt: skip
            (asked, may), (by, _) = chosen, self.who(chosen[0], side, number)
            self.act("withdraw", lambda: service.withdraw_request(
                asked.id, side=side, by=by, now=self.scene.now
            ), told=to(other_side(side)), may=may)  # fmt: skip

    @rule(number=ANY, stray=STRAY)
    def reopen(self, number: int, stray: bool) -> None:
        """A buyer takes a decline back."""
        if chosen := self.one(
            number, stray=stray, may=lambda asked, state: state == "declined" and asked.awaiting is Side.BUYER
        ):
            asked, may = chosen
            by = self.books.buyers[asked.buyer_id]
            self.act("reopen", lambda: service.reopen_request(asked.id, by=by, now=self.scene.now),
                     told=to(Side.SUPPLIER), may=may)  # fmt: skip

    @rule(hours=st.sampled_from((1, 1, 1, 1, 30, 80)))
    def time_passes(self, hours: int) -> None:
        """Requests expire, and who waited is told once, however often somebody looks."""
        self.scene.now += timedelta(hours=hours)
        for _ in range(2):
            self.act("expire", lambda: expire_requests(now=self.scene.now), told=to())
