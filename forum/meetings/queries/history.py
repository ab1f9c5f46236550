"""What happened to a request, with what was proposed at each step, and to a meeting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, union

from forum.accounts.models import Person
from forum.accounts.queries import history_of
from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.editions.models import MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.enums import Absent
from forum.meetings.models import (
    Meeting,
    MeetingCompanion,
    MeetingEvent,
    MeetingRequest,
    RequestCompanion,
    RequestEvent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStep:
    """One step: what happened, who did it, and the slot and the person it proposes, if it proposes anything else.

    `former`: of a request that was handed on, who had it before `comes`. `acts_for`: the side for which the staff did
    it.
    """

    event: RequestEvent
    by: Person | None
    slot_at: datetime | None
    comes: str | None
    former: str | None
    acts_for: Side | None


def history_of_request(request_id: int) -> Sequence[RequestStep]:
    """The steps of a request, the last first."""
    events = history_of(RequestEvent, request_id=request_id)
    proposed = [event.detail for event, _by in events if event.change is not None]
    slots = _starts({detail["slot_id"] for detail in proposed if detail.get("slot_id")})
    people = _names({detail[key] for detail in proposed for key in ("person_id", "former_id") if detail.get(key)})
    return [
        RequestStep(
            event=event,
            by=by,
            slot_at=slots.get(event.detail.get("slot_id")) if event.change else None,
            comes=people.get(event.detail.get("person_id")) if event.change else None,
            former=people.get(event.detail.get("former_id")),
            acts_for=side_in(event.detail),
        )
        for event, by in events
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStep:
    """What happened to a meeting and who did it; `who`: somebody who was brought to it, or taken away.

    `about`: the requirement that it is talked about there too, or not any more. `acts_for`: as of a request.
    """

    event: MeetingEvent
    by: Person | None
    who: str | None
    about: str | None
    acts_for: Side | None

    @property
    def of(self) -> Side | None:
        """The side that came to the table."""
        return Side(self.event.detail["of"]) if self.event.kind == "arrived" else None

    @property
    def absent(self) -> Absent | None:
        """Who did not come."""
        return Absent(self.event.detail["absent"]) if self.event.kind == "missed" else None


def side_in(detail: Mapping[str, Any]) -> Side | None:
    """The side for which the staff did something, as it was written down with it."""
    return Side(detail["acts_for"]) if "acts_for" in detail else None


PINS = ("pinned", "unpinned", "called", "arrived")
"""What the staff does to a meeting for its own work: it changes nothing for the two sides, who do not read it."""


def history_of_meeting(meeting_id: int, *, with_pins: bool) -> Sequence[MeetingStep]:
    """What happened to a meeting, the last first; that it is fixed, or is not any more, is for the staff alone."""
    every = history_of(MeetingEvent, meeting_id=meeting_id)
    events = [(event, by) for event, by in every if with_pins or event.kind not in PINS]
    people = _names({event.detail["person_id"] for event, _by in events if "person_id" in event.detail})
    topics = _titles({event.detail["request_id"] for event, _by in events if "request_id" in event.detail})
    return [
        MeetingStep(
            event=event,
            by=by,
            who=people.get(event.detail.get("person_id")),
            about=topics.get(event.detail.get("request_id")),
            acts_for=side_in(event.detail),
        )
        for event, by in events
    ]


def get_senders(request_ids: Collection[int]) -> dict[int, Person]:
    """Who sent each of these requests: request id to person; without those nobody is known to have sent."""
    query = (
        select(RequestEvent.request_id, Person)
        .outerjoin(Person, Person.id == RequestEvent.by_id)
        .where(RequestEvent.request_id.in_(request_ids))
        .order_by(RequestEvent.id)
    )
    first: dict[int, Person | None] = {}
    for request_id, person in session().execute(query):
        first.setdefault(request_id, person)
    return {request_id: person for request_id, person in first.items() if person is not None}


def find_planned_slot(meeting_id: int) -> int | None:
    """The slot that the organiser's timetable gave a meeting; None where somebody else scheduled it."""
    query = select(MeetingEvent).where(MeetingEvent.meeting_id == meeting_id).order_by(MeetingEvent.id).limit(1)
    first = session().scalars(query).one_or_none()
    return None if first is None or first.side is not Side.ORGANISER else first.detail.get("slot_id")


