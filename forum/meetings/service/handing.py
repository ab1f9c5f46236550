"""Meetings handed to a colleague: they keep their identity, and whoever was to come is not missed at the table."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from forum.accounts.errors import AccountClosed
from forum.accounts.models import Person
from forum.accounts.rules import INVITATION_LIFETIME
from forum.accounts.service import get_or_create_person, send_sign_in_link
from forum.core.database import atomic, lock_rows, locked, locked_all, session
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Availability, Buyer, Requirement
from forum.matchmaking.queries.participants import get_buyer
from forum.matchmaking.queries.requirements import list_requirement_ids
from forum.matchmaking.service import (
    Guest,
    accept_for,
    end_attendance,
    end_buyer,
    find_or_add_colleague,
    hand_marks,
    locked_buyer,
)
from forum.meetings.enums import Colliding
from forum.meetings.errors import AgendaCollides
from forum.meetings.models import FreedPlace, Meeting, MeetingRequest
from forum.meetings.queries.boards import list_busy_times, list_taken_at
from forum.meetings.queries.companions import list_accompanied_of
from forum.meetings.queries.meetings import EAGER, list_scheduled_ids
from forum.meetings.queries.requests import list_request_ids
from forum.meetings.rules.board import Span, unreachable
from forum.meetings.service.companions import leave_locked
from forum.meetings.service.meetings import cancel_locked, hand_meeting
from forum.meetings.service.steps import record_handed
from forum.registration.service import lock_registration_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """Who takes a buyer's agenda over: a buyer of the same company (`buyer_id`), or a `guest` who becomes one."""

    buyer_id: int | None = None
    guest: Guest | None = None
    position: str = ""
    interpreter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How an agenda is handed over: why, whether who leaves keeps their badge, and what becomes of colliding hours."""

    reason: str
    keeps_badge: bool
    colliding: Colliding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What a handover changes, locked: both buyers, and what goes from the one to the other.

    `accompanied`: meetings of colleagues, to which who leaves does not come any more.
    """

    leaver: Buyer
    successor: Buyer
    registration_id: int | None
    requirement_ids: Sequence[int]
    request_ids: Sequence[int]
    meetings: Sequence[Meeting]
    accompanied: Sequence[Meeting]


def hand_over_buyer(buyer_id: int, *, to: Successor, terms: Terms, edition: Edition, by: int, now: datetime) -> Buyer:
    """Remove a buyer and hand their requirements, requests and meetings to a colleague, who takes part at once.

    A colleague without a table gets table and hours of whom they follow. Suppliers are told who receives them.

    Raises:
        ReasonMissing: there is no reason.
        NotFound: the edition has no such buyer.
        BuyerRemoved: one of them is removed already.
        AlreadyInvited, AccountClosed, InvalidEmail: the colleague cannot be this person.
        AgendaCollides: the colleague is taken at some of the hours, and those meetings are not to be cancelled.
        CancelledByDesk, CategoryFull, NoCategoryOfKind: the colleague cannot be registered.
    """
    reason = terms.reason.strip()
    if not reason:
        raise ReasonMissing
    with atomic():
        case = _locked_case(buyer_id, to, edition, by=by, now=now)
        leaver, successor = case.leaver, case.successor
        handed = _settle(case, edition, reason=reason, colliding=terms.colliding, by=by, now=now)
        leave_locked(case.accompanied, leaver.person_id, edition, by=by, now=now)
        _give_demand(case, by=by, now=now)
        hand_marks(leaver.id, successor.id)
        _give_hours(leaver, successor, handed)
        name, keeps = successor.person.full_name, terms.keeps_badge
        end_buyer(leaver, reason=reason, keeps_badge=keeps, handed_to=name, edition=edition, by=by, now=now)
        if successor.accepted_at is None:
            accept_for(successor, by=by, now=now)
        if not keeps and case.registration_id is not None:
            end_attendance(case.registration_id, reason=reason, by=by, now=now)
        company, former = leaver.company.name, leaver.person
        notify_successor(successor.person, edition, company=company, former=former, handed=handed, now=now)
    return successor


def _locked_case(buyer_id: int, to: Successor, edition: Edition, *, by: int, now: datetime) -> _Case:
    leaving, person = get_buyer(buyer_id, edition_id=edition.id), _person(to, edition, now=now)
    locked_all(Person, {leaving.person_id, person.id})
    registration_id = lock_registration_of(leaving.person_id, edition_id=edition.id)
    lock_registration_of(person.id, edition_id=edition.id)
    leaver = locked_buyer(buyer_id, edition_id=edition.id)
    if to.buyer_id is not None:
        successor = locked_buyer(to.buyer_id, edition_id=edition.id, company_id=leaver.company_id)
    else:
        successor = find_or_add_colleague(
            leaver, person=person, position=to.position, interpreter=to.interpreter, by=by, now=now
        )
    requirement_ids = list_requirement_ids(leaver.id)
    lock_rows(Requirement, requirement_ids)
    request_ids = list_request_ids(requirement_ids)
    lock_rows(MeetingRequest, request_ids)
    ids = {*list_scheduled_ids(buyer_id=leaver.id), *list_accompanied_of(leaver)}
    meetings = locked_ahead(ids, now=now)
    return _Case(
        leaver=leaver,
        successor=successor,
        registration_id=registration_id,
        requirement_ids=requirement_ids,
        request_ids=request_ids,
        meetings=[each for each in meetings if each.buyer_id == leaver.id],
        accompanied=[each for each in meetings if each.buyer_id != leaver.id],
    )


