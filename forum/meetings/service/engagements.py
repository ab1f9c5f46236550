"""When a person cannot come to meetings: said by them, their company or the staff, never against a meeting."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.database import atomic, locked, locked_all, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.editions.rules import to_local
from forum.editions.rules.moves import move_moment
from forum.meetings.enums import EngagementKind
from forum.meetings.models import Engagement, EngagementEvent
from forum.meetings.notices import notify_availability
from forum.meetings.queries.boards import list_busy_times
from forum.meetings.queries.engagements import get_times
from forum.meetings.rules.board import BusyTime
from forum.meetings.rules.engagements import Times, changed_marks, ensure_block, ensure_without_meetings


def set_available(
    person_id: int, *, shown: Collection[int], free: Collection[int], edition: Edition, by: int, now: datetime
) -> None:
    """Mark those of the shown slots in which a person cannot come, and free the others; what has begun stays.

    The lock on the person guards it, as it guards their seats: an acceptance that runs meanwhile sees all of it, or is
    seen here.

    Raises:
        NotFound: there is no such person.
        MeetingInTheWay: the person has a meeting in one of them.
    """
    with atomic() as current:
        [person] = locked_all(Person, [person_id])
        by_id = get_times(shown, edition_id=edition.id)
        ahead = {id: times for id, times in by_id.items() if times[0] > now}
        rows = {(row.starts_at, row.ends_at): row for row in _marks(person_id, edition.id)}
        to_mark, to_free = changed_marks(
            ahead.values(), [times for id, times in ahead.items() if id in free], rows.keys()
        )
        ensure_without_meetings(to_mark, _meetings(person_id, edition.id), who=person.full_name)
        for times in to_free:
            current.delete(rows[times])
        current.add_all(_row(person_id, edition, times, kind=EngagementKind.SLOT, by=by, now=now) for times in to_mark)
        if to_mark or to_free:
            _record(person, "slots", edition, by=by, now=now, marked=len(to_mark), freed=len(to_free))


def add_engagement(
    person_id: int,
    *,
    starts_at: datetime,
    ends_at: datetime,
    kind: EngagementKind,
    note: str,
    edition: Edition,
    by: int,
    now: datetime,
    is_told: bool = True,
) -> Engagement:
    """Add a block of time in which a person cannot come; the same one again changes nothing.

    `is_told` False: who does it tells the person, with all that it changes.

    Raises:
        NotFound: there is no such person.
        TimesInDisorder, EngagementPassed: the block ends before it starts, or is over.
        MeetingInTheWay: the person has a meeting in it.
    """
    ensure_block(starts_at, ends_at, now=now)
    with atomic() as current:
        [person] = locked_all(Person, [person_id])
        ensure_without_meetings([(starts_at, ends_at)], _meetings(person_id, edition.id), who=person.full_name)
        row = _row(person_id, edition, (starts_at, ends_at), kind=kind, by=by, now=now)
        row.note = note.strip()
        same = select(Engagement).filter_by(
            edition_id=edition.id, person_id=person_id, starts_at=starts_at, ends_at=ends_at, kind=kind, note=row.note
        )
        found = current.scalars(same.limit(1)).first()
        if found is not None:
            return found
        current.add(row)
        times: dict[str, Any] = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
        _record(person, "added", edition, by=by, now=now, is_told=is_told, reason=kind.value, **times)
        return row


def remove_engagement(engagement_id: int, *, person_id: int, edition: Edition, by: int, now: datetime) -> None:
    """Remove a block: the person can come then.

    Raises:
        NotFound: the person has no such engagement in this edition.
    """
    with atomic() as current:
        [person] = locked_all(Person, [person_id])
        row = locked(Engagement, engagement_id, person_id=person_id, edition_id=edition.id)
        times: dict[str, Any] = {"starts_at": row.starts_at.isoformat(), "ends_at": row.ends_at.isoformat()}
        _record(person, "removed", edition, by=by, now=now, reason=row.kind.value, **times)
        current.delete(row)


def carry_engagements(edition_id: int, *, shifts: Mapping[date, int], was_zone: str, zone: str) -> None:
    """Move engagements with the days they are on, by day and time zone; inside the change of the edition's dates."""
    for row in session().scalars(select(Engagement).where(Engagement.edition_id == edition_id)):
        days = shifts.get(to_local(row.starts_at, was_zone).date(), 0)
        for end in ("starts_at", "ends_at"):
            moved = move_moment(getattr(row, end), days=days, was_zone=was_zone, zone=zone)
            setattr(row, end, moved)


def _marks(person_id: int, edition_id: int) -> Collection[Engagement]:
    query = select(Engagement).filter_by(person_id=person_id, edition_id=edition_id, kind=EngagementKind.SLOT)
    return session().scalars(query).all()


def _meetings(person_id: int, edition_id: int) -> list[BusyTime]:
    return [each for each in list_busy_times(edition_id, person_ids=[person_id]) if each.is_meeting]


def _row(person_id: int, edition: Edition, times: Times, *, kind: EngagementKind, by: int, now: datetime) -> Engagement:
    return Engagement(
        edition_id=edition.id,
        person_id=person_id,
        starts_at=times[0],
        ends_at=times[1],
        kind=kind,
        created_at=now,
        created_by_id=by,
    )


def _record(
    person: Person, kind: str, edition: Edition, *, by: int, now: datetime, is_told: bool = True, **detail: Any
) -> None:
    """Write the change down, and notify the person of what somebody else changed."""
    record(EngagementEvent(edition_id=edition.id, person_id=person.id, kind=kind, detail=detail), by=by, now=now)
    if is_told and by != person.id:
        notify_availability(person, edition, by=session().get_one(Person, by).full_name, now=now)
