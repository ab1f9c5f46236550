"""A person's calendar out of their meetings, and the secret address they subscribe to it at."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from babel import Locale
from sqlalchemy import update

from forum.agenda.errors import FeedMadeAtOnce
from forum.agenda.ical import Calendar, CalendarEntry, Party, Status
from forum.agenda.models import FeedAddress
from forum.agenda.queries import EditionOfAgenda
from forum.core.database import atomic, refusing, session
from forum.core.i18n import LOCALES, force_locale
from forum.core.i18n import gettext as _
from forum.core.tokens import new_token, token_hash
from forum.meetings.enums import MeetingStatus
from forum.meetings.queries.meetings import OwnMeeting

ALARM_MINUTES = 10


def renew_feed(person_id: int, *, edition_id: int, now: datetime) -> str:
    """Give a person a new calendar address; whatever they had stops answering. Its token is told here and never again.

    Raises:
        FeedMadeAtOnce: another window did the same at this moment.
    """
    token = new_token()
    with atomic():
        revoke_feed(person_id, edition_id=edition_id, now=now)
        address = FeedAddress(person_id=person_id, edition_id=edition_id, token_hash=token_hash(token), created_at=now)
        with refusing("uq_feed_address_alive", FeedMadeAtOnce()):
            session().add(address)
    return token


def revoke_feed(person_id: int, *, edition_id: int, now: datetime) -> None:
    """Stop answering at a person's calendar address, if they have one."""
    alive = update(FeedAddress).where(
        FeedAddress.person_id == person_id, FeedAddress.edition_id == edition_id, FeedAddress.revoked_at.is_(None)
    )
    with atomic():
        session().execute(alive.values(revoked_at=now), execution_options={"synchronize_session": False})


def calendar_of(
    meetings: Sequence[OwnMeeting],
    edition: EditionOfAgenda,
    *,
    language: str,
    publisher: str,
    agenda_url: str,
    source: str = "",
) -> Calendar:
    """The calendar of a person's meetings, in their language whatever program reads it.

    `publisher` is the mail address that stands as its organiser, `agenda_url` the page where the whole agenda is,
    `source` the address a subscription came from.
    """
    words = _words(edition, language)
    return Calendar(
        name=words.name,
        organizer=Party(edition.name, publisher),
        entries=tuple(words.entry(meeting, agenda_url) for meeting in meetings),
        time_zone=edition.time_zone,
        source=source,
    )


@lru_cache(maxsize=256)
def _words(edition: EditionOfAgenda, language: str) -> "_Words":
    with force_locale(LOCALES[language]):
        return _Words(edition, language)


class _Words:
    """The sentences of an edition's calendars, looked up once and filled for each meeting."""

    def __init__(self, edition: EditionOfAgenda, language: str) -> None:
        self.name = f"{_('Mi agenda')} · {edition.name}"
        self._summary = _("Cita con %(company)s")
        self._cancelled = _("Cancelada: cita con %(company)s")
        self._table = _("Mesa %(table)s")
        self._requirement = _("Requerimiento: %(title)s")
        self._person = _("Con %(person)s")
        self._interpreter = _("Intérprete: %(language)s")
        self._reason = _("Motivo: %(reason)s")
        self._venue = ", ".join(filter(None, (edition.venue_name, edition.venue_address)))
        self._language = language

    def entry(self, meeting: OwnMeeting, agenda_url: str) -> CalendarEntry:
        """One meeting."""
        cancelled = meeting.status is MeetingStatus.CANCELLED
        table = self._table % {"table": meeting.table_number}
        return CalendarEntry(
            uid=meeting.uid,
            sequence=meeting.sequence,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            summary=(self._cancelled if cancelled else self._summary) % {"company": meeting.company},
            last_modified=meeting.changed_at,
            status=Status.CANCELLED if cancelled else Status.CONFIRMED,
            location=f"{table}, {meeting.hall}, {self._venue}",
            description=self._description(meeting, cancelled=cancelled),
            url=f"{agenda_url}#meeting-{meeting.id}",
            alarm_minutes=None if cancelled else ALARM_MINUTES,
        )

    def _description(self, meeting: OwnMeeting, *, cancelled: bool) -> str:
        who = f"{meeting.person} ({meeting.position})" if meeting.position else meeting.person
        lines = [self._person % {"person": who}]
        if meeting.requirement:
            lines.append(self._requirement % {"title": meeting.requirement})
        if meeting.interpreter:
            lines.append(self._interpreter % {"language": language_name(meeting.interpreter, self._language)})
        if cancelled and meeting.cancel_reason:
            with force_locale(LOCALES[self._language]):  # the house's own reasons are sentences of ours
                lines.append(self._reason % {"reason": _(meeting.cancel_reason)})
        return "\n".join(lines)


def language_name(code: str, language: str) -> str:
    """What the language with this code is called in "es" or "en"."""
    return str(Locale.parse(LOCALES[language]).languages.get(code, code))
