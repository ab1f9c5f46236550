"""Meetings follow the names that calendars show with them; what an edition shows, it counts itself.

A calendar app takes a change from the SEQUENCE of an event, or at least from its LAST-MODIFIED (RFC 5545, 3.8.7).
Cancelled meetings follow too: they stay in the calendars.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from forum.core.database import atomic
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest, MeetingTopic


def follow_company(company_id: int, *, now: datetime) -> None:
    """Record that a company is called otherwise, on either side of the table."""
    buying = select(Buyer.id).where(Buyer.company_id == company_id)
    count_changes(or_(Meeting.company_id == company_id, Meeting.buyer_id.in_(buying)), moved=False, now=now)


def follow_person(person_id: int, *, now: datetime) -> None:
    """Record that a person is called otherwise, or reads their own calendar in another language."""
    buying = select(Buyer.id).where(Buyer.person_id == person_id)
    besides = select(MeetingCompanion.meeting_id).where(MeetingCompanion.person_id == person_id)
    theirs = or_(Meeting.person_id == person_id, Meeting.buyer_id.in_(buying), Meeting.id.in_(besides))
    count_changes(theirs, moved=False, now=now)


def follow_requirement(requirement_id: int, *, now: datetime) -> None:
    """Record that a requirement has another title."""
    asked = select(MeetingRequest.id).where(MeetingRequest.requirement_id == requirement_id)
    joined = select(MeetingTopic.meeting_id).where(MeetingTopic.request_id.in_(asked))
    count_changes(or_(Meeting.request_id.in_(asked), Meeting.id.in_(joined)), moved=False, now=now)


def count_changes(chosen: ColumnElement[bool], *, moved: bool, now: datetime, **more: None) -> None:
    """Record a change of these meetings; `moved`: of their time or place, which raises their `sequence`.

    `more`: columns that are emptied, such as `UNCONFIRMED`.
    """
    values = {"changed_at": now, **({"sequence": Meeting.sequence + 1} if moved else {}), **more}
    with atomic() as current:
        current.execute(select(Meeting.id).where(chosen).order_by(Meeting.id).with_for_update(key_share=True))
        current.execute(update(Meeting).where(chosen).values(values), execution_options={"synchronize_session": False})
