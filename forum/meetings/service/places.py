"""Places that become free are offered to those who wait, one after the other, each for a while."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete

from forum.accounts.models import Person
from forum.core.database import atomic, locked, locked_all, session
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import find_buyer
from forum.meetings.enums import OfferKind, OfferStatus
from forum.meetings.models import FreedPlace, SlotOffer
from forum.meetings.queries.waitlist import (
    EAGER_OFFER,
    is_on_list,
    list_freed,
    list_freed_places,
    list_open_offers,
    list_waitlisted,
    read_line,
)
from forum.meetings.rules.waitlist import LEAST, Line, Waiting, find_next, may_come_later, offer_now
from forum.meetings.service.offers import end_offer, make_offer
from forum.meetings.service.steps import locked_request
from forum.meetings.service.waitlist import end_waiting_lists


def keep_offers(*, now: datetime) -> None:
    """End the offers that are over, and offer what is free to the next; may run again, and several times at once."""
    for offer in list_open_offers():
        _settle(offer, now=now)
    for person_id, edition_id in list_freed():
        while _offer_one(person_id, edition_id, now=now):
            pass
    end_waiting_lists(now=now)


def _settle(offer: SlotOffer, *, now: datetime) -> None:
    """End an offer that was not answered in time, or whose slot is not free for both any more."""
    if _ending(offer, now=now) is None:
        return
    with atomic():
        locked_request(offer.request_id)
        again = locked(SlotOffer, offer.id, *EAGER_OFFER)
        status = _ending(again, now=now) if again.status is OfferStatus.OPEN else None
        if status is not None:
            end_offer(again, status, by=None, now=now)


def _ending(offer: SlotOffer, *, now: datetime) -> OfferStatus | None:
    """How an offer that is stored as open has ended; None while it is open."""
    if offer_now(offer.status, offer.ends_at, now=now) is OfferStatus.LAPSED:
        return OfferStatus.LAPSED
    request = offer.request
    if not is_on_list(request.id):
        return OfferStatus.LOST
    line = read_line(request.buyer, get_edition(request.edition_id), [request], now=now)
    return OfferStatus.LOST if offer.slot_id not in line.free else None


def _offer_one(person_id: int, edition_id: int, *, now: datetime) -> bool:
    """Offer one of a buyer's places that became free to the next who waits; whether one was offered.

    Places that nobody wants any more are forgotten.
    """
    with atomic():
        locked_all(Person, [person_id])
        edition, buyer = get_edition(edition_id), find_buyer(person_id, edition_id=edition_id)
        waitlisted = [] if buyer is None else list_waitlisted(buyer.id)
        places = list_freed_places(person_id, edition_id=edition_id)
        if buyer is None or not waitlisted:
            _forget(places)
            return False
        line = read_line(buyer, edition, waitlisted, now=now)
        over, is_made = [], False
        for place in places:
            chosen = _choose(place, line, buyer, now=now)
            if chosen is not None and _offered(chosen, place, line, edition, now=now):
                is_made = True
                break
            if chosen is None and _is_over(place, line, now=now):
                over.append(place)
        _forget(over)  # after requests: who takes an offer back does it in that order
        return is_made


def _choose(place: FreedPlace, line: Line, buyer: Buyer, *, now: datetime) -> Waiting | None:
    """Who is offered a place; None while somebody has it offered, and where nobody could take it."""
    if not _is_free(place, line, now=now) or _is_offered(place.slot_id, buyer):
        return None
    return find_next(line, place.slot_id, since=place.freed_at)


def _is_over(place: FreedPlace, line: Line, *, now: datetime) -> bool:
    """Whether a place that is offered to nobody now will be offered to nobody later either."""
    if not _is_free(place, line, now=now):
        return True
    return not may_come_later(line, place.slot_id, since=place.freed_at)


def _is_free(place: FreedPlace, line: Line, *, now: datetime) -> bool:
    """Whether the buyer could still give the place, and somebody could read of it in time."""
    return place.slot_id in line.free and place.slot.starts_at - now >= LEAST


def _is_offered(slot_id: int, buyer: Buyer) -> bool:
    return any(offer.slot_id == slot_id for offer in list_open_offers(buyer_id=buyer.id))


def _offered(chosen: Waiting, place: FreedPlace, line: Line, edition: Edition, *, now: datetime) -> bool:
    request = locked_request(chosen.request_id)
    if not is_on_list(request.id):
        return False
    could_come = chosen.person_ids & line.free[place.slot_id]
    make_offer(request, place.slot, edition, could_come=could_come, kind=OfferKind.AUTOMATIC, by=None, now=now)
    return True


def _forget(places: Collection[FreedPlace]) -> None:
    ids = [place.id for place in places]
    theirs = delete(FreedPlace).where(FreedPlace.id.in_(ids))
    session().execute(theirs, execution_options={"synchronize_session": False})
