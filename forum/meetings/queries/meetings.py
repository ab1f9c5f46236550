"""Meetings as one person, the two sides and the staff see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, bindparam, case, func, or_, select, union
from sqlalchemy.orm import aliased, contains_eager, joinedload

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.core.database import one, session
from forum.core.names import PersonName
from forum.core.paging import Page, T, batches, page_of
from forum.core.prepared import Prepared
from forum.core.search import like, words
from forum.editions.models import Day, Hall, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat

EAGER = (
    joinedload(Meeting.request).joinedload(MeetingRequest.requirement),
    joinedload(Meeting.buyer, innerjoin=True).options(
        joinedload(Buyer.person, innerjoin=True), joinedload(Buyer.company, innerjoin=True)
    ),
    joinedload(Meeting.company, innerjoin=True),
    joinedload(Meeting.person, innerjoin=True),
    joinedload(Meeting.slot, innerjoin=True),
    joinedload(Meeting.table, innerjoin=True).joinedload(MeetingTable.hall, innerjoin=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeeting:
    """A meeting as one person sees it: when, where, with whom, about what, and which side they are on."""

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
    requirement: str | None
    interpreter: str | None
    cancel_reason: str


_buyer_person, _supplier_person = aliased(Person), aliased(Person)
_buyer_company, _supplier_company = aliased(Company), aliased(Company)

# Two look-ups by an index, as a supplier and as a buyer (several, where they were removed and invited again): with OR
# SQLite reads every meeting. They come first: beyond eight tables PostgreSQL joins in the order that is written, and
# with IN it joined all meetings of the edition before it looked whose they are (7.6 ms at 5,000 of them, now 0.9).
_own = union(
    select(Meeting.id).where(Meeting.person_id == bindparam("person_id")),
    select(Meeting.id).join(Buyer, Buyer.id == Meeting.buyer_id).where(Buyer.person_id == bindparam("person_id")),
).subquery("own")

# Built once and executed without the ORM: calendar apps ask for it all day long.
_MEETINGS_OF = Prepared(
    select(
        Meeting.id,
        Meeting.uid,
        Meeting.sequence,
        Meeting.status,
        Meeting.changed_at,
        Meeting.cancel_reason,
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
    # An expression is no reason to begin with the index of editions, as SQLite did where nobody had run ANALYZE.
    .where(Meeting.edition_id + 0 == bindparam("edition_id"))
    .order_by(Slot.starts_at, Meeting.id)
)


def list_meetings_for(person_id: int, *, edition_id: int) -> list[OwnMeeting]:
    """The meetings of a person in an edition, cancelled ones too, in order of time, in one statement."""
    found = []
    for row in _MEETINGS_OF.rows(person_id=person_id, edition_id=edition_id):
        is_buyer = row.buyer_person_id == person_id
        other = (
            PersonName(row.supplier_given, row.supplier_first, row.supplier_second)
            if is_buyer
            else PersonName(row.buyer_given, row.buyer_first, row.buyer_second)
        )
        found.append(
            OwnMeeting(
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
                side=Side.BUYER if is_buyer else Side.SUPPLIER,
                company=row.supplier_company if is_buyer else row.buyer_company,
                person=other.full,
                position="" if is_buyer else row.position,
                requirement=row.title,
                interpreter=row.interpreter,
                cancel_reason=row.cancel_reason,
            )
        )
    return found


def meeting_for(person_id: int, meeting_id: int, *, edition_id: int) -> tuple[Meeting, Side]:
    """A meeting of this person or of a company they act for, and their side.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    acting = select(Membership.company_id).where(Membership.person_id == person_id)
    theirs = or_(
        Meeting.buyer_id.in_(select(Buyer.id).where(Buyer.person_id == person_id)), Meeting.company_id.in_(acting)
    )
    query = select(Meeting).where(Meeting.id == meeting_id, Meeting.edition_id == edition_id, theirs)
    meeting = one(query.options(*EAGER))
    return meeting, Side.BUYER if meeting.buyer.person_id == person_id else Side.SUPPLIER


def get_meeting(meeting_id: int, *, edition_id: int) -> Meeting:
    """A meeting of this edition, for its staff.

    Raises:
        NotFound: there is none.
    """
    return one(select(Meeting).where(Meeting.id == meeting_id, Meeting.edition_id == edition_id).options(*EAGER))


def list_meetings_of(
    *, buyer_id: int | None = None, company_id: int | None = None, edition_id: int
) -> Sequence[Meeting]:
    """The meetings of a buyer or of a company in an edition, in order of time, cancelled ones last."""
    query = _MEETINGS.where(Meeting.edition_id == edition_id)
    if buyer_id is not None:
        query = query.where(Meeting.buyer_id == buyer_id)
    if company_id is not None:
        query = query.where(Meeting.company_id == company_id)
    return session().scalars(query.order_by(_CANCELLED_LAST, Slot.starts_at, Meeting.id)).all()


