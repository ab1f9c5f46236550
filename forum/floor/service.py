"""A badge is read: at the desk it is somebody's arrival, on the buyer's phone the proof that the two met."""

from datetime import datetime

from forum.accounts.models import Person
from forum.floor.queries import find_badge_holder, find_meeting_of_now
from forum.matchmaking.enums import Side
from forum.meetings.enums import Arrival
from forum.meetings.errors.floor import NotTheirTurn, OtherSupplier, UnknownBadge
from forum.meetings.models import Meeting
from forum.meetings.service import note_arrival


def scan_badge(text: str, *, edition_id: int, by: int, now: datetime) -> tuple[Meeting, Person]:
    """Write down that whose badge was read is at the table of their meeting of now; once both are, it is held.

    Raises:
        UnknownBadge: the code is of no valid badge. NotTheirTurn: they have no meeting now or soon.
    """
    person = _holder(text, edition_id=edition_id)
    found = find_meeting_of_now(person.id, edition_id=edition_id, now=now)
    if found is None:
        raise NotTheirTurn(who=person.full_name)
    meeting_id, side = found
    return note_arrival(meeting_id, of=[side], how=Arrival.BADGE, by=by, now=now), person


def scan_supplier(meeting: Meeting, text: str, *, by: int, now: datetime) -> Meeting:
    """The buyer reads the badge of who sits across: both are there, the meeting is held.

    Raises:
        UnknownBadge: the code is of no valid badge. OtherSupplier: it is of nobody who comes for the company.
        NotScheduled, AlreadyMissed, TooEarly: there is no meeting now.
    """
    person = _holder(text, edition_id=meeting.edition_id)
    across = {meeting.person_id, *(each.person_id for each in meeting.companions_of(Side.SUPPLIER))}
    if person.id not in across:
        raise OtherSupplier(company=meeting.company.name)
    both = (Side.BUYER, Side.SUPPLIER)
    return note_arrival(meeting.id, of=both, how=Arrival.PHONE, side=Side.BUYER, by=by, now=now)


def _holder(text: str, *, edition_id: int) -> Person:
    person = find_badge_holder(text, edition_id=edition_id)
    if person is None:
        raise UnknownBadge
    return person
