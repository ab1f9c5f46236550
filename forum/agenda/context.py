"""Calendars as files, feeds and mails have them: from the sender of our mails, with our addresses."""

from collections.abc import Sequence
from email.utils import parseaddr
from functools import lru_cache

from flask import Flask, current_app

from forum.accounts.models import Person
from forum.agenda.enums import CalendarAnswer, InvitationMethod
from forum.agenda.ical import Calendar, Contact, invitation
from forum.agenda.models import CalendarInvitation
from forum.agenda.queries.attendance import AgendaEdition, Attendance, get_attendance
from forum.agenda.queries.invitations import answers_to
from forum.agenda.rules import reply_address
from forum.agenda.service import calendar_of, entry_of_invitation, programme_calendar, reply_token
from forum.core.database import session
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.mail.notices import link
from forum.mail.rules import Superseded
from forum.meetings.models import Meeting
from forum.meetings.queries.own import OwnMeeting
from forum.programme.queries.published import Programme, kept_programme
from forum.programme.rules.versions import VersionTalk
from forum.settings import Settings


def own_calendar(
    meetings: Sequence[OwnMeeting], attendance: Attendance, *, language: str, source: str = ""
) -> Calendar:
    """A person's days, engagements, sessions and meetings; `source`: the address of the feed."""
    edition = attendance.edition
    names = kept_programme(edition.id).names if attendance.sessions else lambda _talk: ""
    return calendar_of(
        meetings,
        attendance.edition,
        days=attendance.days,
        engagements=attendance.engagements,
        engaged_at=attendance.engaged_at,
        sessions=[
            (each, names(each.talk), link("programme.talk_show", edition_slug=edition.slug, talk_id=each.talk.id))
            for each in attendance.sessions
        ],
        told=attendance.told,
        language=language,
        publisher=_address_of(current_app.config["FORO"].mail_from),
        agenda_url=link("agenda.day_show", edition_slug=attendance.edition.slug),
        source=source,
    )


def public_calendar(
    programme: Programme, talks: Sequence[VersionTalk], edition: Edition, *, language: str, source: str = ""
) -> Calendar:
    """Sessions of an edition's programme, for everybody; `source`: the address of the feed."""
    return programme_calendar(
        talks,
        AgendaEdition(
            id=edition.id,
            slug=edition.slug,
            name=edition.name,
            time_zone=edition.time_zone,
            venue_name=edition.venue_name,
            venue_address=edition.venue_address,
        ),
        names=programme.names,
        language=language,
        publisher=_address_of(current_app.config["FORO"].mail_from),
        talk_url=lambda talk_id: link("programme.talk_show", edition_slug=edition.slug, talk_id=talk_id),
        source=source,
    )


def invitation_calendar(invitation_id: int, sequence: int, *, method: str, address: str) -> bytes:
    """The calendar part of an invitation as it is sent now, with this SEQUENCE and to this address.

    Raises:
        Superseded: this address was sent a newer one, or there is no such invitation any more.
    """
    row = session().get(CalendarInvitation, invitation_id, populate_existing=True)
    if row is None or (row.sequence > sequence and row.address == address):
        raise Superseded
    edition = get_edition(session().get_one(Meeting, row.meeting_id).edition_id)
    entry = entry_of_invitation(
        row,
        sequence,
        get_attendance(row.person_id, edition_id=edition.id).edition,
        agenda_url=link("agenda.day_show", edition_slug=edition.slug),
        is_cancelled=method == InvitationMethod.CANCEL,
    )
    return invitation(
        entry,
        organizer=Contact(edition.name, _organizer_of(invitation_id)),
        attendee=Contact(session().get_one(Person, row.person_id).full_name, address),
        time_zone=edition.time_zone,
        asks=current_app.config["FORO"].reply_address is not None,
        answer="NEEDS-ACTION" if row.answer is None else row.answer.value.upper(),
    )


def _organizer_of(invitation_id: int) -> str:
    """Whom calendars answer to: the mailbox that is read, at an address of this invitation alone; else our sender."""
    settings: Settings = current_app.config["FORO"]
    if settings.reply_address is None:
        return _address_of(settings.mail_from)
    return reply_address(settings.reply_address, reply_token(invitation_id))


def calendar_answers(meeting_id: int) -> Sequence[tuple[Person, CalendarAnswer]]:
    """What calendars answered to the invitation to a meeting, for its page; nothing is asked where none is read."""
    return answers_to(meeting_id) if current_app.config["FORO"].reply_address is not None else ()


def init_agenda(app: Flask) -> None:
    """Give the page of a meeting what calendars answered."""
    app.add_template_global(calendar_answers)


@lru_cache(maxsize=4)
def _address_of(sender: str) -> str:
    return parseaddr(sender)[1]
