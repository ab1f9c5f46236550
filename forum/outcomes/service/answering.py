"""Saying who comes, what came of a meeting, and what became of it later."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import EAGER
from forum.meetings.queries.own import OwnMeeting
from forum.meetings.service import confirm_meeting
from forum.outcomes import queries
from forum.outcomes.enums import Asking, Milestone
from forum.outcomes.models import MeetingOutcome, OutcomeEvent, OutcomeFollowUp
from forum.outcomes.rules import (
    Reached,
    Said,
    complete,
    complete_follow_up,
    ensure_answerable,
    ensure_followed,
)


def confirm_coming(meetings: Collection[OwnMeeting], *, by: int, now: datetime) -> None:
    """Confirm that one comes to these meetings of one's own: all of them, or none.

    Raises:
        NotScheduled, AlreadyMissed, MeetingOver: one of them is not ahead any more.
    """
    with atomic():
        for each in sorted(meetings, key=lambda each: each.id):
            confirm_meeting(each.id, of=each.side, by=by, now=now)


def answer(meeting_id: int, side: Side, said: Said, *, by: int, now: datetime, for_them: bool = False) -> None:
    """Keep what a side says of a meeting, in place of what it said before; `for_them`: the staff writes it down.

    Raises:
        InterestMissing, StepMissing, ReasonMissing, HorizonMissing: something is not said.
        MeetingNotHeld, MeetingNotOver, AnswersClosed: it is not answered now.
    """
    told = complete(said)
    with atomic() as current:
        meeting = locked(Meeting, meeting_id, *EAGER)
        edition = current.get_one(Edition, meeting.edition_id)
        ensure_answerable(
            is_scheduled=meeting.status is MeetingStatus.SCHEDULED,
            slot_ends_at=meeting.slot.ends_at,
            ends_on=edition.ends_on,
            zone=edition.time_zone,
            now=now,
        )
        row = queries.find_outcome(meeting_id, side)
        kind = "answered" if row is None else "changed"
        if row is None:
            row = MeetingOutcome(meeting_id=meeting_id, side=side, answered_at=now)
            current.add(row)
        for name, value in asdict(told).items():
            setattr(row, name, value)
        row.person_id = person_id = _who_says(meeting, side) if for_them else by
        row.changed_at, row.by_id, row.for_them = now, by, for_them
        detail = {**asdict(replace(told, words="")), **({"acts_for": side.value} if for_them else {})}
        event = OutcomeEvent(meeting_id=meeting_id, side=side, person_id=person_id, kind=kind, detail=detail)
        record(event, by=by, now=now)


def _who_says(meeting: Meeting, side: Side) -> int:
    """Whose answer it is that the staff writes down for a side."""
    return meeting.buyer.person_id if side is Side.BUYER else meeting.person_id


def follow_up(
    sides: Mapping[int, Side], reached: Mapping[int, Reached], *, edition: Edition, by: int, now: datetime
) -> None:
    """Keep what became of these meetings, for the round that is asked now.

    Raises:
        NotFollowed: nothing is asked yet, or no longer.
        AmountMissing: an order without an amount, or an amount without an order.
    """
    asking = ensure_followed(edition.ends_on, zone=edition.time_zone, now=now)
    told = {id: complete_follow_up(each) for id, each in reached.items()}
    with atomic():
        for meeting_id in sorted(told):
            locked(Meeting, meeting_id)
            _keep(meeting_id, sides[meeting_id], asking, told[meeting_id], by=by, now=now)


def _keep(meeting_id: int, side: Side, asking: Asking, told: Reached, *, by: int, now: datetime) -> None:
    wanted = session().query(OutcomeFollowUp).filter_by(meeting_id=meeting_id, side=side, asking=asking)
    row = wanted.one_or_none()
    values: dict[str, Any] = {each.value: each in told.milestones for each in Milestone}
    values |= {"amount": told.amount, "currency": told.currency}
    if row is None:
        row = OutcomeFollowUp(meeting_id=meeting_id, side=side, asking=asking)
        session().add(row)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.answered_at, row.person_id, row.by_id = now, by, by
    detail = {"asking": asking.value, **values}
    event = OutcomeEvent(meeting_id=meeting_id, side=side, person_id=by, kind="followed", detail=detail)
    record(event, by=by, now=now)
