"""What people are told by mail when a timetable is published."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.editions.models import Edition
from forum.mail.service import Recipient, queue_mails
from forum.timetable.queries.drafts import Missed, Told
from forum.timetable.rules.reasons import SENTENCES


def notify_agendas(
    edition: Edition, agenda: Iterable[tuple[str, Told]], *, missed: Iterable[Missed], now: datetime
) -> int:
    """Tell everybody whom a published timetable concerns, in one mail each; how many have an address.

    `agenda` are its meetings, each "made", "moved" or "dropped"; `missed` the requests without a place: the supplier is
    told why, and so is the buyer who had said yes.
    """
    letters: dict[int, dict[str, Any]] = {}
    people: dict[int, Person] = {}

    def note(reader: Person, kind: str, item: dict[str, Any]) -> None:
        people[reader.id] = reader
        empty = {"edition": edition.name, "edition_slug": edition.slug, "made": [], "moved": [], "dropped": []}
        letters.setdefault(reader.id, {**empty, "missed": []})[kind].append(item)

    for kind, meeting in agenda:
        note(meeting.host, kind, _agenda_item(meeting, meeting.guest, meeting.guest_company))
        note(meeting.guest, kind, _agenda_item(meeting, meeting.host, meeting.host_company))
    for request in missed:
        note(request.guest, "missed", _missed_item(request, request.host_company))
        if request.accepted:
            note(request.host, "missed", _missed_item(request, request.guest_company))
    readers = ((_reader(people[id]), letter) for id, letter in letters.items())
    return queue_mails("meetings/agenda_published", recipients=readers, now=now)


def _agenda_item(meeting: Told, other: Person, company: str) -> dict[str, Any]:
    return {
        "starts_at": meeting.starts_at,
        "hall": meeting.hall,
        "table": meeting.table,
        "person": other.full_name,
        "company": company,
        "requirement": meeting.requirement,
    }


def _missed_item(request: Missed, company: str) -> dict[str, Any]:
    """The sentence stays what it is until it is read, in the reader's language."""
    return {
        "company": company,
        "requirement": request.requirement,
        "sentence": SENTENCES[request.reason],
        "numbers": dict(request.numbers),
    }


def _reader(person: Person) -> Recipient:
    return Recipient(person.email, person.full_name, person.language)
