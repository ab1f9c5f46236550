"""What mails take along: registration knows neither badges nor calendars, this table does."""

from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from typing import Any

from flask import current_app

from forum.agenda.ical import calendar_download
from forum.agenda.queries import get_attendance
from forum.agenda.service import calendar_of
from forum.badges.queries import holder_by_link
from forum.badges.service import badge_files, fonts_below
from forum.core.errors import NotFound
from forum.editions.models import Edition
from forum.mail.notices import link
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
        yield _calendar(holder.person.id, holder.edition, language=language)


def _calendar(person_id: int, of: Edition, *, language: str) -> Attached:
    attendance = get_attendance(person_id, edition_id=of.id)
    calendar = calendar_of(
        list_meetings_for(person_id, edition_id=of.id),
        attendance.edition,
        days=attendance.days,
        engagements=attendance.engagements,
        engaged_at=attendance.engaged_at,
        language=language,
        publisher=parseaddr(current_app.config["FORO"].mail_from)[1],
        agenda_url=link("agenda.day_show", edition_slug=of.slug),
    )
    data = calendar_download(calendar)
    return Attached(kind="calendar", name=f"agenda-{of.slug}.ics", mimetype="text/calendar", data=data)


MAIL_FILES: Mapping[str, Attach] = {
    message: _badge_and_days
    for message in (
        "registration/confirmed",
        "registration/promoted",
        "registration/registered_by_desk",
        "registration/restored",
        "registration/moved",
        "registration/corrected",
        "registration/link",
        "badges/reissued",
    )
}
