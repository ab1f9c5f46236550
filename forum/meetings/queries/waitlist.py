"""Who waits for a place of a buyer, in order of joining, and what was offered to them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.core.database import found, one, session
from forum.editions.models import Edition, Slot
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.enums import MeetingStatus, OfferStatus, RequestStatus
from forum.meetings.models import FreedPlace, Meeting, MeetingRequest, SlotOffer
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.requests import EAGER
from forum.meetings.queries.states import without_meeting
from forum.meetings.rules.waitlist import Line, Waiting

PASSED = (OfferStatus.DECLINED, OfferStatus.LAPSED, OfferStatus.WITHDRAWN)
"""How an offer ends whose slot the company could have taken."""

EAGER_OFFER = (
    joinedload(SlotOffer.request, innerjoin=True).options(*EAGER),
    joinedload(SlotOffer.slot, innerjoin=True),
    joinedload(SlotOffer.made_by),
)


def on_list() -> ColumnElement[bool]:
    """A request that waits for a place of its buyer: without an answer, or accepted and never scheduled."""
    joined = MeetingRequest.waitlisted_at.is_not(None)
    return and_(joined, or_(MeetingRequest.status == RequestStatus.WAITLISTED, without_meeting()))


def has_offer(now: datetime) -> ColumnElement[bool]:
    """A slot is offered to the request, which may still take it."""
    is_open = and_(SlotOffer.status == OfferStatus.OPEN, SlotOffer.ends_at > now)
    return and_(SlotOffer.request_id == MeetingRequest.id, is_open)


def list_waitlisted(buyer_id: int) -> Sequence[MeetingRequest]:
    """The requests that wait for a place of this buyer, in order of joining."""
    query = select(MeetingRequest).where(MeetingRequest.buyer_id == buyer_id, on_list()).options(*EAGER)
    return session().scalars(query.order_by(MeetingRequest.waitlisted_at, MeetingRequest.id)).all()


def is_on_list(request_id: int) -> bool:
    """Whether a request waits for a place now."""
    query = select(MeetingRequest.id).where(MeetingRequest.id == request_id, on_list())
    return session().scalar(query) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a request in its buyer's list, of how many."""

    number: int
    of: int


def get_places(request_ids: Collection[int]) -> dict[int, Place]:
    """The place of each of these requests that waits."""
    asked = select(MeetingRequest.buyer_id).where(MeetingRequest.id.in_(request_ids), on_list())
    order = func.row_number().over(
        partition_by=MeetingRequest.buyer_id, order_by=(MeetingRequest.waitlisted_at, MeetingRequest.id)
    )
    count = func.count().over(partition_by=MeetingRequest.buyer_id)
    lines = select(MeetingRequest.id, order.label("number"), count.label("of"))
    line = lines.where(MeetingRequest.buyer_id.in_(asked), on_list()).subquery()
    rows = session().execute(select(line.c.id, line.c.number, line.c.of).where(line.c.id.in_(request_ids)))
    return {id: Place(number=number, of=of) for id, number, of in rows}


def read_line(buyer: Buyer, edition: Edition, waitlisted: Sequence[MeetingRequest], *, now: datetime) -> Line:
    """Who waits for this buyer, with all that decides what can be offered to them; in six statements for any number."""
    company_ids = {each.company_id for each in waitlisted}
    people = _representatives(company_ids, but=buyer.person_id)
    everybody = {person_id for theirs in people.values() for person_id in theirs}
    free = list_offered_slots(buyer, everybody, edition=edition, now=now)
    approved, meetings = _approved(company_ids, edition.id), _count_meetings(company_ids, edition.id)
    offers = list_offers_to([each.id for each in waitlisted])
    waiting = [
        Waiting(
            request_id=each.id,
            company_id=each.company_id,
            person_ids=frozenset(people[each.company_id]),
            is_approved=each.company_id in approved,
            meetings=meetings.get(each.company_id, 0),
            has_offer=any(offer.status is OfferStatus.OPEN for offer in offers[each.id]),
            passed={offer.slot_id: offer.made_at for offer in reversed(offers[each.id]) if offer.status in PASSED},
        )
        for each in waitlisted
    ]
    return Line(
        waiting=waiting,
        free={slot.slot_id: slot.person_ids for slot in free},
        meetings_cap=edition.supplier_meetings_cap,
    )


