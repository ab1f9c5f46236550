"""Meetings as the two sides and the staff see them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select, union, union_all
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from forum.accounts.models import Person
from forum.companies.models import Membership
from forum.core.database import one, session
from forum.core.paging import Page, T, batches, page_of
from forum.core.sorting import Order, in_order
from forum.editions.models import MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest, MeetingTopic, PersonSeat
from forum.meetings.queries.sorts import MEETING_SORTS, naming

EAGER = (
    joinedload(Meeting.request).joinedload(MeetingRequest.requirement),
    joinedload(Meeting.buyer, innerjoin=True).options(
        joinedload(Buyer.person, innerjoin=True), joinedload(Buyer.company, innerjoin=True)
    ),
    joinedload(Meeting.company, innerjoin=True),
    joinedload(Meeting.person, innerjoin=True),
    joinedload(Meeting.slot, innerjoin=True),
    joinedload(Meeting.table, innerjoin=True).joinedload(MeetingTable.hall, innerjoin=True),
    selectinload(Meeting.companions).joinedload(MeetingCompanion.person, innerjoin=True),
    selectinload(Meeting.joined).joinedload(MeetingRequest.requirement, innerjoin=True),
)


def meeting_for(person_id: int, meeting_id: int, *, edition_id: int, acting: bool = False) -> tuple[Meeting, Side]:
    """A meeting to which this person comes, or of a company they act for; and their side.

    `acting`: one that they may change. A colleague whom the buyer brings sees the meeting; it stays the buyer's.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    company = select(Membership.company_id).where(Membership.person_id == person_id)
    besides = select(MeetingCompanion.meeting_id).where(MeetingCompanion.person_id == person_id)
    theirs = or_(
        Meeting.buyer_id.in_(select(Buyer.id).where(Buyer.person_id == person_id)),
        Meeting.company_id.in_(company),
        Meeting.id.in_(besides if not acting else besides.where(MeetingCompanion.side == Side.SUPPLIER)),
    )
    query = select(Meeting).where(Meeting.id == meeting_id, Meeting.edition_id == edition_id, theirs)
    meeting = one(query.options(*EAGER))
    with_buyer = {meeting.buyer.person_id, *(each.person_id for each in meeting.companions_of(Side.BUYER))}
    return meeting, Side.BUYER if person_id in with_buyer else Side.SUPPLIER


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


_MEETINGS = select(Meeting).join(Meeting.slot).options(*EAGER[:4], contains_eager(Meeting.slot), *EAGER[5:])
_CANCELLED_LAST = case((Meeting.status != MeetingStatus.SCHEDULED, 1), else_=0)


def list_meetings(
    edition_id: int, *, status: MeetingStatus | None, text: str = "", order: Order | None = None, number: int = 1
) -> Page[Meeting]:
    """All meetings of an edition, for its staff, in order of time; each word is in the name of either company."""
    usual = (Slot.starts_at, Meeting.table_id)
    rows = _search(_MEETINGS, edition_id, status, text)
    rows = rows.order_by(*in_order(order, MEETING_SORTS, usual=usual, last=Meeting.id))
    return page_of(rows, ids=select_meetings(edition_id, status=status, text=text), number=number)


def select_meetings(edition_id: int, *, status: MeetingStatus | None, text: str) -> Select[tuple[int]]:
    """The ids of the meetings that a list finds, also for a statement of another domain."""
    return _search(select(Meeting.id), edition_id, status, text)


def meetings_in(edition_id: int, ids: Iterable[int]) -> Sequence[Meeting]:
    """Those of these meetings that are of the edition, in order of time."""
    query = _MEETINGS.where(Meeting.edition_id == edition_id, Meeting.id.in_(ids))
    return session().scalars(query.order_by(Slot.starts_at, Meeting.id)).all()


def _search(query: Select[tuple[T]], edition_id: int, status: MeetingStatus | None, text: str) -> Select[tuple[T]]:
    query = query.where(Meeting.edition_id == edition_id)
    if status is not None:
        query = query.where(Meeting.status == status)
    return naming(query, text, Meeting.company_id, Meeting.buyer_id)


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


def list_swappable(meeting: Meeting, *, now: datetime) -> Sequence[Meeting]:
    """The scheduled meetings that could change times or tables with this one: of its buyer, or at its time and hall."""
    query = _MEETINGS.where(Meeting.status == MeetingStatus.SCHEDULED, Slot.ends_at > now, Meeting.id != meeting.id)
    query = query.where(Meeting.held_at.is_(None))
    query = query.where(or_(Meeting.buyer_id == meeting.buyer_id, Meeting.slot_id == meeting.slot_id))
    of_hall = query.where(Slot.hall_id == meeting.slot.hall_id)
    return session().scalars(of_hall.order_by(Slot.starts_at, Meeting.table_id)).all()


def list_scheduled_in(slot_ids: Iterable[int]) -> list[Meeting]:
    """The scheduled meetings in these slots with all they point to, read again, by id."""
    query = _MEETINGS.where(Meeting.status == MeetingStatus.SCHEDULED).execution_options(populate_existing=True)
    meetings = [
        each for some in batches(slot_ids) for each in session().scalars(query.where(Meeting.slot_id.in_(some)))
    ]
    return sorted(meetings, key=lambda each: each.id)


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


def list_meetings_about(request_ids: Iterable[int]) -> Sequence[tuple[Meeting, list[int]]]:
    """The scheduled meetings about these requests, with those that each is about, in the order of their making."""
    about: dict[int, list[int]] = {}
    for some in batches(request_ids):
        made = select(Meeting.id, Meeting.request_id).where(Meeting.request_id.in_(some))
        joined = select(MeetingTopic.meeting_id, MeetingTopic.request_id).where(MeetingTopic.request_id.in_(some))
        for meeting_id, request_id in session().execute(union_all(made, joined)):
            about.setdefault(meeting_id, []).append(request_id)
    found: list[Meeting] = []
    for some in batches(about):
        query = select(Meeting).where(Meeting.id.in_(some), Meeting.status == MeetingStatus.SCHEDULED)
        found.extend(session().scalars(query.options(*EAGER).order_by(Meeting.id)))
    return [(meeting, about[meeting.id]) for meeting in sorted(found, key=lambda meeting: meeting.id)]


def find_latest_meeting(request_id: int) -> Meeting | None:
    """The latest meeting made of a request, or that it joined."""
    made = select(Meeting.id).where(Meeting.request_id == request_id)
    both = union(made, select(MeetingTopic.meeting_id).where(MeetingTopic.request_id == request_id))
    query = _MEETINGS.where(Meeting.id.in_(both)).order_by(Meeting.id.desc()).limit(1)
    return session().scalars(query).one_or_none()
