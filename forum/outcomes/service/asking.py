"""Asking by mail who comes, what came of it and what became of it, and telling who did not come: each once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from forum.accounts.models import Person
from forum.core.database import atomic, locked, session
from forum.core.tokens import token_hash
from forum.editions.models import Edition
from forum.editions.rules import to_local
from forum.mail.service import Batch, Recipient, queue_batch
from forum.meetings.rules.life import are_requests_stopped
from forum.outcomes import queries
from forum.outcomes.enums import Asking
from forum.outcomes.models import OutcomeMail
from forum.outcomes.rules import AFTER_THE_LAST, ROUNDS, by_day, due_of_day, in_the_evening, later_askings

MOST_LISTED = 40
TEMPLATES = {
    Asking.COMING: "outcomes/coming",
    Asking.ABSENCE: "outcomes/absence",
    **dict.fromkeys(ROUNDS, "outcomes/followed"),
}
ASKED = "outcomes/asked"


def link_value(person: Person, edition_id: int) -> list[Any]:
    """What the link of a mail says, signed: whose outcomes, of which edition. It ends when the address changes."""
    return [person.id, edition_id, mark_of(person)]


def mark_of(person: Person) -> str:
    """What tells the address of a person from another one, and says nothing of it."""
    return token_hash(person.email or "")[:16]


def ask_due(*, now: datetime) -> int:
    """Write to everybody who is to be asked now, each once; returns the number of mails."""
    editions = queries.list_asking(today=now.date() + timedelta(days=1))
    return sum(_ask(each.id, now=now) for each in editions if _due(each, now=now))


def _ask(edition_id: int, *, now: datetime) -> int:
    with atomic():
        edition = locked(Edition, edition_id)
        return sum(_write(edition, each, now=now) for each in _due(edition, now=now))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A mail that is due: its kind, its day, whom to write to about which meetings, and what else it says."""

    asking: Asking
    day: date
    people: Sequence[Person]
    meetings: Mapping[int, Sequence[int]]
    more: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


def _due(edition: Edition, *, now: datetime) -> list[_Due]:
    """What is due in an edition now, of people who were not written to yet and have an address."""
    zone, found = edition.time_zone, list[_Due]()
    today = to_local(now, zone).date()
    tomorrow = today + timedelta(days=1)
    if in_the_evening(zone, now) and edition.starts_on <= tomorrow <= edition.ends_on:
        found.append(_coming(edition, tomorrow))
    if by_day(zone, now):
        for day in (today - timedelta(days=1), today):
            if edition.starts_on <= day <= edition.ends_on:
                found += [
                    _of_people(edition, Asking.DAY, day, _of_day(edition, day, now=now)),
                    _absences(edition, day, now=now),
                ]
    for asking in later_askings(edition.ends_on, zone=zone, now=now):
        asked = queries.list_wanting_on(edition.id) if asking in ROUNDS else _of_day(edition, None, now=now)
        found.append(_of_people(edition, asking, edition.ends_on, asked))
    return [each for each in found if each.people]


def _coming(edition: Edition, day: date) -> _Due:
    """To everybody who meets on this day: their meetings, and how many of them they have not confirmed."""
    asked: dict[int, list[int]] = {}
    unconfirmed: dict[int, int] = {}
    for person_id, meeting_id, confirmed in queries.list_coming(edition.id, on=day):
        asked.setdefault(person_id, []).append(meeting_id)
        unconfirmed[person_id] = unconfirmed.get(person_id, 0) + (not confirmed)
    more = {id: {"unconfirmed": count} for id, count in unconfirmed.items()}
    return _of_people(edition, Asking.COMING, day, asked, more)


def _absences(edition: Edition, day: date, *, now: datetime) -> _Due:
    """To suppliers who did not come and the buyer did, once the day is over; where it has consequences."""
    cap, last_end = edition.supplier_absences_cap, queries.last_end(edition.id, on=day)
    asked: dict[int, list[int]] = {}
    more: dict[int, Mapping[str, Any]] = {}
    if cap and last_end is not None and last_end + AFTER_THE_LAST <= now:
        for person_id, meeting_id, absences in queries.list_absences(edition.id, on=day):
            asked.setdefault(person_id, []).append(meeting_id)
            more[person_id] = {"absences": absences, "cap": cap, "stopped": are_requests_stopped(absences, cap)}
    return _of_people(edition, Asking.ABSENCE, day, asked, more)


def _of_day(edition: Edition, day: date | None, *, now: datetime) -> dict[int, list[int]]:
    due = due_of_day(queries.list_unanswered(edition.id, on=day), now=now)
    return {person_id: [each.meeting_id for each in theirs] for person_id, theirs in due.items()}


def _of_people(
    edition: Edition,
    asking: Asking,
    day: date,
    asked: Mapping[int, Sequence[int]],
    more: Mapping[int, Mapping[str, Any]] | None = None,
) -> _Due:
    people = queries.addressees(set(asked) - queries.asked_already(edition.id, asking, day)) if asked else {}
    return _Due(asking=asking, day=day, people=list(people.values()), meetings=asked, more=more or {})


def _write(edition: Edition, due: _Due, *, now: datetime) -> int:
    shown = queries.shown_meetings(id for each in due.people for id in due.meetings[each.id][:MOST_LISTED])
    written = (
        (
            Recipient(person.email, person.name.full, person.language),
            {
                "edition": edition.name,
                "edition_slug": edition.slug,
                "outcomes": link_value(person, edition.id),
                "asking": due.asking.value,
                "asked": list(_lines(person.id, due.meetings[person.id], shown)),
                "count": len(due.meetings[person.id]),
                **due.more.get(person.id, {}),
            },
        )
        for person in due.people
    )
    batch = Batch(key=f"outcomes-{edition.id}-{due.asking.value}-{due.day.isoformat()}", starts_at=now)
    template = TEMPLATES.get(due.asking, ASKED)
    mails = queue_batch(template, batch, edition_id=edition.id, recipients=written, now=now)
    session().add_all(
        OutcomeMail(edition_id=edition.id, person_id=each.id, asking=due.asking, day=due.day, asked_at=now)
        for each in due.people
    )
    return mails


def _lines(
    person_id: int, meeting_ids: Sequence[int], shown: Mapping[int, queries.ShownMeeting]
) -> Iterable[dict[str, Any]]:
    for id in meeting_ids[:MOST_LISTED]:
        each = shown[id]
        yield {
            "id": id,
            "starts_at": each.starts_at,
            "buyer": each.buyer,
            "supplier": each.supplier,
            "company": each.supplier if each.buyer_person_id == person_id else each.buyer,
            "hall": each.hall,
            "table": each.table,
        }
