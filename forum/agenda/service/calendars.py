"""A person's calendar, the secret address at which they subscribe to it, and the calendar of the programme."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, insert, tuple_, update

from forum.agenda.errors import FeedMadeAtOnce
from forum.agenda.ical import Calendar, CalendarEntry, Contact, EntryStatus
from forum.agenda.models import FeedAddress, WithdrawnDay
from forum.agenda.queries.attendance import AgendaEdition, ForumDay
from forum.agenda.queries.invitations import Told
from forum.agenda.rules import engagement_uid
from forum.core.database import atomic, refusing, session
from forum.core.i18n import LOCALES, force_locale, language_name
from forum.core.i18n import gettext as _
from forum.core.labels import word_of
from forum.core.tokens import new_token, token_hash
from forum.editions.models import Day
from forum.meetings.enums import EngagementKind, MeetingStatus
from forum.meetings.queries.own import OwnMeeting
from forum.meetings.rules.engagements import Held
from forum.programme.rules.choices import Chosen
from forum.programme.rules.versions import VersionTalk
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

ALARM_MINUTES = 10
NOTHING_TOLD: Mapping[int, Told] = MappingProxyType({})
DAY_STATUS = {
    RegistrationStatus.APPROVED: EntryStatus.CONFIRMED,
    RegistrationStatus.PENDING: EntryStatus.TENTATIVE,
    RegistrationStatus.WAITLISTED: EntryStatus.CANCELLED,
    RegistrationStatus.REJECTED: EntryStatus.CANCELLED,
    RegistrationStatus.CANCELLED: EntryStatus.CANCELLED,
}


def renew_feed(person_id: int, *, edition_id: int, now: datetime) -> str:
    """Create a new calendar address for a person and revoke the old one; return its token, which is not stored.

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
    """Revoke a person's calendar address, if any."""
    valid = update(FeedAddress).where(
        FeedAddress.person_id == person_id, FeedAddress.edition_id == edition_id, FeedAddress.revoked_at.is_(None)
    )
    with atomic():
        session().execute(valid.values(revoked_at=now), execution_options={"synchronize_session": False})


def withdraw_days(days: Select[tuple[int, int, date, time, time]]) -> None:
    """Keep days that registrations no longer admit to (registration, day, date and hours), inside `atomic()`.

    One that waits for a place admits to none, so that nothing is withdrawn from it.
    """
    days = days.where(Registration.status != RegistrationStatus.WAITLISTED)
    again = delete(WithdrawnDay).where(
        tuple_(WithdrawnDay.registration_id, WithdrawnDay.day_id).in_(days.with_only_columns(Registration.id, Day.id))
    )
    session().execute(again, execution_options={"synchronize_session": False})
    columns = [column.name for column in WithdrawnDay.__table__.columns]
    session().execute(insert(WithdrawnDay).from_select(columns, days))


def calendar_of(
    meetings: Sequence[OwnMeeting],
    edition: AgendaEdition,
    *,
    days: Sequence[ForumDay] = (),
    engagements: Sequence[Held] = (),
    engaged_at: datetime | None = None,
    sessions: Sequence[tuple[Chosen, str, str]] = (),
    told: Mapping[int, Told] = NOTHING_TOLD,
    language: str,
    publisher: str,
    agenda_url: str,
    source: str = "",
) -> Calendar:
    """The calendar of a person's days at the forum, their engagements, sessions and meetings, in their language.

    `sessions`: each with who takes part in it and its page; `told`: of which meetings invitations were sent, by id;
    `engaged_at` is when an engagement changed last, `publisher` the mail address of the calendar's organiser,
    `agenda_url` the page of the agenda, `source` the address of the feed.
    """
    sentences = sentences_of(edition, language)
    return Calendar(
        name=sentences.name,
        organizer=Contact(edition.name, publisher),
        entries=(
            *(sentences.day(day, agenda_url) for day in days),
            *(sentences.engagement(engagement, agenda_url, engaged_at) for engagement in engagements),
            *(sentences.entry(meeting, agenda_url, told.get(meeting.id)) for meeting in meetings),
            *(
                sentences.session(each.talk, names, url, chosen_at=each.chosen_at, alarm=ALARM_MINUTES)
                for each, names, url in sessions
            ),
        ),
        time_zone=edition.time_zone,
        source=source,
    )


def programme_calendar(
    talks: Iterable[VersionTalk],
    edition: AgendaEdition,
    *,
    names: Callable[[VersionTalk], str],
    language: str,
    publisher: str,
    talk_url: Callable[[int], str],
    source: str = "",
) -> Calendar:
    """The calendar of sessions as they were published; one that was taken away stays as cancelled.

    `names`: who takes part in a session; `talk_url`: the page of one.
    """
    sentences = sentences_of(edition, language)
    return Calendar(
        name=sentences.programme,
        organizer=Contact(edition.name, publisher),
        entries=tuple(sentences.session(talk, names(talk), talk_url(talk.id)) for talk in talks),
        time_zone=edition.time_zone,
        source=source,
    )


@lru_cache(maxsize=256)
def sentences_of(edition: AgendaEdition, language: str) -> "Sentences":
    """The sentences of an edition's calendars in a language."""
    with force_locale(LOCALES[language]):
        return Sentences(edition, language)


