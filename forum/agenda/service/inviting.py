"""Invitations: each person's calendar is brought from what it was sent last to what stands, meeting by meeting.

What changed a meeting does not matter: a job compares what stands with what was sent, so that no way of changing one
can be forgotten, and several changes in a row leave as one. The SEQUENCE rises with each (`rules.next_steps`).

One mail for each meeting: RFC 5546 (3.2.2) wants one UID in a REQUEST, and of several calendar parts in a mail clients
are known to act upon one alone.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from forum.accounts.models import Person
from forum.agenda.enums import CalendarWay, InvitationMethod
from forum.agenda.ical import CalendarEntry, EntryStatus
from forum.agenda.models import CalendarChoice, CalendarInvitation
from forum.agenda.queries.attendance import AgendaEdition, get_attendance
from forum.agenda.queries.invitations import invitations_of, list_behind, way_of
from forum.agenda.rules import INVITATION_KEYS, Sent, Step, digest_of, invitation_key, next_steps
from forum.agenda.service.calendars import sentences_of
from forum.core.database import atomic, locked, on_commit, session
from forum.core.history import record
from forum.jobs import soon
from forum.mail.models import OutgoingMail
from forum.mail.service import Recipient, delete_untried, queue_paced
from forum.meetings.enums import MeetingStatus
from forum.meetings.queries.own import OwnMeeting, list_meetings_for

INVITE = "agenda.invite"
AT_ONCE = 100
"""People of one round, each in a change of their own."""
WAITS = timedelta(minutes=2)
"""How long an invitation waits for a further change of its meeting."""
MESSAGE = "agenda/invitation"
Mail = tuple[str, Recipient, dict[str, Any]]


def choose_way(
    person_id: int, way: CalendarWay, *, edition_id: int, by: int | None, now: datetime, is_own: bool = False
) -> None:
    """Have the meetings of a person reach their calendar this way from now on; what stands the other way is ended.

    `is_own`: they choose it themselves.
    """
    with atomic():
        locked(Person, person_id)
        if way_of(person_id, edition_id=edition_id) is not way:
            chosen = CalendarChoice(person_id=person_id, edition_id=edition_id, way=way)
            record(chosen, by=person_id if is_own else by, now=now)
            on_commit(lambda: soon(INVITE))


def send_invitations(*, now: datetime) -> int:
    """Queue what calendars do not show yet; returns the number of mails. May run several times at once."""
    queued = 0
    while behind := list_behind(now=now, most=AT_ONCE):
        for person_id, edition_id in behind:
            queued += invite(person_id, edition_id=edition_id, now=now)
        if len(behind) < AT_ONCE:
            break
    return queued


def invite(person_id: int, *, edition_id: int, now: datetime) -> int:
    """Queue what a person's calendar does not show yet of an edition; returns the number of mails."""
    with atomic():
        person = locked(Person, person_id)  # two runs would send the same
        invited = way_of(person_id, edition_id=edition_id) is CalendarWay.INVITATIONS
        is_reached = person.email is not None and person.disabled_at is None
        edition = get_attendance(person_id, edition_id=edition_id).edition
        sending = _Sending(person, edition, stays=not invited, is_invited=invited and is_reached, now=now)
        known = invitations_of(person_id, edition_id=edition_id)
        meetings = {each.id: each for each in list_meetings_for(person_id, edition_id=edition_id)}
        for meeting_id, meeting in meetings.items():
            sending.follow(known.get(meeting_id, (None, 0))[0], meeting)
        for row, counted in (pair for meeting_id, pair in known.items() if meeting_id not in meetings):
            sending.end(row, base=counted + edition.sequence, why="left")
        mails = sending.mails
        queue_paced(MESSAGE, mails, edition_id=edition_id, starts_at=now + WAITS, family=INVITATION_KEYS, now=now)
    return len(mails)


