"""Why a place of the board is empty, and who could be met there; it changes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forum.editions.models import Edition
from forum.matchmaking.models import Buyer
from forum.meetings.enums import BoardRows, EmptyWhy
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.boards import get_board, list_busy_times_of_all
from forum.meetings.queries.empty import (
    list_approved_ids,
    list_buyers_of_row,
    list_pairs_that_meet,
    list_requests_of_buyers,
    list_requests_of_person,
)
from forum.meetings.queries.states import get_states
from forum.meetings.rules.board import BoardSlot, BusyTime, overlaps, seat_facts
from forum.meetings.rules.empty import BEYOND, BOOKABLE, OVER, Hope, sorted_out, why_of_buyer
from forum.meetings.rules.seats import SeatFacts
from forum.meetings.service.seating import sitting_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A request that could be met in a place, in which slot; `is_beyond`: beyond the limits of its buyer.

    `missing`: the names of those who would come besides and cannot then.
    """

    request: MeetingRequest
    slot_id: int
    is_beyond: bool
    missing: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyPlace:
    """Why a place is empty (of its buyers, by buyer), who could be met there, and how many could not, by reason."""

    buyers: Mapping[Buyer, EmptyWhy | None] = field(default_factory=dict)
    could: Sequence[Candidate] = ()
    counts: Mapping[EmptyWhy, int] = field(default_factory=dict)


def explain_place(
    kind: BoardRows, ids: tuple[int, int], starts_at: datetime, *, edition: Edition, now: datetime
) -> EmptyPlace:
    """Why a row has no meeting at a time. `ids`: the numbers of its key, those of a table, a person, or company and
    person."""
    if kind is BoardRows.SUPPLIERS:
        requests = list_requests_of_person(*ids, edition_id=edition.id)
        buyers: Sequence[Buyer] = list({each.buyer_id: each.buyer for each in requests}.values())
    else:
        buyers = list_buyers_of_row(kind, ids[0], edition_id=edition.id)
        requests = list_requests_of_buyers([each.id for each in buyers])
    asked = _Asked(buyers, requests, starts_at, edition, now)
    found = asked.explained()
    return EmptyPlace(buyers={} if kind is BoardRows.SUPPLIERS else asked.whys, could=found.could, counts=found.counts)


class _Asked:
    """A time, the buyers and the requests in question, and when all of them are busy."""

    def __init__(
        self,
        buyers: Sequence[Buyer],
        requests: Sequence[MeetingRequest],
        starts_at: datetime,
        edition: Edition,
        now: datetime,
    ) -> None:
        self.requests, self.edition, self.now = requests, edition, now
        people = {each.person_id for each in buyers} | {each.person_id for each in requests}
        people |= {one.person_id for each in requests for one in each.companions}
        companies = {each.company_id for each in requests}
        self.busy = list_busy_times_of_all(edition.id, person_ids=people, company_ids=companies)
        self.boards = {each.id: get_board(each.id) for each in buyers}
        self.slots = {id: _slot_at(board, starts_at) for id, board in self.boards.items()}
        self.whys = {each: self._why(each) for each in buyers}
        self.why_by_id = {each.id: why for each, why in self.whys.items()}

    def explained(self) -> EmptyPlace:
        """Who could be met, and how many could not, by reason."""
        states = get_states(self.requests, now=self.now)
        without = [each for each in self.requests if states[each.id] in BOOKABLE or states[each.id] in OVER]
        known = {each.id: each for each in without if self.slots.get(each.buyer_id) is not None}
        meet = list_pairs_that_meet({each.buyer_id for each in known.values()})
        approved = list_approved_ids({each.company_id for each in known.values()}, edition_id=self.edition.id)
        hopes = [
            Hope(
                request_id=each.id,
                state=states[each.id],
                waits_since=each.waitlisted_at,
                is_approved=each.company_id in approved,
                facts=None if (each.buyer_id, each.company_id) in meet else self._facts_of(each),
                buyer_why=self.why_by_id[each.buyer_id],
            )
            for each in known.values()
        ]
        could, counts = sorted_out(hopes, now=self.now)
        return EmptyPlace(could=[self._candidate(known[each.request_id]) for each in could], counts=counts)

    def _why(self, buyer: Buyer) -> EmptyWhy | None:
        slot = self.slots[buyer.id]
        if slot is None:
            return EmptyWhy.BUYER_HOURS
        sitting = sitting_of(buyer, buyer.person, self.edition, slot_id=slot.slot_id, company_id=0)
        facts = seat_facts(sitting, slot, self.boards[buyer.id], self._busy_of({buyer.person_id}), table_number=0)
        return why_of_buyer(facts, now=self.now)

    def _facts_of(self, request: MeetingRequest) -> SeatFacts | None:
        slot = self.slots[request.buyer_id]
        if slot is None:
            return None
        company_id = request.company_id
        sitting = sitting_of(request.buyer, request.person, self.edition, slot_id=slot.slot_id, company_id=company_id)
        theirs = self._busy_of({request.buyer.person_id, request.person_id}, request.company_id)
        return seat_facts(sitting, slot, self.boards[request.buyer_id], theirs, table_number=0)

    def _candidate(self, request: MeetingRequest) -> Candidate:
        slot = self.slots[request.buyer_id]
        assert slot is not None
        missing = [one.person.full_name for one in request.companions if self._is_busy(one.person_id, slot)]
        is_beyond = self.why_by_id[request.buyer_id] in BEYOND
        return Candidate(request=request, slot_id=slot.slot_id, is_beyond=is_beyond, missing=missing)

    def _busy_of(self, person_ids: Collection[int], company_id: int | None = None) -> list[BusyTime]:
        return [
            each
            for each in self.busy
            if each.person_id in person_ids or (company_id is not None and each.company_id == company_id)
        ]

    def _is_busy(self, person_id: int, slot: BoardSlot) -> bool:
        return any(overlaps(slot, each) for each in self._busy_of({person_id}))


def _slot_at(board: Iterable[BoardSlot], starts_at: datetime) -> BoardSlot | None:
    return next((each for each in board if each.starts_at == starts_at), None)
