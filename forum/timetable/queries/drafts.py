"""Queries for drafts: the changes they would make, and the data of the mails about them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import found, session
from forum.core.paging import batches
from forum.editions.enums import PlannedWishes
from forum.editions.models import Edition, Hall, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.queries.companions import get_companions
from forum.meetings.queries.topics import get_joined_titles
from forum.scheduling.problem import Reason
from forum.timetable.enums import Change
from forum.timetable.models import DraftLeftOut, DraftMeeting, DraftTopic, TimetableDraft


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes that publishing a draft makes: meetings to create, to move and to cancel; `meetings` is its total.

    `joined`: requests that are talked about at one of its meetings.
    """

    made: Sequence[DraftMeeting]
    moved: Sequence[DraftMeeting]
    dropped: Sequence[DraftLeftOut]
    joined: Sequence[DraftTopic]
    meetings: int

    @property
    def requests(self) -> set[int]:
        """The requests that become meetings or join one."""
        made = {row.request_id for row in self.made if row.request_id is not None}
        return made | {row.request_id for row in self.joined}

    @property
    def joining(self) -> set[int]:
        """The scheduled meetings that further requests join."""
        return {row.with_meeting_id for row in self.joined if row.with_meeting_id is not None}

    @property
    def affected(self) -> dict[int | None, int | None]:
        """The scheduled meetings that would change, with their sequences when the draft was made."""
        moved = {row.meeting_id: row.sequence for row in self.moved}
        return {**moved, **{row.meeting_id: row.sequence for row in self.dropped}}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNotice:
    """The data of a meeting for the mails to its participants: the buyer is the host.

    `unanswered`: the organiser scheduled it, the buyer had not answered its request.
    """

    meeting_id: int
    starts_at: datetime
    hall: str
    table: int
    requirement: str
    unanswered: bool
    host: Person
    host_company: str
    guest: Person
    guest_company: str
    companions: Sequence[tuple[Person, Side]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutNotice:
    """The data of a request that a draft leaves out, for the mails to both sides.

    `invited`: its buyer asked for it.
    """

    reason: Reason
    numbers: dict[str, int]
    accepted: bool
    invited: bool
    requirement: str
    host: Person
    host_company: str
    guest: Person
    guest_company: str


def get_draft(draft_id: int) -> TimetableDraft:
    """The draft of this id.

    Raises:
        NotFound: there is no such draft.
    """
    return found(session().get(TimetableDraft, draft_id, populate_existing=True))


def unpublished_ids(edition_id: int) -> Sequence[int]:
    """The ids of the drafts of an edition that are not published."""
    query = select(TimetableDraft.id).where(
        TimetableDraft.edition_id == edition_id, TimetableDraft.published_at.is_(None)
    )
    return session().scalars(query.order_by(TimetableDraft.id)).all()


def list_untold_ids() -> Sequence[int]:
    """The published drafts from which something still follows."""
    query = select(TimetableDraft.id).where(TimetableDraft.published_at.is_not(None), TimetableDraft.told_at.is_(None))
    return session().scalars(query.order_by(TimetableDraft.id)).all()


def list_made_ids(draft_id: int) -> Sequence[int]:
    """The meetings that a published draft has made, those that still are."""
    query = select(Meeting.id).join(DraftMeeting, DraftMeeting.uid == Meeting.uid)
    made = query.where(DraftMeeting.draft_id == draft_id, Meeting.status == MeetingStatus.SCHEDULED)
    return session().scalars(made.order_by(Meeting.id)).all()


def changes_of(draft_id: int) -> Changes:
    """The changes that publishing a draft makes."""
    meetings = session().scalars(
        select(DraftMeeting).where(DraftMeeting.draft_id == draft_id).order_by(DraftMeeting.id)
    )
    by_change: dict[Change, list[DraftMeeting]] = {change: [] for change in Change}
    for meeting in meetings:
        by_change[meeting.change].append(meeting)
    dropped = session().scalars(
        select(DraftLeftOut).where(DraftLeftOut.draft_id == draft_id, DraftLeftOut.meeting_id.is_not(None))
    )
    joined = session().scalars(select(DraftTopic).where(DraftTopic.draft_id == draft_id).order_by(DraftTopic.id))
    return Changes(
        made=by_change[Change.NEW],
        moved=by_change[Change.MOVED],
        dropped=dropped.all(),
        joined=joined.all(),
        meetings=sum(len(rows) for rows in by_change.values()),
    )


_host, _guest = shared_alias(Person, name="host"), shared_alias(Person, name="guest")
_buying, _supplying = shared_alias(Company), shared_alias(Company)

_NOTICES = (
    select(
        Meeting.id.label("meeting_id"),
        Slot.starts_at,
        Hall.name.label("hall"),
        MeetingTable.number.label("table"),
        func.coalesce(Requirement.title, "").label("requirement"),
        func.coalesce(MeetingRequest.status == RequestStatus.SCHEDULED, False).label("unanswered"),
        _host,
        _buying.name.label("host_company"),
        _guest,
        _supplying.name.label("guest_company"),
    )
    .join(Slot, Slot.id == Meeting.slot_id)
    .join(MeetingTable, MeetingTable.id == Meeting.table_id)
    .join(Hall, Hall.id == MeetingTable.hall_id)
    .join(Buyer, Buyer.id == Meeting.buyer_id)
    .join(_host, _host.id == Buyer.person_id)
    .join(_buying, _buying.id == Buyer.company_id)
    .join(_guest, _guest.id == Meeting.person_id)
    .join(_supplying, _supplying.id == Meeting.company_id)
    .outerjoin(MeetingRequest, MeetingRequest.id == Meeting.request_id)
    .outerjoin(Requirement, Requirement.id == MeetingRequest.requirement_id)
    .order_by(Slot.starts_at, Meeting.id)
)

_IS_TOLD = or_(
    Edition.planned_wishes == PlannedWishes.ALL,
    MeetingRequest.wished_by != Side.SUPPLIER,
    MeetingRequest.status == RequestStatus.ACCEPTED,
)
"""Of whose requests one is told why they have no place: not of an open one that is planned only since its buyer marked
the company, or the reason would say so."""

_LEFT_OUT = (
    select(
        DraftLeftOut.reason,
        DraftLeftOut.numbers,
        (MeetingRequest.status == RequestStatus.ACCEPTED).label("accepted"),
        (MeetingRequest.wished_by == Side.BUYER).label("invited"),
        Requirement.title.label("requirement"),
        _host,
        _buying.name.label("host_company"),
        _guest,
        _supplying.name.label("guest_company"),
    )
    .join(MeetingRequest, MeetingRequest.id == DraftLeftOut.request_id)
    .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
    .join(Buyer, Buyer.id == MeetingRequest.buyer_id)
    .join(_host, _host.id == Buyer.person_id)
    .join(_buying, _buying.id == Buyer.company_id)
    .join(_guest, _guest.id == MeetingRequest.person_id)
    .join(_supplying, _supplying.id == MeetingRequest.company_id)
    .join(Edition, Edition.id == MeetingRequest.edition_id)
    .where(DraftLeftOut.meeting_id.is_(None), _IS_TOLD)
    .order_by(DraftLeftOut.id)
)


def list_invited(request_ids: Iterable[int | None]) -> list[tuple[Person, Company]]:
    """Who comes for which company by those of these requests that are invitations, by person."""
    found: dict[tuple[int, int], tuple[Person, Company]] = {}
    for some in batches(request_ids):
        query = (
            select(Person, Company)
            .join(MeetingRequest, MeetingRequest.person_id == Person.id)
            .join(Company, Company.id == MeetingRequest.company_id)
            .where(MeetingRequest.id.in_(some), MeetingRequest.wished_by == Side.BUYER)
        )
        found.update({(person.id, company.id): (person, company) for person, company in session().execute(query)})
    return [found[key] for key in sorted(found)]


def get_meeting_notices(meeting_ids: Iterable[int | None]) -> Iterator[MeetingNotice]:
    """The present data of these meetings for the mails to their participants, and to who comes besides."""
    for some in batches(meeting_ids):
        besides, joined = get_companions(some), get_joined_titles(some)
        for row in session().execute(_NOTICES.where(Meeting.id.in_(some))):
            titles = "; ".join(filter(None, (row.requirement, *joined.get(row.meeting_id, ()))))
            values = {**row._mapping, "requirement": titles}
            yield MeetingNotice(**values, companions=besides.get(row.meeting_id, ()))


def get_left_out_notices(draft: TimetableDraft) -> Iterator[LeftOutNotice]:
    """The requests that a draft leaves out and the previously published one did not: nobody is notified twice."""
    for row in session().execute(_newly_left_out(_LEFT_OUT, draft)):
        yield LeftOutNotice(**row._mapping)


def told_of_left_out(draft: TimetableDraft) -> set[int]:
    """The people who would be told of these requests."""
    query = _LEFT_OUT.with_only_columns(
        MeetingRequest.status == RequestStatus.ACCEPTED, MeetingRequest.wished_by == Side.BUYER, _host.id, _guest.id
    )
    told: set[int] = set()
    for accepted, invited, host, guest in session().execute(_newly_left_out(query, draft)):
        told |= ({guest} if accepted or not invited else set()) | ({host} if accepted or invited else set())
    return told


def _newly_left_out(query: Select[Any], draft: TimetableDraft) -> Select[Any]:
    earlier = select(func.max(TimetableDraft.id)).where(
        TimetableDraft.edition_id == draft.edition_id,
        TimetableDraft.published_at.is_not(None),
        TimetableDraft.id != draft.id,
    )
    before = select(DraftLeftOut.request_id).where(
        DraftLeftOut.draft_id == earlier.scalar_subquery(), DraftLeftOut.request_id.is_not(None)
    )
    return query.where(DraftLeftOut.draft_id == draft.id, DraftLeftOut.request_id.not_in(before))


def why_left_out(request_id: int) -> DraftLeftOut | None:
    """The entry of a request that the last published timetable leaves out; None if there is none."""
    query = (
        select(DraftLeftOut)
        .join(TimetableDraft, TimetableDraft.id == DraftLeftOut.draft_id)
        .join(MeetingRequest, MeetingRequest.id == DraftLeftOut.request_id)
        .join(Edition, Edition.id == MeetingRequest.edition_id)
        .where(DraftLeftOut.request_id == request_id, TimetableDraft.published_at.is_not(None), _IS_TOLD)
        .order_by(TimetableDraft.published_at.desc(), TimetableDraft.id.desc())
        .limit(1)
    )
    return session().scalars(query).one_or_none()
