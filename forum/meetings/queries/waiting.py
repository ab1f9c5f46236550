"""What waits on a buyer's page, as plain values: it is asked for all day long, and a page has many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, select

from forum.accounts.models import Person
from forum.companies.models import Company, Process
from forum.core.database import UtcDateTime
from forum.core.names import PersonName
from forum.core.prepared import Prepared
from forum.editions.models import Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Requirement
from forum.meetings.enums import RequestStatus
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.states import is_unsettled


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request that wants an answer of either side or a slot, with the names and the hour that its card shows.

    `family_id`: the family that the process belongs to, None for a family. `preferred_at`: when the slot begins that is
    asked for or proposed.
    """

    id: int
    company_id: int
    company: str
    requirement_id: int
    title: str
    process_id: int
    family_id: int | None
    name_es: str
    name_en: str
    person_id: int
    person: str
    status: RequestStatus
    awaiting: Side
    wished_by: Side
    reason: str
    counter_note: str
    countered_at: datetime | None
    expires_at: datetime
    waitlisted_at: datetime | None
    preferred_slot_id: int | None
    preferred_at: datetime | None

    def process(self, language: str) -> str:
        """The name of the process in "es" or "en"."""
        return self.name_en if language == "en" else self.name_es

    @property
    def is_fixed(self) -> bool:
        """Whether a slot was proposed that has to be taken as it is, or answered with another."""
        is_countered = self.status is RequestStatus.SENT and self.countered_at is not None
        return is_countered and self.preferred_slot_id is not None


WAITING = Prepared(
    select(
        MeetingRequest.id,
        MeetingRequest.company_id,
        Company.name.label("company"),
        MeetingRequest.requirement_id,
        Requirement.title,
        Requirement.process_id,
        Process.parent_id.label("family_id"),
        Process.name_es,
        Process.name_en,
        MeetingRequest.person_id,
        Person.given_names,
        Person.first_surname,
        Person.second_surname,
        MeetingRequest.status,
        MeetingRequest.awaiting,
        MeetingRequest.wished_by,
        MeetingRequest.reason,
        MeetingRequest.counter_note,
        MeetingRequest.countered_at,
        MeetingRequest.expires_at,
        MeetingRequest.waitlisted_at,
        MeetingRequest.preferred_slot_id,
        Slot.starts_at.label("preferred_at"),
    )
    .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
    .join(Process, Process.id == Requirement.process_id)
    .join(Company, Company.id == MeetingRequest.company_id)
    .join(Person, Person.id == MeetingRequest.person_id)
    .outerjoin(Slot, Slot.id == MeetingRequest.preferred_slot_id)
    .where(MeetingRequest.buyer_id == bindparam("buyer_id"), is_unsettled(bindparam("now", type_=UtcDateTime())))
    .order_by(
        case((MeetingRequest.status == RequestStatus.SENT, 0), else_=1), MeetingRequest.expires_at, MeetingRequest.id
    )
)


def list_waiting(buyer_id: int, *, now: datetime) -> Sequence[Waiting]:
    """The requests of this buyer that want an answer of either side or a slot: open, then those without a meeting.

    Those that expire first are on top. Those on the waiting list are among the last.
    """
    return [_waiting(row) for row in WAITING.rows(buyer_id=buyer_id, now=now)]


def _waiting(row: Any) -> Waiting:
    values = row._asdict()
    name = PersonName(*(values.pop(part) for part in ("given_names", "first_surname", "second_surname")))
    return Waiting(**values, person=name.full)
