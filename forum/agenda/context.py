"""The calendar of a person as files, feeds and mails have it: from the sender of our mails, with our addresses."""

from collections.abc import Sequence
from email.utils import parseaddr
from functools import lru_cache

from flask import current_app

from forum.agenda.ical import Calendar
from forum.agenda.queries import Attendance
from forum.agenda.service import calendar_of
from forum.mail.notices import link
from forum.meetings.queries.own import OwnMeeting


def own_calendar(
    meetings: Sequence[OwnMeeting], attendance: Attendance, *, language: str, source: str = ""
) -> Calendar:
    """A person's days, engagements and meetings; `source`: the address of the feed."""
    return calendar_of(
        meetings,
        attendance.edition,
        days=attendance.days,
        engagements=attendance.engagements,
        engaged_at=attendance.engaged_at,
        language=language,
        publisher=_address_of(current_app.config["FORO"].mail_from),
        agenda_url=link("agenda.day_show", edition_slug=attendance.edition.slug),
        source=source,
    )


@lru_cache(maxsize=4)
def _address_of(sender: str) -> str:
    return parseaddr(sender)[1]
