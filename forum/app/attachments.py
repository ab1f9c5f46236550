"""What mails take along: registration knows neither badges nor calendars, this table does."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from flask import current_app

from forum.agenda.context import own_calendar
from forum.agenda.ical import calendar_download
from forum.agenda.queries import get_attendance
from forum.badges.queries import holder_by_link
from forum.badges.service import badge_files, fonts_below
from forum.core.errors import NotFound
from forum.editions.models import Edition
from forum.mail.rules import Attach, Attached
from forum.meetings.queries.own import list_meetings_for


def _badge_and_days(context: Mapping[str, Any], language: str) -> Iterator[Attached]:
    """The badge and the days of the registration that a mail is about; nothing where there is no valid badge now."""
    try:
        holder = holder_by_link(*context["registration"])
    except NotFound:  # the registration is gone, or a newer link has replaced this one
        return
    if holder.badge is not None:
        yield from badge_files(holder, fonts=fonts_below(current_app.static_folder))
        draw = partial(_calendar, holder.person.id, holder.edition, language=language)
        yield Attached(kind="calendar", name=f"agenda-{holder.edition.slug}.ics", mimetype="text/calendar", draw=draw)


def _calendar(person_id: int, edition: Edition, *, language: str) -> bytes:
    meetings = list_meetings_for(person_id, edition_id=edition.id)
    return calendar_download(
        own_calendar(meetings, get_attendance(person_id, edition_id=edition.id), language=language)
    )


MAIL_FILES: Mapping[str, Attach] = {
    message: _badge_and_days
    for message in (
        "registration/already_registered",
        "registration/confirmed",
        "registration/named",
        "registration/promoted",
        "registration/registered_by_desk",
        "registration/restored",
        "registration/moved",
        "registration/corrected",
        "registration/link",
        "badges/reissued",
    )
}