class Sentences:
    """The sentences of an edition's calendars in one language, translated once and filled in for each meeting."""

    def __init__(self, edition: AgendaEdition, language: str) -> None:
        self.name = f"{_('Mi agenda')} · {edition.name}"
        self.programme = f"{_('Programa')} · {edition.name}"
        self._cancelled_session = _("Cancelada: %(name)s")
        self._edition, self._zone = edition.name, ZoneInfo(edition.time_zone)
        self._sequence, self._changed_at = edition.sequence, edition.changed_at
        self._cancelled_day = _("Cancelado: %(edition)s")
        self._stand = _("Stand %(stand)s")
        self._summary = _("Cita con %(company)s")
        self._cancelled = _("Cancelada: cita con %(company)s")
        self._table = _("Mesa %(table)s")
        self._requirement = _("Requerimiento: %(title)s")
        self._person = _("Con %(person)s")
        self._also = _("También: %(names)s")
        self._with_me = _("Con usted: %(names)s")
        self._interpreter = _("Intérprete: %(language)s")
        self._reason = _("Motivo: %(reason)s")
        self._kinds = {kind: word_of(kind) for kind in EngagementKind}
        self._venue = ", ".join(filter(None, (edition.venue_name, edition.venue_address)))
        self._language = language

    def day(self, day: ForumDay, agenda_url: str) -> CalendarEntry:
        """The calendar entry of a day of the forum while it is open: hours that leave its person free to meet."""
        status = DAY_STATUS[day.status]
        cancelled = status is EntryStatus.CANCELLED
        stand = self._stand % {"stand": day.stand} if day.stand else None
        return CalendarEntry(
            uid=day.uid,
            sequence=day.sequence,
            starts_at=datetime.combine(day.date, day.opens_at, tzinfo=self._zone),
            ends_at=datetime.combine(day.date, day.closes_at, tzinfo=self._zone),
            is_free=True,
            summary=self._cancelled_day % {"edition": self._edition} if cancelled else self._edition,
            last_modified=day.changed_at,
            status=status,
            location=", ".join(filter(None, (stand, day.hall, self._venue))),
            url=agenda_url,
        )

    def engagement(self, engagement: Held, agenda_url: str, changed_at: datetime | None) -> CalendarEntry:
        """The calendar entry of a time at which the person said that they cannot come: busy, and nobody is invited."""
        return CalendarEntry(
            uid=engagement_uid(engagement.id, engagement.created_at),
            sequence=self._sequence,
            starts_at=engagement.starts_at,
            ends_at=engagement.ends_at,
            summary=self._kinds[engagement.kind],
            last_modified=max(filter(None, (engagement.created_at, changed_at, self._changed_at))),
            description=engagement.note,
            url=agenda_url,
        )

    def session(
        self, talk: VersionTalk, names: str, url: str, *, chosen_at: datetime | None = None, alarm: int | None = None
    ) -> CalendarEntry:
        """The calendar entry of a session of the programme, for everybody or for who chose it."""
        title = talk.title(self._language)
        return CalendarEntry(
            uid=talk.uid,
            sequence=talk.sequence,
            starts_at=talk.starts_at,
            ends_at=talk.ends_at,
            summary=self._cancelled_session % {"name": title} if talk.cancelled else title,
            last_modified=max(filter(None, (talk.changed_at, chosen_at)), default=talk.starts_at),
            status=EntryStatus.CANCELLED if talk.cancelled else EntryStatus.CONFIRMED,
            location=", ".join(filter(None, (talk.place, self._venue))),
            description="\n\n".join(filter(None, (names, talk.summary(self._language)))),
            url=url,
            alarm_minutes=None if talk.cancelled else alarm,
        )

    def entry(self, meeting: OwnMeeting, agenda_url: str, told: Told | None = None) -> CalendarEntry:
        """The calendar entry of a meeting; after an invitation (`told`) its SEQUENCE goes on from there."""
        cancelled = meeting.status is not MeetingStatus.SCHEDULED
        table = self._table % {"table": meeting.table_number}
        return CalendarEntry(
            uid=meeting.uid,
            sequence=meeting.sequence + self._sequence + (told.ahead if told else 0),
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            summary=(self._cancelled if cancelled else self._summary) % {"company": meeting.company},
            last_modified=max(filter(None, (meeting.changed_at, self._changed_at, told.at if told else None))),
            status=EntryStatus.CANCELLED if cancelled else EntryStatus.CONFIRMED,
            location=f"{table}, {meeting.hall}, {self._venue}",
            description=self._description(meeting, cancelled=cancelled),
            url=f"{agenda_url}#meeting-{meeting.id}",
            alarm_minutes=None if cancelled else ALARM_MINUTES,
        )

    def _description(self, meeting: OwnMeeting, *, cancelled: bool) -> str:
        who = f"{meeting.person} ({meeting.position})" if meeting.position else meeting.person
        lines = [self._person % {"person": who}]
        if meeting.also:
            lines.append(self._also % {"names": ", ".join(meeting.also)})
        if meeting.with_me:
            lines.append(self._with_me % {"names": ", ".join(meeting.with_me)})
        lines += [self._requirement % {"title": title} for title in meeting.requirements]
        if meeting.interpreter:
            lines.append(self._interpreter % {"language": language_name(meeting.interpreter, self._language)})
        if cancelled and meeting.cancel_reason:
            with force_locale(LOCALES[self._language]):  # our own reasons are sentences to translate
                lines.append(self._reason % {"reason": _(meeting.cancel_reason)})
        return "\n".join(lines)
