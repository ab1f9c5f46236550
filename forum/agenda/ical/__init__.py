"""iCalendar: calendars as bytes, and what calendar programs answer."""

from forum.agenda.ical.calendars import (
    Calendar,
    CalendarEntry,
    Contact,
    EntryStatus,
    Method,
    calendar_download,
    calendar_feed,
    entity_tag,
    invitation,
    media_type,
    plain_text,
)
from forum.agenda.ical.replies import Reply, reply_in

__all__ = [
    "Calendar",
    "CalendarEntry",
    "Contact",
    "EntryStatus",
    "Method",
    "Reply",
    "calendar_download",
    "calendar_feed",
    "entity_tag",
    "invitation",
    "media_type",
    "plain_text",
    "reply_in",
]
