"""Reads agendas to compare them, and the names of what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from forum.companies.models import Company
from forum.core.database import session
from forum.editions.models import Hall, MeetingTable, Slot
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.timetable.models import DraftMeeting, TimetableDraft
from forum.timetable.rules.comparison import Agenda, Differing, Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The words of some meetings: companies, buyers' companies, beginnings of slots, and tables with their halls."""

    companies: Mapping[int, str]
    buyers: Mapping[int, str]
    starts: Mapping[int, datetime]
    tables: Mapping[int, tuple[str, int]]


def agenda_of_draft(draft_id: int) -> Agenda:
    """The meetings of a draft."""
    return _agenda(_columns(DraftMeeting, DraftMeeting.meeting_id).where(DraftMeeting.draft_id == draft_id))


def agenda_now(edition_id: int) -> Agenda:
    """The meetings that are scheduled in an edition."""
    query = _columns(Meeting, Meeting.id.label("meeting_id"))
    return _agenda(query.where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED))


def _columns(model: Any, meeting_id: Any) -> Select[Any]:
    return select(model.request_id, meeting_id, model.buyer_id, model.company_id, model.slot_id, model.table_id)


def _agenda(query: Select[Any]) -> Agenda:
    return {
        f"m{meeting}" if request is None else f"r{request}": Placed(
            buyer_id=buyer, company_id=company, slot_id=slot, table_id=table
        )
        for request, meeting, buyer, company, slot, table in session().execute(query)
    }


def list_other_drafts(draft: TimetableDraft) -> list[tuple[int, datetime]]:
    """The other drafts of its edition, the latest first: number, and when each was made."""
    query = select(TimetableDraft.id, TimetableDraft.made_at).where(
        TimetableDraft.edition_id == draft.edition_id, TimetableDraft.id != draft.id
    )
    return [(id, made_at) for id, made_at in session().execute(query.order_by(TimetableDraft.id.desc()).limit(50))]


def names_of(differing: Iterable[Differing]) -> Names:
    """The words for a page of what differs."""
    listed = list(differing)
    places = [place for each in listed for place in (each.here, each.there) if place is not None]
    buying = select(Buyer.id, Company.name).join(Company, Company.id == Buyer.company_id)
    tables = select(MeetingTable.id, Hall.name, MeetingTable.number).join(Hall, Hall.id == MeetingTable.hall_id)
    return Names(
        companies=_by_id(select(Company.id, Company.name).where(Company.id.in_({each.company_id for each in places}))),
        buyers=_by_id(buying.where(Buyer.id.in_({each.buyer_id for each in places}))),
        starts=_by_id(select(Slot.id, Slot.starts_at).where(Slot.id.in_({each.slot_id for each in places}))),
        tables={
            id: (hall, number)
            for id, hall, number in session().execute(
                tables.where(MeetingTable.id.in_({each.table_id for each in places}))
            )
        },
    )


def _by_id(query: Select[Any]) -> dict[int, Any]:
    return {id: value for id, value in session().execute(query)}
