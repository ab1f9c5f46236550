"""The meetings of one person, as their agenda and their calendar show them: one statement however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, select, union

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.names import PersonName
from forum.core.prepared import Prepared
from forum.editions.models import Day, Hall, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest, MeetingTopic


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeeting:
    """A meeting as one person sees it: when, where, with whom, about what, and which side they are on.

    `also`: who else comes for the other side. `with_me`: who else comes for their own. `is_brought`: they come besides
    who acts for their side. `is_confirmed`: their side confirmed that it comes.
    """

    id: int
    uid: str
    sequence: int
    status: MeetingStatus
    changed_at: datetime
    day: date
    starts_at: datetime
    ends_at: datetime
    hall: str
    table_number: int
    side: Side
    company: str
    person: str
    position: str
    requirements: tuple[str, ...]
    interpreter: str | None
    cancel_reason: str
    also: tuple[str, ...] = ()
    with_me: tuple[str, ...] = ()
    is_brought: bool = False
    is_confirmed: bool = False

    def is_answered_for(self, now: datetime) -> bool:
        """Whether it is ahead and they say themselves whether they come: nobody brings them."""
        return self.status is MeetingStatus.SCHEDULED and self.ends_at > now and not self.is_brought

    @property
    def requirement(self) -> str:
        """What it is about: each requirement by title."""
        return "; ".join(self.requirements)

    @property
    def people(self) -> str:
        """Everybody of the other side, by name."""
        return ", ".join((self.person, *self.also))


_buyer_person, _supplier_person, _companion = shared_alias(Person), shared_alias(Person), shared_alias(Person)
_buyer_company, _supplier_company = shared_alias(Company), shared_alias(Company)
_joined, _joined_about = shared_alias(MeetingRequest), shared_alias(Requirement)

# Three look-ups by an index: as a supplier, as a buyer (several, where they were removed and invited again) and besides
# others; with OR SQLite reads every meeting. They come first: beyond eight tables PostgreSQL joins in the order that is
# written, and with IN it joined all meetings of the edition before it looked whose they are (7.6 ms at 5,000 of them,
# now 0.9).
_own = union(
    select(Meeting.id).where(Meeting.person_id == bindparam("person_id")),
    select(Meeting.id).join(Buyer, Buyer.id == Meeting.buyer_id).where(Buyer.person_id == bindparam("person_id")),
    select(MeetingCompanion.meeting_id).where(MeetingCompanion.person_id == bindparam("person_id")),
).subquery("own")

# Built once and executed without the ORM: calendar apps ask for it all day long. A row for each companion and each
# further requirement.
_MEETINGS_OF = Prepared(
    select(
        Meeting.id,
        Meeting.uid,
        Meeting.sequence,
        Meeting.status,
        Meeting.changed_at,
        Meeting.cancel_reason,
        Meeting.buyer_confirmed_at,
        Meeting.supplier_confirmed_at,
        Day.date,
        Slot.starts_at,
        Slot.ends_at,
        Hall.name.label("hall"),
        MeetingTable.number,
        Buyer.person_id.label("buyer_person_id"),
        Buyer.position,
        Buyer.interpreter,
        _buyer_company.name.label("buyer_company"),
        _buyer_person.given_names.label("buyer_given"),
        _buyer_person.first_surname.label("buyer_first"),
        _buyer_person.second_surname.label("buyer_second"),
        _supplier_company.name.label("supplier_company"),
        _supplier_person.given_names.label("supplier_given"),
        _supplier_person.first_surname.label("supplier_first"),
        _supplier_person.second_surname.label("supplier_second"),
        Requirement.title,
        MeetingTopic.id.label("topic_id"),
        _joined_about.title.label("topic"),
        MeetingCompanion.person_id.label("companion_id"),
        MeetingCompanion.side.label("companion_side"),
        _companion.given_names.label("companion_given"),
        _companion.first_surname.label("companion_first"),
        _companion.second_surname.label("companion_second"),
    )
    .select_from(_own)
    .join(Meeting, Meeting.id == _own.c.id)
    .join(Slot, Slot.id == Meeting.slot_id)
    .join(Day, Day.id == Slot.day_id)
    .join(MeetingTable, MeetingTable.id == Meeting.table_id)
    .join(Hall, Hall.id == MeetingTable.hall_id)
    .join(Buyer, Buyer.id == Meeting.buyer_id)
    .join(_buyer_person, _buyer_person.id == Buyer.person_id)
    .join(_buyer_company, _buyer_company.id == Buyer.company_id)
    .join(_supplier_person, _supplier_person.id == Meeting.person_id)
    .join(_supplier_company, _supplier_company.id == Meeting.company_id)
    .outerjoin(MeetingRequest, MeetingRequest.id == Meeting.request_id)
    .outerjoin(Requirement, Requirement.id == MeetingRequest.requirement_id)
    .outerjoin(MeetingTopic, MeetingTopic.meeting_id == Meeting.id)
    .outerjoin(_joined, _joined.id == MeetingTopic.request_id)
    .outerjoin(_joined_about, _joined_about.id == _joined.requirement_id)
    .outerjoin(MeetingCompanion, MeetingCompanion.meeting_id == Meeting.id)
    .outerjoin(_companion, _companion.id == MeetingCompanion.person_id)
    # An expression is no reason to begin with the index of editions, as SQLite did where nobody had run ANALYZE.
    .where(Meeting.edition_id + 0 == bindparam("edition_id"))
    .order_by(Slot.starts_at, Meeting.id, MeetingTopic.id, MeetingCompanion.id)
)


def list_meetings_for(person_id: int, *, edition_id: int) -> list[OwnMeeting]:
    """The meetings of a person in an edition, cancelled ones too, in order of time, in one statement."""
    rows = _MEETINGS_OF.rows(person_id=person_id, edition_id=edition_id)
    return [_meeting(list(theirs), person_id) for _id, theirs in groupby(rows, key=lambda row: row.id)]


def _meeting(rows: list[Any], person_id: int) -> OwnMeeting:
    row, besides = rows[0], list({each.companion_id: each for each in rows if each.companion_id is not None}.values())
    joined = {each.topic_id: each.topic for each in rows if each.topic_id is not None}
    me = next((each for each in besides if each.companion_id == person_id), None)
    is_buyer = row.buyer_person_id == person_id or (me is not None and me.companion_side is Side.BUYER)
    side = Side.BUYER if is_buyer else Side.SUPPLIER
    buyer = PersonName(row.buyer_given, row.buyer_first, row.buyer_second).full
    supplier = PersonName(row.supplier_given, row.supplier_first, row.supplier_second).full
    host = [] if me is None else [buyer if is_buyer else supplier]
    return OwnMeeting(
        id=row.id,
        uid=row.uid,
        sequence=row.sequence,
        status=row.status,
        changed_at=row.changed_at,
        day=row.date,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        hall=row.hall,
        table_number=row.number,
        side=side,
        company=row.supplier_company if is_buyer else row.buyer_company,
        person=supplier if is_buyer else buyer,
        position="" if is_buyer else row.position,
        requirements=tuple(filter(None, (row.title, *joined.values()))),
        interpreter=row.interpreter,
        cancel_reason=row.cancel_reason,
        also=_names(each for each in besides if each.companion_side is not side),
        with_me=(*host, *_names(each for each in besides if each.companion_side is side and each is not me)),
        is_brought=me is not None,
        is_confirmed=(row.buyer_confirmed_at if is_buyer else row.supplier_confirmed_at) is not None,
    )


def _names(rows: Iterable[Any]) -> tuple[str, ...]:
    return tuple(PersonName(row.companion_given, row.companion_first, row.companion_second).full for row in rows)
