"""Meetings on days that move to other dates: they keep hour, table and people; everybody is told once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from forum.accounts.models import Person
from forum.core.database import lock_rows, session
from forum.core.i18n import N_
from forum.core.shown import digest_of_shown
from forum.editions.errors import DaysTaken
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.meetings.errors import DaysHaveMeetings
from forum.meetings.models import UNCONFIRMED, Meeting, MeetingEvent
from forum.meetings.notices import notify_cleared, rearranged
from forum.meetings.queries.clearing import list_seated_people_of
from forum.meetings.queries.meetings import list_scheduled_in
from forum.meetings.service.following import count_changes

DATES_MOVED = N_("Cambiaron las fechas del foro. La hora y la mesa son las mismas.")


def ensure_agreed(shifts: Mapping[int, int], *, edition_id: int, agreed: str, now: datetime) -> None:
    """Refuse to move slots (by how many days each) with meetings of which the organiser has not read what happens.

    The people are locked, with all buyers who have a table: who accepts a meeting has finished, or waits and sees the
    new dates.

    Raises:
        DaysHaveMeetings: some meetings are over. DaysTaken: something else was shown, or nothing yet.
    """
    lock_rows(Person, _people(list_scheduled_in(shifts)) | set(list_seated_people_of(edition_id)))
    meetings = list_scheduled_in(shifts)
    over = sum(each.slot.ends_at <= now for each in meetings)
    if over:
        raise DaysHaveMeetings(count=over)
    digest = _digest(meetings, shifts)
    if meetings and agreed != digest:
        raise DaysTaken(count=len(meetings), people=len(_people(meetings)), digest=digest)


def _people(meetings: Iterable[Meeting]) -> set[int]:
    return {person.id for each in meetings for person in each.people}


def _digest(meetings: Iterable[Meeting], shifts: Mapping[int, int]) -> str:
    said = sorted(
        (each.id, each.sequence, shifts[each.slot_id], sorted(p.id for p in each.people)) for each in meetings
    )
    return digest_of_shown(said)


def follow_days(was: Mapping[int, datetime], *, edition_id: int, by: int, now: datetime) -> None:
    """Count the change of every meeting in slots that have moved (when each began before), and tell everybody once."""
    meetings = list_scheduled_in(was)
    if not meetings:
        return
    ids = [each.id for each in meetings]
    count_changes(Meeting.id.in_(ids), moved=True, now=now, **UNCONFIRMED)
    _record(meetings, by=by, now=now)
    edition = get_edition(edition_id)
    people = {person.id: person for each in meetings for person in each.people}
    for person_id, changes in _news(meetings, was).items():
        notify_cleared(people[person_id], edition, changes, reason=DATES_MOVED, by=by, now=now)


def _record(meetings: Sequence[Meeting], *, by: int, now: datetime) -> None:
    event = {"kind": "moved", "side": Side.ORGANISER, "at": now, "by_id": by}
    rows = [
        {"meeting_id": each.id, "detail": {"slot_id": each.slot_id, "retimed": True, "reason": DATES_MOVED}, **event}
        for each in meetings
    ]
    session().execute(insert(MeetingEvent), rows)


def _news(meetings: Sequence[Meeting], was: Mapping[int, datetime]) -> dict[int, list[dict[str, Any]]]:
    news: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for each in meetings:
        for person in each.people:
            said = rearranged(each, person.id, to=(each.slot, each.table))
            news[person.id].append({**said, "was_at": was[each.slot_id]})
    return news