_MEETINGS = select(Meeting).join(Meeting.slot).options(*EAGER[:4], contains_eager(Meeting.slot), EAGER[5])
_CANCELLED_LAST = case((Meeting.status == MeetingStatus.CANCELLED, 1), else_=0)


def list_meetings(edition_id: int, *, status: MeetingStatus | None, text: str = "", number: int = 1) -> Page[Meeting]:
    """All meetings of an edition, for its staff, in order of time; each word is in the name of either company."""
    rows = _search(_MEETINGS, edition_id, status, text).order_by(Slot.starts_at, Meeting.table_id, Meeting.id)
    return page_of(rows, ids=_search(select(Meeting.id), edition_id, status, text), number=number)


def _search(query: Select[tuple[T]], edition_id: int, status: MeetingStatus | None, text: str) -> Select[tuple[T]]:
    query = query.where(Meeting.edition_id == edition_id)
    if status is not None:
        query = query.where(Meeting.status == status)
    for word in words(text):
        named = Company.name_folded.like(like(word), escape="\\")
        supplying = select(Meeting.id).join(Company, Company.id == Meeting.company_id).where(named)
        buying = select(Meeting.id).join(Meeting.buyer).join(Company, Company.id == Buyer.company_id).where(named)
        query = query.where(Meeting.id.in_(union(supplying, buying)))
    return query


def count_meetings(edition_id: int) -> dict[MeetingStatus, int]:
    """Number of meetings per status."""
    query = select(Meeting.status, func.count()).where(Meeting.edition_id == edition_id).group_by(Meeting.status)
    return {status: count for status, count in session().execute(query)}


def list_scheduled_ids(
    *,
    person_id: int | None = None,
    slot_id: int | None = None,
    buyer_id: int | None = None,
    edition_id: int | None = None,
) -> Sequence[int]:
    """The ids of the scheduled meetings that meet every given condition."""
    query = select(Meeting.id).where(Meeting.status == MeetingStatus.SCHEDULED).order_by(Meeting.id)
    if person_id is not None:
        query = query.where(Meeting.id.in_(select(PersonSeat.meeting_id).where(PersonSeat.person_id == person_id)))
    for column, value in ((Meeting.slot_id, slot_id), (Meeting.buyer_id, buyer_id), (Meeting.edition_id, edition_id)):
        if value is not None:
            query = query.where(column == value)
    return session().scalars(query).all()


def list_scheduled(*, buyer_id: int) -> Sequence[Meeting]:
    """A buyer's scheduled meetings with all they point to, by id."""
    query = _MEETINGS.where(Meeting.buyer_id == buyer_id, Meeting.status == MeetingStatus.SCHEDULED)
    return session().scalars(query.order_by(Meeting.id)).all()


def list_ahead(
    *,
    buyer_id: int | None = None,
    company_id: int | None = None,
    person_id: int | None = None,
    edition_id: int | None = None,
    now: datetime,
) -> Sequence[Meeting]:
    """The scheduled meetings that meet every given condition and have not ended, in order of time."""
    query = _MEETINGS.where(Meeting.status == MeetingStatus.SCHEDULED, Slot.ends_at > now)
    for column, value in (
        (Meeting.buyer_id, buyer_id),
        (Meeting.company_id, company_id),
        (Meeting.person_id, person_id),
        (Meeting.edition_id, edition_id),
    ):
        if value is not None:
            query = query.where(column == value)
    return session().scalars(query.order_by(Slot.starts_at, Meeting.id)).all()


def count_scheduled_in(slot_ids: Iterable[int]) -> int:
    """Number of scheduled meetings in these slots."""
    scheduled = select(func.count()).select_from(Meeting).where(Meeting.status == MeetingStatus.SCHEDULED)
    return sum(session().scalar(scheduled.where(Meeting.slot_id.in_(some))) or 0 for some in batches(slot_ids))


def list_people_with_meetings(edition_id: int) -> Sequence[Person]:
    """The people of the scheduled meetings of an edition, each once."""
    of_edition = select(Meeting.id).where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
    seated = select(PersonSeat.person_id).where(PersonSeat.meeting_id.in_(of_edition))
    return session().scalars(select(Person).where(Person.id.in_(seated)).order_by(Person.id)).all()


def count_in_slot(slot_id: int) -> int:
    """Number of meetings in a slot, cancelled ones too (they keep their slot as history)."""
    return session().scalar(select(func.count()).select_from(Meeting).where(Meeting.slot_id == slot_id)) or 0


def get_meeting_ids(uids: Iterable[str]) -> dict[str, int]:
    """The ids of the meetings with these `uid`s."""
    found: dict[str, int] = {}
    for some in batches(uids):
        rows = session().execute(select(Meeting.uid, Meeting.id).where(Meeting.uid.in_(some)))
        found.update((uid, id) for uid, id in rows)
    return found


def find_latest_meeting(request_id: int) -> Meeting | None:
    """The latest meeting made of a request."""
    query = _MEETINGS.where(Meeting.request_id == request_id).order_by(Meeting.id.desc()).limit(1)
    return session().scalars(query).one_or_none()
