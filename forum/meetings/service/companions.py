"""Further people of either side at a meeting: brought, taken away, and what becomes of them when others act.

Each has a seat of their own, so that nobody is in two places at once. They are locked like the two who meet: company,
people, registration, meeting.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, found, locked, locked_all, refusing, session
from forum.editions.models import Edition, Slot
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.errors.companions import (
    CompanionBusy,
    CompanionInTheWay,
    CompanionRefused,
    CompanionsReached,
    NoCompanion,
)
from forum.meetings.models import Meeting, MeetingCompanion, PersonSeat
from forum.meetings.notices import notify_companion
from forum.meetings.queries.boards import list_busy_times
from forum.meetings.queries.companions import company_of, list_candidates
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.meetings import EAGER
from forum.meetings.queries.participation import get_sides
from forum.meetings.rules.board import Span, overlaps
from forum.meetings.rules.companions import CompanionFacts, ensure_may_come
from forum.meetings.rules.requests import ensure_changeable
from forum.meetings.service.changes import record_change
from forum.registration.service import lock_registration_of


def bring_companion(meeting_id: int, *, person_id: int, of: Side, side: Side, by: int, now: datetime) -> Person:
    """Let somebody of one side's company (`of`) come to a meeting too; they, and who meets them, are told.

    `side`: who decides it, that side itself or the organiser.

    Raises:
        NotScheduled, MeetingOver, AgendaFrozen: the meeting does not change.
        AlreadyComes, NotOfTheCompany, NotAttending, CompanionBusy, CompanionsReached: this person does not come.
    """
    with atomic():
        meeting, person = _locked_with(meeting_id, person_id, of=of)
        edition = get_edition(meeting.edition_id)
        ensure_changeable(meeting.status, meeting.slot.ends_at, deadlines=get_deadlines(edition), side=side, now=now)
        seat_companion(meeting, person, edition, of=of, side=side, by=by, now=now)
        notify_companion("companion_brought", meeting, edition, person=person, of=of, by=by, now=now)
        return person


def take_away_companion(meeting_id: int, *, person_id: int, side: Side, by: int, now: datetime) -> Person:
    """Let somebody who was to come besides not come after all; their seat is free at once.

    Raises:
        NotScheduled, MeetingOver, AgendaFrozen: the meeting does not change.
        NoCompanion: they do not come besides.
    """
    with atomic():
        meeting = locked(Meeting, meeting_id, *EAGER)
        edition = get_edition(meeting.edition_id)
        ensure_changeable(meeting.status, meeting.slot.ends_at, deadlines=get_deadlines(edition), side=side, now=now)
        companion = find_companion(meeting, person_id)
        if companion is None or side not in {companion.side, Side.ORGANISER}:
            raise NoCompanion
        _leave(meeting, companion, edition, side=side, by=by, now=now)
        return companion.person


def seat_if_free(
    meeting: Meeting, person: Person, edition: Edition, *, of: Side, side: Side, by: int, now: datetime
) -> bool:
    """Let a locked person come to a locked meeting too, if nothing is in the way; returns whether they come.

    Nobody is told: it is part of another change.
    """
    if meeting.comes(person.id):
        return True
    try:
        seat_companion(meeting, person, edition, of=of, side=side, by=by, now=now)
    except (CompanionRefused, CompanionsReached):
        return False
    return True


def seat_companion(
    meeting: Meeting, person: Person, edition: Edition, *, of: Side, side: Side, by: int | None, now: datetime
) -> None:
    """Let a locked person come to a locked meeting too; nobody is told.

    Raises:
        AlreadyComes, NotOfTheCompany, NotAttending, CompanionBusy, CompanionsReached: this person does not come.
    """
    ensure_may_come(_facts(meeting, person, of=of, most=edition.companions_per_side))
    _seat(meeting, person, of=of)
    record_change(meeting, "brought", side=side, by=by, now=now, person_id=person.id, of=of.value)


def find_companion(meeting: Meeting, person_id: int) -> MeetingCompanion | None:
    """How this person comes to a meeting besides the two who meet, if they do."""
    return next((each for each in meeting.companions if each.person_id == person_id), None)


def leave_locked(
    meetings: Sequence[Meeting],
    person_id: int,
    edition: Edition,
    *,
    by: int | None,
    now: datetime,
    is_told: bool = True,
) -> None:
    """Take a person who cannot come any more away from locked meetings that are ahead; who meets them is told."""
    for meeting in meetings:
        companion = find_companion(meeting, person_id)
        if companion is not None and meeting.status is MeetingStatus.SCHEDULED and meeting.slot.ends_at > now:
            _leave(meeting, companion, edition, side=companion.side, by=by, now=now, is_told=is_told)


def give_way(meeting: Meeting, person: Person) -> None:
    """Free the seat of a companion who becomes one of the two who meet, at a locked meeting."""
    companion = find_companion(meeting, person.id)
    if companion is not None:
        _free_seat(meeting, companion)


def ensure_companions_free(meeting: Meeting, *, slot_id: int, swapping: int | None = None) -> None:
    """Refuse to move a meeting to a slot in which one of its companions, who are locked, is elsewhere or cannot come.

    `swapping`: the meeting whose place it takes.

    Raises:
        CompanionInTheWay: one of them is.
    """
    names = {each.person_id: each.person.full_name for each in meeting.companions}
    if not names:
        return
    slot = found(session().get(Slot, slot_id))
    span = Span(starts_at=slot.starts_at, ends_at=slot.ends_at, hall_id=slot.hall_id)
    moving = {meeting.id, swapping or meeting.id}
    for busy in list_busy_times(meeting.edition_id, person_ids=names):
        if busy.meeting_id not in moving and overlaps(span, busy):
            raise CompanionInTheWay(who=names[busy.person_id])


def _locked_with(meeting_id: int, person_id: int, *, of: Side) -> tuple[Meeting, Person]:
    sides = get_sides(Meeting, meeting_id)
    buyer = found(session().get(Buyer, sides.buyer_id))
    locked_all(Company, [buyer.company_id if of is Side.BUYER else sides.company_id])
    [person] = locked_all(Person, [person_id])
    lock_registration_of(person_id, edition_id=sides.edition_id)
    return locked(Meeting, meeting_id, *EAGER), person


def _facts(meeting: Meeting, person: Person, *, of: Side, most: int) -> CompanionFacts:
    candidate = next(iter(list_candidates(meeting, of, person_id=person.id)), None)
    return CompanionFacts(
        who=person.full_name,
        company=company_of(meeting, of).name,
        comes=meeting.comes(person.id),
        is_of_company=candidate is not None,
        attends=candidate is not None and candidate.attends,
        is_busy=candidate is not None and candidate.is_busy,
        brought=len(meeting.companions_of(of)),
        most=most,
    )


def _seat(meeting: Meeting, person: Person, *, of: Side) -> None:
    """The locks keep the unique row from ever being broken; if it is, it is a refusal by name and no crash."""
    seat = {"meeting_id": meeting.id, "person_id": person.id, "slot_id": meeting.slot_id}
    with refusing("uq_person_seat_person_id_slot_id", CompanionBusy(who=person.full_name)):
        session().execute(insert(PersonSeat).values(seat))
    meeting.companions.append(MeetingCompanion(person=person, person_id=person.id, side=of))


def _leave(
    meeting: Meeting,
    companion: MeetingCompanion,
    edition: Edition,
    *,
    side: Side,
    by: int | None,
    now: datetime,
    is_told: bool = True,
) -> None:
    person, of = companion.person, companion.side
    _free_seat(meeting, companion)
    record_change(meeting, "taken_away", side=side, by=by, now=now, person_id=person.id, of=of.value)
    if is_told:
        notify_companion("companion_removed", meeting, edition, person=person, of=of, by=by, now=now)


def _free_seat(meeting: Meeting, companion: MeetingCompanion) -> None:
    seat = delete(PersonSeat).where(PersonSeat.meeting_id == meeting.id, PersonSeat.person_id == companion.person_id)
    session().execute(seat, execution_options={"synchronize_session": False})
    meeting.companions.remove(companion)
    session().flush()
