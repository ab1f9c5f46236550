"""Meetings whose time changes with their slot, or with the time zone of the edition."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, insert

from forum.accounts.models import Person
from forum.core.database import atomic, lock_rows, locked, session
from forum.core.i18n import N_
from forum.editions.models import Slot
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus
from forum.meetings.errors import SlotClash
from forum.meetings.errors.engagements import SlotHinders
from forum.meetings.models import Meeting, MeetingEvent
from forum.meetings.notices import notify_meeting, notify_zone, place_and_time
from forum.meetings.queries.boards import find_clash, list_busy_times, list_people_in
from forum.meetings.queries.meetings import EAGER, list_people_with_meetings, list_scheduled_ids
from forum.meetings.rules.board import Span
from forum.meetings.rules.retiming import newly_hindered
from forum.meetings.service.changes import record_change
from forum.meetings.service.following import count_changes

ZONE_CORRECTED = N_("Se corrigió la zona horaria del foro; la hora local es la misma.")


def move_with_slot(slot_id: int, *, was_starts_at: datetime, was_ends_at: datetime, by: int, now: datetime) -> None:
    """Move the meetings of a slot whose times have changed, and notify both sides.

    The locks on the people guard their times: who says now that they cannot come, or meets elsewhere, has finished by
    the time all are looked at, or waits and sees the new times.

    Raises:
        SlotClash: a person in the slot would be in two places at once.
        SlotHinders: somebody could not come any more, or not on foot from another hall.
    """
    with atomic():
        lock_rows(Person, [person.id for person in list_people_in(slot_id)])
        ids = list_scheduled_ids(slot_id=slot_id)
        if not ids:
            return
        clash = find_clash(slot_id)
        if clash is not None:
            raise SlotClash(who=clash)
        _ensure_all_can_come(slot_id, ids, was_starts_at, was_ends_at)
        for meeting_id in ids:
            meeting = locked(Meeting, meeting_id, *EAGER)
            if meeting.status is not MeetingStatus.SCHEDULED:  # a cancellation locks nobody
                continue
            was = {**place_and_time(meeting.slot, meeting.table), "starts_at": was_starts_at, "ends_at": was_ends_at}
            meeting.forget_day(Side.BUYER, Side.SUPPLIER)
            record_change(meeting, "moved", side=Side.ORGANISER, by=by, now=now, slot_id=slot_id, retimed=True)
            edition = get_edition(meeting.edition_id)
            notify_meeting("meeting_moved", meeting, edition, by_side=Side.ORGANISER, now=now, was=was)


def _ensure_all_can_come(
    slot_id: int, meeting_ids: Collection[int], was_starts_at: datetime, was_ends_at: datetime
) -> None:
    slot, people = session().get_one(Slot, slot_id), list_people_in(slot_id)
    was = Span(starts_at=was_starts_at, ends_at=was_ends_at, hall_id=slot.hall_id)
    becomes = Span(starts_at=slot.starts_at, ends_at=slot.ends_at, hall_id=slot.hall_id)
    busy = list_busy_times(slot.edition_id, person_ids=[person.id for person in people])
    walking = get_edition(slot.edition_id).walking_minutes
    hindered = newly_hindered(was, becomes, busy, meeting_ids=meeting_ids, walking=walking)
    names = [person.full_name for person in people if person.id in hindered]
    if names:
        raise SlotHinders(who=", ".join(names))


def follow_zone(edition_id: int, *, by: int, now: datetime) -> None:
    """Count a change of every scheduled meeting whose time of the clock is now in another time zone.

    Each person is told once, not for each meeting: no hour has changed on paper, calendars follow by themselves.
    """
    with atomic() as current:
        ids = list_scheduled_ids(edition_id=edition_id)
        scheduled = and_(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
        count_changes(scheduled, moved=True, now=now)
        detail = {"reason": ZONE_CORRECTED}
        event = {"kind": "moved", "detail": detail, "side": Side.ORGANISER, "at": now, "by_id": by}
        if ids:
            current.execute(insert(MeetingEvent), [{"meeting_id": meeting_id, **event} for meeting_id in ids])
        for person in list_people_with_meetings(edition_id):
            notify_zone(person, get_edition(edition_id), now=now)