def entry_of_invitation(
    row: CalendarInvitation, sequence: int, edition: AgendaEdition, *, agenda_url: str, is_cancelled: bool
) -> CalendarEntry:
    """The calendar entry of an invitation with this SEQUENCE; all that the feed says, while that is what was sent."""
    meetings = list_meetings_for(row.person_id, edition_id=edition.id)
    meeting = next((each for each in meetings if each.id == row.meeting_id), None)
    if meeting is not None and not is_cancelled and _Said.of(meeting, edition, row.language).digest == row.digest:
        entry = sentences_of(edition, row.language).entry(meeting, agenda_url)
        return replace(entry, sequence=sequence, last_modified=max(entry.last_modified, row.queued_at))
    return CalendarEntry(
        uid=row.uid,
        sequence=sequence,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        summary=row.summary,
        last_modified=row.queued_at,
        status=EntryStatus.CANCELLED if is_cancelled else EntryStatus.CONFIRMED,
        location=row.location,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What an invitation says of a meeting: its digests, in no language, and its words."""

    digest: str
    place: str
    summary: str
    location: str

    @classmethod
    def of(cls, meeting: OwnMeeting, edition: AgendaEdition, language: str) -> "_Said":
        venue = (edition.venue_name, edition.venue_address, edition.time_zone)
        place = digest_of(meeting.starts_at, meeting.ends_at, meeting.hall, meeting.table_number, *venue)
        whom = (meeting.company, meeting.person, meeting.position, meeting.also, meeting.with_me)
        entry = sentences_of(edition, language).entry(meeting, "")
        digest = digest_of(place, *whom, meeting.requirements, meeting.interpreter)
        return cls(digest, place, entry.summary, entry.location)


class _Sending:
    """The mails to one person, and what is kept of them."""

    def __init__(self, person: Person, edition: AgendaEdition, *, is_invited: bool, stays: bool, now: datetime) -> None:
        self.mails: list[Mail] = []
        self._person, self._edition, self._now = person, edition, now
        self._is_invited, self._stays = is_invited, stays

    def follow(self, row: CalendarInvitation | None, meeting: OwnMeeting) -> None:
        """Send what a meeting of theirs became since the last invitation (`row`), if anything."""
        base = meeting.sequence + self._edition.sequence
        if not self._is_invited or meeting.status is not MeetingStatus.SCHEDULED:
            if row is not None:
                stays = self._stays and meeting.status is MeetingStatus.SCHEDULED
                self.end(row, base=base, why="feed" if stays else "cancelled", stays=stays)
            return
        if meeting.ends_at <= self._now:
            return
        said = _Said.of(meeting, self._edition, self._person.language)
        address = self._person.email or ""
        for step in next_steps(_sent(row), base=base, digest=said.digest, address=address):
            if step.method is InvitationMethod.CANCEL:
                assert row is not None
                self._cancel(row, step, why="address")
            else:
                row = self._request(row, step, meeting, said)
        assert row is not None
        row.meeting_changed_at, row.edition_sequence = meeting.changed_at, self._edition.sequence

    def end(self, row: CalendarInvitation, *, base: int, why: str, stays: bool = False) -> None:
        """End the invitation to a meeting that is not over, if it stands."""
        if row.starts_at > self._now:
            for step in next_steps(_sent(row), base=base, digest=None, address=row.address, stays=stays):
                self._cancel(row, step, why=why)

    def _request(
        self, row: CalendarInvitation | None, step: Step, meeting: OwnMeeting, said: _Said
    ) -> CalendarInvitation:
        again = row is not None and row.method is InvitationMethod.REQUEST
        if row is None:
            row = CalendarInvitation(
                meeting_id=meeting.id, person_id=self._person.id, uid=meeting.uid, has_left=False, place=""
            )
            session().add(row)
        else:
            self._take_back(row)
            again = again and row.has_left
        if row.place != said.place or row.method is not InvitationMethod.REQUEST:
            row.answer = row.answered_at = None
            row.since_sequence = step.sequence
        row.address, row.language = step.address, self._person.language
        row.digest, row.place = said.digest, said.place
        row.starts_at, row.ends_at = meeting.starts_at, meeting.ends_at
        row.summary, row.location = said.summary, said.location
        row.meeting_changed_at, row.edition_sequence = meeting.changed_at, self._edition.sequence
        self._keep(row, step)
        self._queue(row, step, why="moved" if again else "new", about=meeting)
        return row

    def _cancel(self, row: CalendarInvitation, step: Step, *, why: str) -> None:
        self._take_back(row)
        row.answer = row.answered_at = None
        self._keep(row, step)
        if row.has_left:
            self._queue(row, step, why=why)

    def _take_back(self, row: CalendarInvitation) -> None:
        """Delete the last mail unless it may have left: what it says is not true any more."""
        key = invitation_key(row.id, row.sequence)
        row.has_left = not delete_untried(OutgoingMail.batch == key) or row.has_left

    def _keep(self, row: CalendarInvitation, step: Step) -> None:
        row.method, row.sequence, row.ahead, row.queued_at = step.method, step.sequence, step.ahead, self._now
        session().flush()

    def _queue(self, row: CalendarInvitation, step: Step, *, why: str, about: OwnMeeting | None = None) -> None:
        person = self._person
        context = {
            "edition": self._edition.name,
            "edition_slug": self._edition.slug,
            "invitation": [row.id, step.sequence],
            "method": step.method.value,
            "sent_to": step.address,
            "news": why,
            "summary": row.summary,
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
            "location": row.location,
            "person": about.people if about else "",
            "requirement": about.requirement if about else "",
        }
        recipient = Recipient(step.address, person.full_name, person.language)
        self.mails.append((invitation_key(row.id, step.sequence), recipient, context))


def _sent(row: CalendarInvitation | None) -> Sent | None:
    if row is None:
        return None
    return Sent(method=row.method, address=row.address, sequence=row.sequence, ahead=row.ahead, digest=row.digest)