def _representatives(company_ids: Collection[int], *, but: int) -> defaultdict[int, list[int]]:
    """The people who act for each of these companies, but for the buyer."""
    query = (
        select(Membership.company_id, Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.company_id.in_(company_ids), Person.disabled_at.is_(None), Person.id != but)
    )
    people: defaultdict[int, list[int]] = defaultdict(list)
    for company_id, person_id in session().execute(query):
        people[company_id].append(person_id)
    return people


def _approved(company_ids: Collection[int], edition_id: int) -> set[int]:
    query = select(Supplier.company_id).where(
        Supplier.company_id.in_(company_ids),
        Supplier.edition_id == edition_id,
        Supplier.status == SupplierStatus.APPROVED,
    )
    return set(session().scalars(query))


def _count_meetings(company_ids: Collection[int], edition_id: int) -> dict[int, int]:
    query = (
        select(Meeting.company_id, func.count())
        .where(
            Meeting.company_id.in_(company_ids),
            Meeting.edition_id == edition_id,
            Meeting.status == MeetingStatus.SCHEDULED,
        )
        .group_by(Meeting.company_id)
    )
    return {company_id: count for company_id, count in session().execute(query)}


def list_offers_to(request_ids: Collection[int]) -> defaultdict[int, list[SlotOffer]]:
    """All that was offered to each of these requests, the last first."""
    query = select(SlotOffer).where(SlotOffer.request_id.in_(request_ids)).options(joinedload(SlotOffer.slot))
    offers: defaultdict[int, list[SlotOffer]] = defaultdict(list)
    for offer in session().scalars(query.order_by(SlotOffer.id.desc())):
        offers[offer.request_id].append(offer)
    return offers


def get_offer(offer_id: int, *, edition_id: int) -> SlotOffer:
    """An offer of this edition, with its request and slot, for its staff.

    Raises:
        NotFound: there is none.
    """
    return one(_offer(offer_id, edition_id))


def offer_for(person_id: int, offer_id: int, *, edition_id: int) -> SlotOffer:
    """An offer to a company this person acts for.

    Raises:
        NotFound: there is none, or the person does not act for that company.
    """
    acting = select(Membership.company_id).where(Membership.person_id == person_id)
    theirs = select(MeetingRequest.id).where(MeetingRequest.company_id.in_(acting))
    return one(_offer(offer_id, edition_id).where(SlotOffer.request_id.in_(theirs)))


def _offer(offer_id: int, edition_id: int) -> Select[tuple[SlotOffer]]:
    here = select(MeetingRequest.id).where(MeetingRequest.edition_id == edition_id)
    return select(SlotOffer).where(SlotOffer.id == offer_id, SlotOffer.request_id.in_(here)).options(*EAGER_OFFER)


def find_request_id_of(offer_id: int) -> int:
    """The request that an offer is for.

    Raises:
        NotFound: there is no such offer.
    """
    return found(session().scalar(select(SlotOffer.request_id).where(SlotOffer.id == offer_id)))


def list_open_offers(
    *, edition_id: int | None = None, buyer_id: int | None = None, company_id: int | None = None
) -> Sequence[SlotOffer]:
    """The offers stored as open that meet every given condition, overdue ones included; the first to end first."""
    query = select(SlotOffer).join(SlotOffer.request).where(SlotOffer.status == OfferStatus.OPEN)
    for column, value in (
        (MeetingRequest.edition_id, edition_id),
        (MeetingRequest.buyer_id, buyer_id),
        (MeetingRequest.company_id, company_id),
    ):
        if value is not None:
            query = query.where(column == value)
    return session().scalars(query.options(*EAGER_OFFER).order_by(SlotOffer.ends_at, SlotOffer.id)).all()


