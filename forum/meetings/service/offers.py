"""Slots offered to those who wait for a buyer: made by hand or by the program, taken, declined, taken back.

An offer holds no seat: whoever takes the slot first has it. A request is locked before what is offered to it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from forum.accounts.models import Person
from forum.core.database import atomic, locked, locked_all, on_commit, refusing, session
from forum.core.history import record
from forum.editions.models import Edition, Slot
from forum.editions.queries import get_edition
from forum.editions.rules.frame import to_local
from forum.jobs import soon
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.participants import get_buyer, list_representatives
from forum.meetings.enums import OfferKind, OfferStatus, RequestChange, RequestStatus
from forum.meetings.errors import BuyerDayFull, MeetingsReached, SlotRefused
from forum.meetings.errors.waitlist import CannotBeOffered, NobodyChosen, NotOnWaitingList, OfferGone
from forum.meetings.models import Meeting, MeetingRequest, RequestEvent, SlotOffer
from forum.meetings.notices import notify_meeting, notify_offer
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.requests import EAGER
from forum.meetings.queries.waitlist import EAGER_OFFER, find_request_id_of, is_on_list, list_waitlisted, read_line
from forum.meetings.rules.requests import ensure_not_frozen
from forum.meetings.rules.waitlist import Line, ensure_offer_open, find_obstacle, offer_end
from forum.meetings.service.accompanying import bring_joined
from forum.meetings.service.answers import withdraw_request
from forum.meetings.service.freeing import KEEP_OFFERS, keep_place
from forum.meetings.service.scheduling import schedule
from forum.meetings.service.seating import lock_sides
from forum.meetings.service.steps import close, let_come, locked_request


def offer_slot(
    buyer_id: int,
    *,
    slot_id: int,
    request_ids: Collection[int],
    edition: Edition,
    side: Side,
    by: int,
    now: datetime,
) -> Sequence[SlotOffer]:
    """Offer a free slot of a buyer to some who wait: the first to accept has it, the others keep their place.

    Raises:
        NobodyChosen, NotFound: there is nobody to offer it to, or no such buyer or request.
        AgendaFrozen: after the freeze only the staff offers slots.
        SlotRefused: the buyer cannot give it.
        NotOnWaitingList, CannotBeOffered: one of them does not wait any more, or cannot take it now.
    """
    ensure_not_frozen(get_deadlines(edition), side=side, now=now)
    if not request_ids:
        raise NobodyChosen
    with atomic():
        buyer = get_buyer(buyer_id, edition_id=edition.id)
        locked_all(Person, [buyer.person_id])
        requests = [locked_request(request_id) for request_id in sorted(set(request_ids))]
        line = read_line(buyer, edition, list_waitlisted(buyer.id), now=now)
        if slot_id not in line.free:
            raise SlotRefused
        could_come = {each.id: _who_could_come(each, line, slot_id) for each in requests}
        slot, by_hand = session().get_one(Slot, slot_id), OfferKind.BY_HAND
        return [
            make_offer(each, slot, edition, could_come=could_come[each.id], kind=by_hand, by=by, now=now)
            for each in requests
        ]


def _who_could_come(request: MeetingRequest, line: Line, slot_id: int) -> frozenset[int]:
    """Who of the company is free, where the slot can be offered to it."""
    waiting = line.find(request.id)
    if waiting is None:
        raise NotOnWaitingList(company=request.company.name)
    if find_obstacle(waiting, line, slot_id) is not None:
        raise CannotBeOffered(company=request.company.name)
    return waiting.person_ids & line.free[slot_id]


def make_offer(
    request: MeetingRequest,
    slot: Slot,
    edition: Edition,
    *,
    could_come: Collection[int],
    kind: OfferKind,
    by: int | None,
    now: datetime,
) -> SlotOffer:
    """Offer a slot to a locked request that waits, and tell the company: who was named, or else who could come.

    Raises:
        CannotBeOffered: another slot was offered to it meanwhile.
    """
    is_day = edition.starts_on <= to_local(now, edition.time_zone).date() <= edition.ends_on
    minutes = edition.offer_minutes_on_days if is_day else edition.offer_minutes
    offer = SlotOffer(
        request=request,
        slot=slot,
        kind=kind,
        status=OfferStatus.OPEN,
        made_at=now,
        made_by_id=by,
        ends_at=offer_end(now, slot.starts_at, minutes=minutes),
    )
    with refusing("uq_slot_offer_open", CannotBeOffered(company=request.company.name)):
        session().add(offer)
    _record(offer, RequestChange.OFFERED, by=by, now=now)
    notify_offer("slot_offered", offer, edition, to=_who_reads(request, could_come), now=now)
    return offer


def _who_reads(request: MeetingRequest, could_come: Collection[int]) -> Sequence[Person]:
    if request.person_id in could_come:
        return [request.person]
    return [person for person in list_representatives(request.company_id) if person.id in could_come]


def take_offer(offer_id: int, *, person_id: int, side: Side, by: int, now: datetime) -> Meeting:
    """Take the slot that is offered: the meeting takes table and people in the same change, and both sides are told.

    Who acts for the company does it, or the staff for it (`Side.ORGANISER`). Also after requests close and the freeze.

    Raises:
        NotFound: there is no such offer.
        OfferLapsed, OfferOver, NotOnWaitingList: it is not open any more.
        OfferGone: the slot is not free for both any more.
        BuyerLeft, SupplierLeft, RepresentativeLeft, SidesChanged: somebody no longer takes part.
        NotAMember, NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind: this person does not come.
        SeatTaken: this person cannot come then, a colleague could. MeetingsReached: the company has as many as it may.
    """
    with atomic():
        request = lock_sides(MeetingRequest, find_request_id_of(offer_id), *EAGER, coming=person_id)
        joined = list(request.companions)  # the offer is read with the request, without them
        offer = _locked_open(offer_id, request, now=now)
        edition = get_edition(request.edition_id)
        let_come(request, person_id, by=by, by_staff=side is Side.ORGANISER, now=now)
        meeting = _schedule(request, offer, edition, side=side, by=by, now=now)
        _close(offer, OfferStatus.TAKEN, now=now)
        close(request, RequestStatus.ACCEPTED, by=by, now=now)
        notify_meeting("offer_taken", meeting, edition, by_side=Side.ORGANISER, now=now)
        bring_joined(meeting, joined, edition, side=side, by=by, now=now)
        return meeting


def _locked_open(offer_id: int, request: MeetingRequest, *, now: datetime) -> SlotOffer:
    """The open offer to a locked request, locked."""
    offer = locked(SlotOffer, offer_id, *EAGER_OFFER)
    ensure_offer_open(offer.status, offer.ends_at, now=now)
    if not is_on_list(request.id):
        raise NotOnWaitingList(company=request.company.name)
    return offer


def _schedule(
    request: MeetingRequest, offer: SlotOffer, edition: Edition, *, side: Side, by: int, now: datetime
) -> Meeting:
    try:
        with atomic():
            return schedule(request, slot_id=offer.slot_id, edition=edition, side=side, by=by, now=now)
    except MeetingsReached:
        raise
    except (SlotRefused, BuyerDayFull) as refusal:
        people = [person.id for person in list_representatives(request.company_id)]
        free = list_offered_slots(request.buyer, people, edition=edition, now=now)
        if offer.slot_id in {slot.slot_id for slot in free}:
            raise
        raise OfferGone from refusal


def decline_offer(offer_id: int, *, leaves: bool, side: Side = Side.SUPPLIER, by: int, now: datetime) -> MeetingRequest:
    """Leave an offer to the next; the company stays on the list, or withdraws its request (`leaves`).

    The staff (`Side.ORGANISER`) does it for the company, which is told if its request is withdrawn.

    Raises:
        NotFound: there is no such offer.
        OfferLapsed, OfferOver, NotOnWaitingList: it is not open any more.
    """
    with atomic():
        request = locked_request(find_request_id_of(offer_id))
        offer = _locked_open(offer_id, request, now=now)
        end_offer(offer, OfferStatus.DECLINED, by=by, now=now)
        if leaves:
            withdraw_request(request.id, side=side, by=by, now=now)
        on_commit(lambda: soon(KEEP_OFFERS))
        return request


def withdraw_offer(offer_id: int, *, by: int, now: datetime) -> SlotOffer:
    """Take an offer back: the company is told that it keeps its place, and the program offers the slot to nobody else.

    Raises:
        NotFound: there is no such offer.
        OfferLapsed, OfferOver, NotOnWaitingList: it is not open any more.
    """
    with atomic():
        request = locked_request(find_request_id_of(offer_id))
        offer = _locked_open(offer_id, request, now=now)
        end_offer(offer, OfferStatus.WITHDRAWN, by=by, now=now)
        keep_place(request.buyer, offer.slot_id)
        return offer


_CHANGES = {
    OfferStatus.DECLINED: RequestChange.OFFER_DECLINED,
    OfferStatus.LAPSED: RequestChange.OFFER_LAPSED,
    OfferStatus.LOST: RequestChange.OFFER_LOST,
    OfferStatus.WITHDRAWN: RequestChange.OFFER_WITHDRAWN,
}


def end_offer(offer: SlotOffer, status: OfferStatus, *, by: int | None, now: datetime) -> None:
    """End a locked offer, whose request is locked, without a meeting; a company that did not do it itself is told."""
    _close(offer, status, now=now)
    _record(offer, _CHANGES[status], by=by, now=now)
    if status is not OfferStatus.DECLINED:
        edition = get_edition(offer.request.edition_id)
        notify_offer("offer_ended", offer, edition, to=[offer.request.person], now=now)


def _close(offer: SlotOffer, status: OfferStatus, *, now: datetime) -> None:
    offer.status, offer.closed_at = status, now
    session().flush()


def _record(offer: SlotOffer, change: RequestChange, *, by: int | None, now: datetime) -> None:
    detail = {"slot_id": offer.slot.id, "offer_id": offer.id}
    event = RequestEvent(request_id=offer.request.id, status=offer.request.status, change=change, detail=detail)
    record(event, by=by, now=now)
