"""Queries for the pages of drafts: the drafts, the meetings of one, and what it leaves out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import one, session
from forum.core.paging import Page, page_of, rows_of
from forum.core.sorting import Order, Sorts, in_order
from forum.editions.models import Hall, MeetingTable, Slot
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.queries.sorts import naming
from forum.scheduling.problem import Reason
from forum.timetable.enums import Change
from forum.timetable.models import DraftEdit, DraftLeftOut, DraftMeeting, DraftTopic, TimetableDraft
from forum.timetable.queries.drafts import told_of_left_out

DRAFTS_SHOWN = 20
_WHO = (joinedload(TimetableDraft.made_by), joinedload(TimetableDraft.published_by))
_supplying, _buying = shared_alias(Company), shared_alias(Company)
_guest, _host = shared_alias(Person, name="guest"), shared_alias(Person, name="host")


def list_drafts(edition_id: int, *, number: int) -> Page[TimetableDraft]:
    """The drafts of an edition, the latest first, with who made and published them."""
    query = select(TimetableDraft).where(TimetableDraft.edition_id == edition_id)
    return page_of(query.order_by(TimetableDraft.id.desc()).options(*_WHO), number=number, size=DRAFTS_SHOWN)


def list_open_drafts(edition_id: int) -> Sequence[TimetableDraft]:
    """The drafts that could still be published, the latest first."""
    query = select(TimetableDraft).where(
        TimetableDraft.edition_id == edition_id,
        TimetableDraft.published_at.is_(None),
        TimetableDraft.superseded_at.is_(None),
    )
    return session().scalars(query.order_by(TimetableDraft.id.desc()).limit(DRAFTS_SHOWN)).all()


def get_draft_of(draft_id: int, *, edition_id: int) -> TimetableDraft:
    """A draft of an edition, with who made and published it.

    Raises:
        NotFound
    """
    query = select(TimetableDraft).where(TimetableDraft.id == draft_id, TimetableDraft.edition_id == edition_id)
    return one(query.options(*_WHO))


def count_changes(draft_id: int) -> dict[Change, int]:
    """How many meetings of a draft are new, kept and moved."""
    query = select(DraftMeeting.change, func.count()).where(DraftMeeting.draft_id == draft_id)
    return {change: count for change, count in session().execute(query.group_by(DraftMeeting.change))}


def count_reasons(draft_id: int) -> dict[Reason, int]:
    """How many wishes a draft leaves out, by reason."""
    query = select(DraftLeftOut.reason, func.count()).where(DraftLeftOut.draft_id == draft_id)
    return {reason: count for reason, count in session().execute(query.group_by(DraftLeftOut.reason))}


def count_dropped(draft_id: int) -> int:
    """How many scheduled meetings publishing a draft cancels."""
    query = select(func.count()).select_from(DraftLeftOut)
    return session().scalar(query.where(DraftLeftOut.draft_id == draft_id, DraftLeftOut.meeting_id.is_not(None))) or 0


def count_told(draft: TimetableDraft) -> int:
    """How many people get a mail when a draft is published, but for those who come along."""
    changed = select(DraftMeeting.person_id, DraftMeeting.buyer_id).where(
        DraftMeeting.draft_id == draft.id, DraftMeeting.change != Change.KEPT
    )
    dropped = (
        select(Meeting.person_id, Meeting.buyer_id)
        .join(DraftLeftOut, DraftLeftOut.meeting_id == Meeting.id)
        .where(DraftLeftOut.draft_id == draft.id)
    )
    sides = changed.union_all(dropped).subquery()
    hosts = select(Buyer.person_id).where(Buyer.id.in_(select(sides.c.buyer_id)))
    people = set(session().scalars(select(sides.c.person_id).distinct())) | set(session().scalars(hosts))
    return len(people | told_of_left_out(draft))


def count_topics(draft_id: int) -> int:
    """How many requests of a draft are talked about at the meeting of another one."""
    query = select(func.count()).select_from(DraftTopic).where(DraftTopic.draft_id == draft_id)
    return session().scalar(query) or 0


def list_edits(draft_id: int) -> Sequence[DraftEdit]:
    """What was changed in a draft by hand, the latest first, with who did it."""
    query = select(DraftEdit).where(DraftEdit.draft_id == draft_id).order_by(DraftEdit.id.desc())
    return session().scalars(query.options(joinedload(DraftEdit.by))).all()


_MEETINGS = (
    select(
        DraftMeeting,
        Slot.starts_at,
        Slot.ends_at,
        Hall.name.label("hall"),
        MeetingTable.number.label("table"),
        _supplying.name.label("supplier"),
        _buying.name.label("buyer"),
        _guest,
        _host,
    )
    .join(Slot, Slot.id == DraftMeeting.slot_id)
    .join(MeetingTable, MeetingTable.id == DraftMeeting.table_id)
    .join(Hall, Hall.id == MeetingTable.hall_id)
    .join(Buyer, Buyer.id == DraftMeeting.buyer_id)
    .join(_buying, _buying.id == Buyer.company_id)
    .join(_host, _host.id == Buyer.person_id)
    .join(_supplying, _supplying.id == DraftMeeting.company_id)
    .join(_guest, _guest.id == DraftMeeting.person_id)
)
MEETING_SORTS: Sorts = {
    "company": (_supplying.name_sorted, Slot.starts_at),
    "buyer": (_buying.name_sorted, Slot.starts_at),
    "when": (Slot.starts_at, MeetingTable.number),
    "table": (MeetingTable.number, Slot.starts_at),
}


def list_draft_meetings(
    draft_id: int, *, change: Change | None, text: str, order: Order | None, number: int
) -> Page[Row[Any]]:
    """The meetings of a draft in order of time; each word is in the name of either company."""

    def chosen(query: Select[Any]) -> Select[Any]:
        query = query.where(DraftMeeting.draft_id == draft_id)
        query = query if change is None else query.where(DraftMeeting.change == change)
        return naming(query, text, DraftMeeting.company_id, DraftMeeting.buyer_id)

    sorted_by = in_order(order, MEETING_SORTS, usual=(Slot.starts_at, MeetingTable.number), last=DraftMeeting.id)
    return rows_of(chosen(_MEETINGS).order_by(*sorted_by), number=number, ids=chosen(select(DraftMeeting.id)))


def list_draft_day(draft_id: int, person_id: int) -> Sequence[Row[Any]]:
    """The meetings of a person in a draft, in order of time: as the buyer, or for a company."""
    theirs = or_(DraftMeeting.person_id == person_id, Buyer.person_id == person_id)
    query = _MEETINGS.where(DraftMeeting.draft_id == draft_id, theirs)
    return session().execute(query.order_by(Slot.starts_at, DraftMeeting.id)).all()


def get_draft_meeting(draft_id: int, line_id: int) -> Row[Any]:
    """A meeting of a draft, with names and place.

    Raises:
        NotFound
    """
    one(select(DraftMeeting).where(DraftMeeting.id == line_id, DraftMeeting.draft_id == draft_id))
    return session().execute(_MEETINGS.where(DraftMeeting.id == line_id)).one()


def list_taken_slots(line: DraftMeeting) -> set[int]:
    """The slots in which one of the two, or the table, has a meeting of the draft, that of the line too."""
    either = or_(
        DraftMeeting.buyer_id == line.buyer_id,
        DraftMeeting.person_id == line.person_id,
        DraftMeeting.table_id == line.table_id,
    )
    return set(session().scalars(select(DraftMeeting.slot_id).where(DraftMeeting.draft_id == line.draft_id, either)))


_company_id = func.coalesce(MeetingRequest.company_id, Meeting.company_id)
_buyer_id = func.coalesce(MeetingRequest.buyer_id, Meeting.buyer_id)
_LEFT = (
    select(
        DraftLeftOut,
        func.coalesce(Requirement.title, "").label("requirement"),
        _supplying.name.label("supplier"),
        _buying.name.label("buyer"),
    )
    .outerjoin(MeetingRequest, MeetingRequest.id == DraftLeftOut.request_id)
    .outerjoin(Meeting, Meeting.id == DraftLeftOut.meeting_id)
    .outerjoin(Requirement, Requirement.id == MeetingRequest.requirement_id)
    .join(Buyer, Buyer.id == _buyer_id)
    .join(_buying, _buying.id == Buyer.company_id)
    .join(_supplying, _supplying.id == _company_id)
)
LEFT_SORTS: Sorts = {
    "company": (_supplying.name_sorted,),
    "buyer": (_buying.name_sorted,),
}


def list_left_out(
    draft_id: int, *, reason: Reason | None, text: str, order: Order | None, number: int
) -> Page[Row[Any]]:
    """What a draft leaves out, by company; each word is in the name of either company."""

    def chosen(query: Select[Any]) -> Select[Any]:
        query = query.where(DraftLeftOut.draft_id == draft_id)
        query = query if reason is None else query.where(DraftLeftOut.reason == reason)
        return naming(query, text, _company_id, _buyer_id)

    sorted_by = in_order(order, LEFT_SORTS, usual=(_supplying.name_sorted,), last=DraftLeftOut.id)
    ids = select(DraftLeftOut.id).outerjoin(MeetingRequest, MeetingRequest.id == DraftLeftOut.request_id)
    ids = ids.outerjoin(Meeting, Meeting.id == DraftLeftOut.meeting_id)
    return rows_of(chosen(_LEFT).order_by(*sorted_by), number=number, ids=chosen(ids))


def list_left_out_of(draft_id: int, person_id: int) -> Sequence[Row[Any]]:
    """What a draft leaves out of what concerns a person: as the buyer, or for a company."""
    acting = func.coalesce(MeetingRequest.person_id, Meeting.person_id)
    query = _LEFT.where(DraftLeftOut.draft_id == draft_id, or_(acting == person_id, Buyer.person_id == person_id))
    return session().execute(query.order_by(_supplying.name_sorted, DraftLeftOut.id)).all()
