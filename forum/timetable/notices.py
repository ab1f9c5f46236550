"""The mails sent when a timetable is published."""

from collections.abc import Iterable
from typing import Any

from forum.accounts.models import Person
from forum.editions.models import Edition
from forum.mail.service import Recipient
from forum.matchmaking.enums import Side
from forum.timetable.queries.drafts import LeftOutNotice, MeetingNotice
from forum.timetable.rules.reasons import SENTENCES

MESSAGE = "meetings/agenda_published"
Mail = tuple[Recipient, dict[str, Any]]


def mails_about(
    edition: Edition, agenda: Iterable[tuple[str, MeetingNotice]], *, left_out: Iterable[LeftOutNotice]
) -> dict[int, Mail]:
    """One mail for each person affected by a published timetable, by person.

    `agenda` are its meetings, each "made", "moved", "joined" by a further request, or "dropped"; `left_out` are the
    requests without a meeting: who asked for it gets the reason, and so does who had accepted.
    """
    mails: dict[int, dict[str, Any]] = {}
    people: dict[int, Person] = {}

    def add(person: Person, kind: str, item: dict[str, Any]) -> None:
        people[person.id] = person
        empty = {"edition": edition.name, "edition_slug": edition.slug, "made": [], "moved": [], "dropped": []}
        mails.setdefault(person.id, {**empty, "joined": [], "missed": []})[kind].append(item)

    for kind, meeting in agenda:
        add(meeting.host, kind, _agenda_item(meeting, meeting.guest, meeting.guest_company))
        add(meeting.guest, kind, _agenda_item(meeting, meeting.host, meeting.host_company))
        for person, side in meeting.companions:
            across = (
                (meeting.guest, meeting.guest_company) if side is Side.BUYER else (meeting.host, meeting.host_company)
            )
            add(person, kind, _agenda_item(meeting, *across))
    for request in left_out:
        if request.accepted or not request.invited:
            add(request.guest, "missed", _left_out_item(request, request.host_company))
        if request.accepted or request.invited:
            add(request.host, "missed", _left_out_item(request, request.guest_company))
    return {id: (_recipient(people[id]), {**values, "person_id": id}) for id, values in mails.items()}


def _agenda_item(meeting: MeetingNotice, other: Person, company: str) -> dict[str, Any]:
    return {
        "starts_at": meeting.starts_at,
        "hall": meeting.hall,
        "table": meeting.table,
        "person": other.full_name,
        "company": company,
        "requirement": meeting.requirement,
        "unanswered": meeting.unanswered,
    }


def _left_out_item(request: LeftOutNotice, company: str) -> dict[str, Any]:
    """The sentence stays a msgid: it is translated when the mail is rendered, in the recipient's language."""
    return {
        "company": company,
        "requirement": request.requirement,
        "sentence": SENTENCES[request.reason],
        "numbers": dict(request.numbers),
    }


def _recipient(person: Person) -> Recipient:
    return Recipient(person.email, person.full_name, person.language)
