"""Saying what came of a meeting and what became of it later, and asking for it by mail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from forum.accounts.models import Person
from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.core.tokens import token_hash
from forum.editions.models import Edition
from forum.editions.rules import to_local
from forum.mail.service import Batch, Recipient, queue_batch
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import EAGER
from forum.outcomes import queries
from forum.outcomes.enums import Asking, Milestone
from forum.outcomes.models import MeetingOutcome, OutcomeEvent, OutcomeFollowUp, OutcomeMail
from forum.outcomes.rules import (
    ROUNDS,
    Reached,
    Said,
    by_day,
    complete,
    complete_follow_up,
    due_of_day,
    ensure_answerable,
    ensure_followed,
    later_askings,
)

ASKED, FOLLOWED = "outcomes/asked", "outcomes/followed"
MOST_LISTED = 40


def answer(meeting_id: int, side: Side, said: Said, *, by: int, now: datetime, for_them: bool = False) -> None:
    """Keep what a side says of a meeting, in place of what it said before; `for_them`: the staff writes it down.

    Raises:
        InterestMissing, StepMissing, ReasonMissing, HorizonMissing: something is not said.
        MeetingNotHeld, MeetingNotOver, AnswersClosed: it is not answered now.
    """
    told = complete(said)
    with atomic() as current:
        meeting = locked(Meeting, meeting_id, *EAGER)
        edition = current.get_one(Edition, meeting.edition_id)
        ensure_answerable(
            is_scheduled=meeting.status is MeetingStatus.SCHEDULED,
            slot_ends_at=meeting.slot.ends_at,
            ends_on=edition.ends_on,
            zone=edition.time_zone,
            now=now,
        )
        row = queries.find_outcome(meeting_id, side)
        kind = "answered" if row is None else "changed"
        if row is None:
            row = MeetingOutcome(meeting_id=meeting_id, side=side, answered_at=now)
            current.add(row)
        for name, value in asdict(told).items():
            setattr(row, name, value)
        row.person_id = person_id = _who_says(meeting, side) if for_them else by
        row.changed_at, row.by_id, row.for_them = now, by, for_them
        detail = {**asdict(replace(told, words="")), **({"acts_for": side.value} if for_them else {})}
        event = OutcomeEvent(meeting_id=meeting_id, side=side, person_id=person_id, kind=kind, detail=detail)
        record(event, by=by, now=now)


def _who_says(meeting: Meeting, side: Side) -> int:
    """Whose answer it is that the staff writes down for a side."""
    return meeting.buyer.person_id if side is Side.BUYER else meeting.person_id


def follow_up(
    sides: Mapping[int, Side], reached: Mapping[int, Reached], *, edition: Edition, by: int, now: datetime
) -> None:
    """Keep what became of these meetings, for the round that is asked now.

    Raises:
        NotFollowed: nothing is asked yet, or no longer.
        AmountMissing: an order without an amount, or an amount without an order.
    """
    asking = ensure_followed(edition.ends_on, zone=edition.time_zone, now=now)
    told = {id: complete_follow_up(each) for id, each in reached.items()}
    with atomic():
        for meeting_id in sorted(told):
            locked(Meeting, meeting_id)
            _keep(meeting_id, sides[meeting_id], asking, told[meeting_id], by=by, now=now)


def _keep(meeting_id: int, side: Side, asking: Asking, told: Reached, *, by: int, now: datetime) -> None:
    wanted = session().query(OutcomeFollowUp).filter_by(meeting_id=meeting_id, side=side, asking=asking)
    row = wanted.one_or_none()
    values: dict[str, Any] = {each.value: each in told.milestones for each in Milestone}
    values |= {"amount": told.amount, "currency": told.currency}
    if row is None:
        row = OutcomeFollowUp(meeting_id=meeting_id, side=side, asking=asking)
        session().add(row)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.answered_at, row.person_id, row.by_id = now, by, by
    detail = {"asking": asking.value, **values}
    event = OutcomeEvent(meeting_id=meeting_id, side=side, person_id=by, kind="followed", detail=detail)
    record(event, by=by, now=now)


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
    """A mail that is due: of which kind, for which day, and whom to ask about which meetings."""

    asking: Asking
    day: date
    people: Sequence[Person]
    meetings: Mapping[int, Sequence[int]]


def _due(edition: Edition, *, now: datetime) -> list[_Due]:
    """What is due in an edition now, of people who were not asked yet and have an address."""
    zone, found = edition.time_zone, list[_Due]()
    today = to_local(now, zone).date()
    if by_day(zone, now):
        for day in (today - timedelta(days=1), today):
            if edition.starts_on <= day <= edition.ends_on:
                found.append(_of_people(edition, Asking.DAY, day, _of_day(edition, day, now=now)))
    for asking in later_askings(edition.ends_on, zone=zone, now=now):
        asked = queries.list_wanting_on(edition.id) if asking in ROUNDS else _of_day(edition, None, now=now)
        found.append(_of_people(edition, asking, edition.ends_on, asked))
    return [each for each in found if each.people]


def _of_day(edition: Edition, day: date | None, *, now: datetime) -> dict[int, list[int]]:
    due = due_of_day(queries.list_unanswered(edition.id, on=day), now=now)
    return {person_id: [each.meeting_id for each in theirs] for person_id, theirs in due.items()}


def _of_people(edition: Edition, asking: Asking, day: date, asked: Mapping[int, Sequence[int]]) -> _Due:
    people = queries.addressees(set(asked) - queries.asked_already(edition.id, asking, day)) if asked else {}
    return _Due(asking=asking, day=day, people=list(people.values()), meetings=asked)


def _write(edition: Edition, due: _Due, *, now: datetime) -> int:
    shown = queries.companies_across(id for each in due.people for id in due.meetings[each.id][:MOST_LISTED])
    written = (
        (
            Recipient(person.email, person.name.full, person.language),
            {
                "edition": edition.name,
                "edition_slug": edition.slug,
                "outcomes": link_value(person, edition.id),
                "asking": due.asking.value,
                "asked": list(_lines(due.meetings[person.id], shown)),
                "count": len(due.meetings[person.id]),
            },
        )
        for person in due.people
    )
    batch = Batch(key=f"outcomes-{edition.id}-{due.asking.value}-{due.day.isoformat()}", starts_at=now)
    template = FOLLOWED if due.asking in ROUNDS else ASKED
    mails = queue_batch(template, batch, edition_id=edition.id, recipients=written, now=now)
    session().add_all(
        OutcomeMail(edition_id=edition.id, person_id=each.id, asking=due.asking, day=due.day, asked_at=now)
        for each in due.people
    )
    return mails


def _lines(meeting_ids: Iterable[int], shown: Mapping[int, tuple[datetime, str, str]]) -> Iterable[dict[str, Any]]:
    for id in list(meeting_ids)[:MOST_LISTED]:
        starts_at, buyer, supplier = shown[id]
        yield {"id": id, "starts_at": starts_at, "buyer": buyer, "supplier": supplier}
