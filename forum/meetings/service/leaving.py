"""A supplier's representative who leaves the company: somebody else comes, or the meetings end with the true reason."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, session
from forum.core.i18n import N_
from forum.editions.enums import CategoryKind
from forum.editions.models import Edition
from forum.editions.queries import list_unfinished
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.participants import list_representatives
from forum.matchmaking.service import register_representative
from forum.meetings.enums import Colliding
from forum.meetings.errors import AlreadyAnswered, NotARepresentative, RequestExpired
from forum.meetings.models import Meeting, MeetingRequest, RequestDraft
from forum.meetings.queries.leaving import find_other_company, is_supplier_of, list_left_ids, list_pending_ids
from forum.meetings.queries.meetings import list_ahead
from forum.meetings.service.accompanying import take_off_requests
from forum.meetings.service.answers import give_up
from forum.meetings.service.companions import leave_locked
from forum.meetings.service.handing import locked_ahead, notify_successor, part_colliding
from forum.meetings.service.meetings import cancel_locked, hand_meeting
from forum.meetings.service.steps import record_handed
from forum.registration.enums import Canceller
from forum.registration.service import cancel, end_right, lock_registration_of, name_right

REASON = N_("La persona ya no representa a la empresa.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Somebody (locked, like the company) left a company they no longer act for; `successor` comes instead, if any."""

    person: Person
    company: Company
    successor: Person | None
    colliding: Colliding
    by: int
    at: datetime


def end_supplier_part(
    person_id: int, *, company_id: int, successor_id: int | None, colliding: Colliding, by: int, now: datetime
) -> None:
    """End what a person has as supplier of a company they left, in every edition that is not over.

    Their meetings and requests go to the successor, or end with the reason; those of colleagues, to which they came
    too, go on without them; then the right to attend ends.

    Raises:
        NotARepresentative: the successor does not act for the company.
        AgendaCollides: the successor is taken at some of the hours.
        CancelledByDesk, CategoryFull, NoCategoryOfKind: the successor cannot be registered.
    """
    with atomic():
        departure = Departure(
            person=session().get_one(Person, person_id),
            company=session().get_one(Company, company_id),
            successor=_successor(successor_id, company_id),
            colliding=colliding,
            by=by,
            at=now,
        )
        for edition in list_unfinished(now=now):
            _end_in(edition, departure)
        _hand_drafts(departure)


def _successor(person_id: int | None, company_id: int) -> Person | None:
    if person_id is None:
        return None
    people = {person.id: person for person in list_representatives(company_id)}
    if person_id not in people:
        raise NotARepresentative
    return people[person_id]


def _end_in(edition: Edition, departure: Departure) -> None:
    person, company, now = departure.person, departure.company, departure.at
    registration_id = lock_registration_of(person.id, edition_id=edition.id)
    if departure.successor is not None:
        lock_registration_of(departure.successor.id, edition_id=edition.id)
    asked = list_pending_ids(person.id, company_id=company.id, edition_id=edition.id)
    lock_rows(MeetingRequest, asked)
    ahead = list_ahead(company_id=company.id, person_id=person.id, edition_id=edition.id, now=now)
    besides = list_left_ids(person.id, company_id=company.id, edition_id=edition.id)
    locked = locked_ahead({*(each.id for each in ahead), *besides}, now=now)
    meetings = [each for each in locked if each.id not in besides]
    take_off_requests(person.id, edition_id=edition.id, company_id=company.id, by=departure.by, now=now)
    leave_locked([each for each in locked if each.id in besides], person.id, edition, by=departure.by, now=now)
    if departure.successor is None:
        _end_demand(edition, departure, asked, meetings)
    elif asked or meetings:
        _hand_demand(edition, departure, departure.successor, asked, meetings)
    if registration_id is not None and is_supplier_of(person.id, company.id, edition.id):
        _end_attendance(registration_id, edition, departure)


def _end_demand(edition: Edition, departure: Departure, asked: Sequence[int], meetings: Sequence[Meeting]) -> None:
    """Withdraw the requests and cancel the meetings; the buyers are told why."""
    for request_id in asked:
        with suppress(AlreadyAnswered, RequestExpired):
            give_up(request_id, by=departure.by, now=departure.at)
    for meeting in meetings:
        cancel_locked(meeting, edition, reason=REASON, side=Side.SUPPLIER, by=departure.by, now=departure.at)


def _hand_demand(
    edition: Edition, departure: Departure, successor: Person, asked: Sequence[int], meetings: Sequence[Meeting]
) -> None:
    """Let the successor come instead, who is registered for it; the buyers are told."""
    by, now, choice = departure.by, departure.at, departure.colliding
    handed, clash = part_colliding(
        meetings,
        successor,
        side=Side.SUPPLIER,
        colliding=choice,
        edition=edition,
        walking=edition.walking_minutes,
    )
    for meeting in clash:
        cancel_locked(meeting, edition, reason=REASON, side=Side.SUPPLIER, by=by, now=now)
    for meeting in handed:
        hand_meeting(meeting, edition, to=successor, side=Side.SUPPLIER, by=by, now=now)
    theirs = update(MeetingRequest).where(MeetingRequest.id.in_(asked)).values(person_id=successor.id)
    session().execute(theirs, execution_options={"synchronize_session": False})
    record_handed(asked, former=departure.person, successor=successor, by=by, now=now)
    register_representative(successor, departure.company, edition.id, by=by, now=now)
    former = departure.person
    notify_successor(successor, edition, company=departure.company.name, former=former, handed=handed, now=now)


def _hand_drafts(departure: Departure) -> None:
    """What the company wrote to send later stays the company's: in somebody else's name, and by somebody who stays."""
    heir = departure.successor or next(iter(list_representatives(departure.company.id)), None)
    if heir is None:
        return
    for column in (RequestDraft.person_id, RequestDraft.written_by_id):
        theirs = update(RequestDraft).where(
            RequestDraft.company_id == departure.company.id, column == departure.person.id
        )
        session().execute(theirs.values({column: heir.id}), execution_options={"synchronize_session": False})


def _end_attendance(registration_id: int, edition: Edition, departure: Departure) -> None:
    """End the right by this company; who comes for another one too attends by that."""
    by, now = departure.by, departure.at
    other = find_other_company(departure.person.id, but=departure.company.id, edition_id=edition.id)
    if other is not None:
        name_right(registration_id, CategoryKind.SUPPLIER, company_id=other.id, organisation=other.name)
    elif not end_right(registration_id, CategoryKind.SUPPLIER, by=by, now=now):
        cancel(registration_id, by=by, now=now, canceller=Canceller.COMPANY)