def find_open_offer(request_id: int) -> SlotOffer | None:
    """The offer to a request that is stored as open, with its slot."""
    query = select(SlotOffer).where(SlotOffer.request_id == request_id, SlotOffer.status == OfferStatus.OPEN)
    return session().scalars(query.options(joinedload(SlotOffer.slot), joinedload(SlotOffer.made_by))).one_or_none()


def is_offered(slot_ids: Collection[int]) -> bool:
    """Whether one of these slots is offered to somebody who waits."""
    open_there = exists().where(SlotOffer.slot_id.in_(slot_ids), SlotOffer.status == OfferStatus.OPEN)
    return bool(session().scalar(select(open_there)))


def list_waiting_people(buyer_ids: Collection[int]) -> dict[int, int]:
    """The buyers of these for whom somebody waits, with the person each is."""
    waited = select(MeetingRequest.buyer_id).where(MeetingRequest.buyer_id.in_(buyer_ids), on_list())
    rows = session().execute(select(Buyer.id, Buyer.person_id).where(Buyer.id.in_(waited)))
    return {buyer_id: person_id for buyer_id, person_id in rows}


def list_freed_places(person_id: int, *, edition_id: int) -> Sequence[FreedPlace]:
    """The places of a buyer of an edition that became free and are not settled, in order of time."""
    query = (
        select(FreedPlace)
        .join(Slot, Slot.id == FreedPlace.slot_id)
        .where(FreedPlace.person_id == person_id, Slot.edition_id == edition_id)
        .options(joinedload(FreedPlace.slot, innerjoin=True))
    )
    return session().scalars(query.order_by(Slot.starts_at, FreedPlace.id)).all()


def list_freed() -> Sequence[tuple[int, int]]:
    """Whose places became free and are not settled: person and edition."""
    query = select(FreedPlace.person_id, Slot.edition_id).join(Slot, Slot.id == FreedPlace.slot_id).distinct()
    return [(person_id, edition_id) for person_id, edition_id in session().execute(query)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOfBuyer:
    """A buyer's list in one line: how many wait, since when the first, how many offers are open."""

    buyer_id: int
    company: str
    person: Person
    waiting: int
    first_at: datetime
    offers: int


def list_waiting_lists(edition_id: int, *, now: datetime) -> list[ListOfBuyer]:
    """The waiting lists of an edition that somebody is on, the longest first."""
    waiting = func.count(MeetingRequest.id)
    query = (
        select(
            Buyer.id,
            Company.name,
            Person,
            waiting,
            func.min(MeetingRequest.waitlisted_at),
            func.sum(case((SlotOffer.id.is_not(None), 1), else_=0)),
        )
        .select_from(MeetingRequest)
        .join(Buyer, Buyer.id == MeetingRequest.buyer_id)
        .join(Company, Company.id == Buyer.company_id)
        .join(Person, Person.id == Buyer.person_id)
        .outerjoin(SlotOffer, has_offer(now))
        .where(MeetingRequest.edition_id == edition_id, on_list())
        .group_by(Buyer.id, Company.id, Person.id)
        .order_by(waiting.desc(), Company.name_sorted, Buyer.id)
    )
    return [
        ListOfBuyer(buyer_id=id, company=company, person=person, waiting=count, first_at=first, offers=offers)
        for id, company, person, count, first, offers in session().execute(query)
    ]


def count_waitlisted(edition_id: int) -> int:
    """Number of requests of an edition that wait for a place."""
    query = select(func.count()).select_from(MeetingRequest)
    return session().scalar(query.where(MeetingRequest.edition_id == edition_id, on_list())) or 0


def list_waitlisted_ids(*, but: Collection[int]) -> Sequence[int]:
    """The ids of the requests without an answer on the lists of all editions but these."""
    query = select(MeetingRequest.id).where(
        MeetingRequest.status == RequestStatus.WAITLISTED, MeetingRequest.edition_id.not_in(but)
    )
    return session().scalars(query.order_by(MeetingRequest.id)).all()