def locked_ahead(meeting_ids: Collection[int], *, now: datetime) -> list[Meeting]:
    """Those of these meetings that are scheduled and have not ended, locked."""
    meetings = [locked(Meeting, meeting_id, *EAGER) for meeting_id in sorted(meeting_ids)]
    return [each for each in meetings if each.is_ahead(now)]


def part_colliding(
    meetings: Sequence[Meeting],
    person: Person,
    *,
    side: Side,
    colliding: Colliding,
    edition: Edition,
    taken: Set[int] = frozenset(),
    walking: int = 0,
) -> tuple[list[Meeting], list[Meeting]]:
    """The locked meetings that a locked person can come to, and the others, which are to be cancelled.

    They come for this side, besides whose person they may be there already. `taken`: those they cannot come to for
    another reason. `walking`: the minutes between halls they keep to.

    Raises:
        AgendaCollides: there are others, and they are not to be cancelled.
    """
    spans = {
        each.id: Span(starts_at=each.slot.starts_at, ends_at=each.slot.ends_at, hall_id=each.slot.hall_id)
        for each in meetings
    }
    there = {each.id for each in meetings if person.id in {other.person_id for other in each.companions_of(side)}}
    elsewhere = [each for each in list_busy_times(edition.id, person_ids=[person.id]) if each.meeting_id not in there]
    clash = taken | unreachable(spans, elsewhere, walking=walking)
    if clash and colliding is Colliding.REFUSE:
        raise AgendaCollides(who=person.full_name, count=len(clash), meeting_ids=sorted(clash))
    return [each for each in meetings if each.id not in clash], [each for each in meetings if each.id in clash]


def notify_successor(
    person: Person, edition: Edition, *, company: str, former: Person, handed: Sequence[Meeting], now: datetime
) -> None:
    """Mail somebody that they take over the meetings of a colleague, with a link that signs them in."""
    send_sign_in_link(
        person,
        next_path=f"/{edition.slug}/meetings",
        now=now,
        message="meetings/agenda_handed",
        context={
            "edition": edition.name,
            "edition_slug": edition.slug,
            "company": company,
            "former": former.full_name,
            "count": len(handed),
        },
        lifetime=INVITATION_LIFETIME,
        edition_id=edition.id,
    )


def _person(to: Successor, edition: Edition, *, now: datetime) -> Person:
    if to.guest is None:
        return get_buyer(to.buyer_id or 0, edition_id=edition.id).person
    person = get_or_create_person(to.guest.email, name=to.guest.name, language=to.guest.language, now=now)
    if person.disabled_at is not None:
        raise AccountClosed(name=person.full_name)
    return person


def _settle(
    case: _Case, edition: Edition, *, reason: str, colliding: Colliding, by: int, now: datetime
) -> list[Meeting]:
    """Hand the meetings over, and cancel those that were chosen to be; returns those that were handed."""
    person, taken = case.successor.person, _without_table(case.successor, case.meetings)
    handed, clash = part_colliding(
        case.meetings, person, side=Side.BUYER, colliding=colliding, edition=edition, taken=taken
    )
    for meeting in clash:
        cancel_locked(meeting, edition, reason=reason, side=Side.ORGANISER, untold=Side.BUYER, by=by, now=now)
    for meeting in handed:
        hand_meeting(meeting, edition, to=case.successor, side=Side.ORGANISER, by=by, now=now)
    return handed


def _without_table(successor: Buyer, meetings: Sequence[Meeting]) -> set[int]:
    """Those of these meetings for which the buyer's own table is taken, or stands in another hall."""
    table = successor.table
    if table is None:
        return set()
    elsewhere = [each for each in meetings if each.table_id != table.id]
    slots = list_taken_at(table.id, slot_ids=[each.slot_id for each in elsewhere])
    return {each.id for each in elsewhere if each.slot_id in slots or each.slot.hall_id != table.hall_id}


def _give_demand(case: _Case, *, by: int, now: datetime) -> None:
    """Requirements go along with all their requests: an answer that was given stands with whoever asks again."""
    record_handed(case.request_ids, former=case.leaver.person, successor=case.successor.person, by=by, now=now)
    for model, ids in ((Requirement, case.requirement_ids), (MeetingRequest, case.request_ids)):
        theirs = update(model).where(model.id.in_(ids)).values(buyer_id=case.successor.id)
        session().execute(theirs, execution_options={"synchronize_session": False})
    here = select(Slot.id).where(Slot.edition_id == case.leaver.edition_id)
    freed = update(FreedPlace).where(FreedPlace.person_id == case.leaver.person_id, FreedPlace.slot_id.in_(here))
    freed = freed.values(person_id=case.successor.person_id)
    session().execute(freed, execution_options={"synchronize_session": False})


def _give_hours(leaver: Buyer, successor: Buyer, handed: Sequence[Meeting]) -> None:
    """The hours of the meetings; all hours of whom they follow for somebody who had no table."""
    if successor.table is None:
        table_id = leaver.table_id  # reading the meetings again let go of the leaver's table itself
        successor.table = None if table_id is None else session().get_one(MeetingTable, table_id)
        session().flush()
    at = select(Availability.slot_id)
    own = set(session().scalars(at.where(Availability.buyer_id == successor.id)))
    wanted = {each.slot_id for each in handed}
    if not own and successor.table_id == leaver.table_id:
        wanted |= set(session().scalars(at.where(Availability.buyer_id == leaver.id)))
    rows = [{"buyer_id": successor.id, "slot_id": slot_id} for slot_id in sorted(wanted - own)]
    if rows:
        session().execute(insert(Availability), rows)