def _starts(ids: set[int]) -> dict[int | None, datetime]:
    if not ids:
        return {}
    rows = session().execute(select(Slot.id, Slot.starts_at).where(Slot.id.in_(ids)))
    return {id: starts_at for id, starts_at in rows}


def _names(ids: set[int]) -> dict[int | None, str]:
    if not ids:
        return {}
    return {person.id: person.full_name for person in session().scalars(select(Person).where(Person.id.in_(ids)))}


def _titles(request_ids: set[int]) -> dict[int | None, str]:
    if not request_ids:
        return {}
    query = select(MeetingRequest.id, Requirement.title).join(
        Requirement, Requirement.id == MeetingRequest.requirement_id
    )
    return {id: title for id, title in session().execute(query.where(MeetingRequest.id.in_(request_ids)))}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A step of one of a person's requests, and between whom about what the request is."""

    event: RequestEvent
    by: Person | None
    request_id: int
    title: str
    company: str
    buyer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """What happened to one of a person's meetings, and who meets where and when it is now."""

    event: MeetingEvent
    by: Person | None
    meeting_id: int
    company: str
    buyer: str
    starts_at: datetime
    table: str


_Buying = shared_alias(Company)


def requests_of_person(person_id: int, *, edition_id: int) -> Sequence[RequestLine]:
    """What happened to the requests of a person on either side, in one statement."""
    theirs = union(
        select(MeetingRequest.id).where(MeetingRequest.person_id == person_id),
        select(MeetingRequest.id).join(Buyer, Buyer.id == MeetingRequest.buyer_id).where(Buyer.person_id == person_id),
        select(RequestCompanion.request_id).where(RequestCompanion.person_id == person_id),
    )
    query = (
        select(RequestEvent, Person, MeetingRequest.id, Requirement.title, Company.name, _Buying.name)
        .join(MeetingRequest, MeetingRequest.id == RequestEvent.request_id)
        .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .join(Company, Company.id == MeetingRequest.company_id)
        .join(Buyer, Buyer.id == MeetingRequest.buyer_id)
        .join(_Buying, _Buying.id == Buyer.company_id)
        .outerjoin(Person, Person.id == RequestEvent.by_id)
        .where(MeetingRequest.id.in_(theirs), MeetingRequest.edition_id == edition_id)
        .order_by(RequestEvent.id)
    )
    names = ("event", "by", "request_id", "title", "company", "buyer")
    return [RequestLine(**dict(zip(names, row, strict=True))) for row in session().execute(query)]


def meetings_of_person(person_id: int, *, edition_id: int) -> Sequence[MeetingLine]:
    """What happened to the meetings of a person on either side, in one statement."""
    theirs = union(
        select(Meeting.id).where(Meeting.person_id == person_id),
        select(Meeting.id).join(Buyer, Buyer.id == Meeting.buyer_id).where(Buyer.person_id == person_id),
        select(MeetingCompanion.meeting_id).where(MeetingCompanion.person_id == person_id),
    )
    query = (
        select(MeetingEvent, Person, Meeting.id, Company.name, _Buying.name, Slot.starts_at, MeetingTable.number)
        .join(Meeting, Meeting.id == MeetingEvent.meeting_id)
        .join(Company, Company.id == Meeting.company_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .join(_Buying, _Buying.id == Buyer.company_id)
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(MeetingTable, MeetingTable.id == Meeting.table_id)
        .outerjoin(Person, Person.id == MeetingEvent.by_id)
        .where(Meeting.id.in_(theirs), Meeting.edition_id == edition_id)
        .order_by(MeetingEvent.id)
    )
    names = ("event", "by", "meeting_id", "company", "buyer", "starts_at", "table")
    return [MeetingLine(**dict(zip(names, row, strict=True))) for row in session().execute(query)]
