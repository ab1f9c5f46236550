"""What mails take along: registration knows neither badges nor calendars, this table does."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from flask import current_app

from forum.agenda.context import invitation_calendar, own_calendar
from forum.agenda.enums import CalendarWay
from forum.agenda.ical import calendar_download
from forum.agenda.queries.attendance import find_feed_address, get_attendance
from forum.agenda.queries.invitations import way_of
from forum.badges.queries import holder_by_link
from forum.badges.service import badge_files, fonts_below
from forum.core.errors import NotFound
from forum.editions.models import Edition
from forum.editions.queries import find_edition
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


def _invitation(context: Mapping[str, Any], _language: str) -> Iterator[Attached]:
    """The calendar part of an invitation, made when it is sent; none where a newer one was."""
    if context["invitation"] is None:
        return
    invitation_id, sequence = context["invitation"]
    method = context["method"]
    draw = partial(invitation_calendar, invitation_id, sequence, method=method, address=context["sent_to"])
    yield Attached(kind="invitation", name="invite.ics", mimetype="text/calendar", draw=draw, method=method.upper())


def _agenda(context: Mapping[str, Any], language: str) -> Iterator[Attached]:
    """All meetings as one file, for whose calendar nothing else brings them: neither an address nor invitations."""
    edition = find_edition(context["edition_slug"])
    person_id = context.get("person_id")
    if edition is None or person_id is None or way_of(person_id, edition_id=edition.id) is CalendarWay.INVITATIONS:
        return
    if find_feed_address(person_id, edition_id=edition.id) is None:
        draw = partial(_calendar, person_id, edition, language=language)
        yield Attached(kind="calendar", name=f"agenda-{edition.slug}.ics", mimetype="text/calendar", draw=draw)


def _calendar(person_id: int, edition: Edition, *, language: str) -> bytes:
    invited = way_of(person_id, edition_id=edition.id) is CalendarWay.INVITATIONS
    meetings = [] if invited else list_meetings_for(person_id, edition_id=edition.id)
    return calendar_download(
        own_calendar(meetings, get_attendance(person_id, edition_id=edition.id), language=language)
    )


MAIL_FILES: Mapping[str, Attach] = {
    "agenda/invitation": _invitation,
    "meetings/agenda_published": _agenda,
    **dict.fromkeys(
        (
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
        ),
        _badge_and_days,
    ),
}
