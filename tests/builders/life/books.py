"""What the database holds of an edition's requests and meetings, read whole after each step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.companies.models import Membership
from forum.core.database import session
from forum.editions.models import Slot
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import RequirementStatus, Side
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.enums import MeetingStatus, RequestChange, RequestState, RequestStatus
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, PersonSeat, RequestEvent, TableSeat
from forum.meetings.rules.requests import state_of
from tests.builders.life.scene import Scene


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it is stored; `words`: what either side wrote."""

    id: int
    status: RequestStatus
    awaiting: Side
    wished_by: Side
    countered: bool
    slot_id: int | None
    person_id: int
    buyer_id: int
    company_id: int
    requirement_id: int
    expires_at: datetime
    words: tuple[str, str]

    @property
    def is_unnamed(self) -> bool:
        """Whether it is an invitation whose company has not said who comes."""
        is_open = self.status in {RequestStatus.SENT, RequestStatus.WITHDRAWN}
        return self.wished_by is Side.BUYER and not self.countered and is_open


@dataclass(frozen=True, kw_only=True)
class Met:
    """A meeting as it is stored."""

    id: int
    request_id: int
    buyer_id: int
    person_id: int
    company_id: int
    slot_id: int
    table_id: int
    status: MeetingStatus
    sequence: int


@dataclass(frozen=True, kw_only=True)
class Books:
    """All of it: rows by id, events counted by what they are of, the last status told, seats, mails by what about.

    `handed`: the events of requests that a colleague took over, which are none of `steps`.
    `wanted`: of each published requirement its buyer and the buyer's company.
    """

    asked: Mapping[int, Asked]
    met: Mapping[int, Met]
    steps: Mapping[int, int]
    handed: Mapping[int, int]
    told_status: Mapping[int, RequestStatus]
    changes: Mapping[int, int]
    seats: frozenset[tuple[int, int, int]]
    tables: frozenset[tuple[int, int, int]]
    mails: Mapping[tuple[int, str, str], int]
    times: Mapping[int, tuple[datetime, datetime]]
    buyers: Mapping[int, int]
    members: Mapping[int, frozenset[int]]
    wanted: Mapping[int, tuple[int, int]]

    def meeting_of(self, request_id: int) -> Met | None:
        """The latest meeting of a request."""
        return max((each for each in self.met.values() if each.request_id == request_id), key=_id, default=None)

    def state(self, asked: Asked, now: datetime) -> RequestState:
        """How a request stands."""
        meeting = self.meeting_of(asked.id)
        return state_of(asked.status, asked.expires_at, None if meeting is None else meeting.status, now=now)


def _id(met: Met) -> int:
    return met.id


def read_books(scene: Scene) -> Books:
    """The books as they are now."""
    current = session()
    current.rollback()
    current.expire_all()  # services write past what the session has loaded
    edition_id = scene.edition.id
    requests = current.scalars(select(MeetingRequest).where(MeetingRequest.edition_id == edition_id)).all()
    meetings = current.scalars(select(Meeting).where(Meeting.edition_id == edition_id)).all()
    asked = {
        each.id: Asked(
            id=each.id, status=each.status, awaiting=each.awaiting, wished_by=each.wished_by,
            countered=each.countered_at is not None, slot_id=each.preferred_slot_id, person_id=each.person_id,
            buyer_id=each.buyer_id, company_id=each.company_id, requirement_id=each.requirement_id,
            expires_at=each.expires_at, words=(each.reason, each.counter_note),
        )
        for each in requests
    }  # fmt: skip
    met = {
        each.id: Met(
            id=each.id, request_id=each.request_id or 0, buyer_id=each.buyer_id, person_id=each.person_id,
            company_id=each.company_id, slot_id=each.slot_id, table_id=each.table_id, status=each.status,
            sequence=each.sequence,
        )
        for each in meetings
    }  # fmt: skip
    steps = list(
        current.execute(
            select(RequestEvent.request_id, RequestEvent.status, RequestEvent.change)
            .where(RequestEvent.request_id.in_(asked))
            .order_by(RequestEvent.id)
        )
    )
    changes = current.scalars(select(MeetingEvent.meeting_id).where(MeetingEvent.meeting_id.in_(met)))
    seats = current.execute(select(PersonSeat.meeting_id, PersonSeat.person_id, PersonSeat.slot_id))
    tables = current.execute(select(TableSeat.meeting_id, TableSeat.table_id, TableSeat.slot_id))
    slots = current.scalars(select(Slot).where(Slot.edition_id == edition_id))
    members: dict[int, set[int]] = {company_id: set() for company_id in scene.companies}
    for company_id, person_id in current.execute(select(Membership.company_id, Membership.person_id)):
        members.get(company_id, set()).add(person_id)
    wanted = current.execute(
        select(Requirement.id, Buyer.id, Buyer.company_id)
        .join(Buyer, Buyer.id == Requirement.buyer_id)
        .where(Requirement.edition_id == edition_id, Requirement.status == RequirementStatus.PUBLISHED)
    )
    buyers = current.scalars(select(Buyer).where(Buyer.edition_id == edition_id))
    return Books(
        asked=asked,
        met=met,
        steps=Counter(each.request_id for each in steps if each.change is not RequestChange.HANDED),
        handed=Counter(each.request_id for each in steps if each.change is RequestChange.HANDED),
        told_status={each.request_id: each.status for each in steps},
        changes=Counter(changes),
        seats=frozenset(row._tuple() for row in seats if row[0] in met),
        tables=frozenset(row._tuple() for row in tables if row[0] in met),
        mails=_mails(edition_id, met),
        times={slot.id: (slot.starts_at, slot.ends_at) for slot in slots},
        buyers={buyer.id: buyer.person_id for buyer in buyers},
        wanted={id: (buyer_id, company_id) for id, buyer_id, company_id in wanted},
        members={company_id: frozenset(people) for company_id, people in members.items()},
    )


def _mails(edition_id: int, met: Mapping[int, Met]) -> Counter[tuple[int, str, str]]:
    """Mails about a request or its meeting: the request, the message, the address."""
    query = select(OutgoingMail.context, OutgoingMail.message, OutgoingMail.to_email)
    counted: Counter[tuple[int, str, str]] = Counter()
    for context, message, address in session().execute(query.where(OutgoingMail.edition_id == edition_id)):
        meeting = met.get(context.get("meeting_id", 0))
        about = context.get("request_id") if meeting is None else meeting.request_id
        if about is not None and message.startswith("meetings/"):
            counted[about, message, address] += 1
    return counted
