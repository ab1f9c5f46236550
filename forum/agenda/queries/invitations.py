"""Which way meetings reach people's calendars, what was sent of them, and whose calendars are behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, union

from forum.accounts.models import Person
from forum.agenda.enums import CalendarAnswer, CalendarWay, InvitationMethod
from forum.agenda.models import CalendarChoice, CalendarInvitation, FeedAddress, ReadMailbox
from forum.core.database import session
from forum.editions.models import Edition, Slot
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """By how much the SEQUENCE of a meeting goes ahead in a person's calendar, since when, and what that answered."""

    ahead: int
    at: datetime
    answer: CalendarAnswer | None = None


def list_told(person_id: int) -> dict[int, Told]:
    """Of which meetings a person was sent invitations, by meeting."""
    told = CalendarInvitation
    query = select(told.meeting_id, told.ahead, told.queued_at, told.answer).where(told.person_id == person_id)
    rows = session().execute(query)
    return {row.meeting_id: Told(ahead=row.ahead, at=row.queued_at, answer=row.answer) for row in rows}


def latest_choice(person_id: Any, edition_id: Any) -> Any:
    """The way that was chosen last for a person in an edition, both ids or columns, as a column."""
    query = select(CalendarChoice.way).where(
        CalendarChoice.person_id == person_id, CalendarChoice.edition_id == edition_id
    )
    return query.order_by(CalendarChoice.id.desc()).limit(1).scalar_subquery()


def _is_invited(person_id: Any, edition_id: Any) -> ColumnElement[bool]:
    """Whether a person gets invitations: they chose so, or are a buyer who chose nothing and has no address."""
    chosen = latest_choice(person_id, edition_id)
    buys = select(Buyer.id).where(
        Buyer.person_id == person_id, Buyer.edition_id == edition_id, Buyer.accepted_at.is_not(None)
    )
    reads = select(FeedAddress.id).where(
        FeedAddress.person_id == person_id, FeedAddress.edition_id == edition_id, FeedAddress.revoked_at.is_(None)
    )
    return or_(chosen == CalendarWay.INVITATIONS, and_(chosen.is_(None), buys.exists(), ~reads.exists()))


def way_of(person_id: int, *, edition_id: int) -> CalendarWay:
    """The way in which a person's meetings of an edition reach their calendar."""
    invited = session().scalar(select(_is_invited(person_id, edition_id)))
    return CalendarWay.INVITATIONS if invited else CalendarWay.FEED


def _seats() -> Select[tuple[int, int]]:
    """Everybody who comes to each meeting that stands: meeting and person."""
    stands = Meeting.status == MeetingStatus.SCHEDULED
    seats = union(
        select(Meeting.id.label("meeting_id"), Meeting.person_id).where(stands),
        select(Meeting.id, Buyer.person_id).join(Buyer, Buyer.id == Meeting.buyer_id).where(stands),
        select(MeetingCompanion.meeting_id, MeetingCompanion.person_id).join(Meeting).where(stands),
    ).subquery("seats")
    return select(seats.c.meeting_id, seats.c.person_id)


def list_behind(*, now: datetime, most: int) -> list[tuple[int, int]]:
    """Whose calendars do not show yet what stands: person and edition, at most so many; meetings that are over stay."""
    told, seats = CalendarInvitation, _seats().subquery("seat")
    unsaid = or_(
        told.id.is_(None),
        told.method == InvitationMethod.CANCEL,
        told.meeting_changed_at != Meeting.changed_at,
        told.edition_sequence != Edition.calendar_sequence,
        told.address != Person.email,
    )
    invited = (
        select(seats.c.person_id, Meeting.edition_id)
        .select_from(seats)
        .join(Meeting, Meeting.id == seats.c.meeting_id)
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(Edition, Edition.id == Meeting.edition_id)
        .join(Person, Person.id == seats.c.person_id)
        .outerjoin(told, and_(told.meeting_id == Meeting.id, told.person_id == Person.id))
        .where(Slot.ends_at > now, Person.email.is_not(None), Person.disabled_at.is_(None), unsaid)
        .where(_is_invited(Person.id, Meeting.edition_id))
    )
    # looked up row by row, each by an index: the union of all seats would be read again for each of them
    buys = select(Buyer.id).where(Buyer.id == Meeting.buyer_id, Buyer.person_id == told.person_id)
    besides = select(MeetingCompanion.id).where(
        MeetingCompanion.meeting_id == Meeting.id, MeetingCompanion.person_id == told.person_id
    )
    sits = or_(Meeting.person_id == told.person_id, buys.exists(), besides.exists())
    comes = and_(Meeting.status == MeetingStatus.SCHEDULED, sits)
    ended = (
        select(told.person_id, Meeting.edition_id)
        .join(Meeting, Meeting.id == told.meeting_id)
        .where(told.method == InvitationMethod.REQUEST, told.starts_at > now)
        .where(or_(~comes, ~_is_invited(told.person_id, Meeting.edition_id)))
    )
    both = union(invited, ended).subquery()
    rows = session().execute(select(both).order_by(*both.c).limit(most))
    return [(person_id, edition_id) for person_id, edition_id in rows]


def invitations_of(person_id: int, *, edition_id: int) -> dict[int, tuple[CalendarInvitation, int]]:
    """What a person was sent of each meeting of an edition, with what the meeting counts now; by meeting."""
    query = select(CalendarInvitation, Meeting.sequence).join(Meeting, Meeting.id == CalendarInvitation.meeting_id)
    query = query.where(CalendarInvitation.person_id == person_id, Meeting.edition_id == edition_id)
    rows = session().execute(query.execution_options(populate_existing=True))
    return {row.meeting_id: (row, sequence) for row, sequence in rows}


def answers_to(meeting_id: int) -> Sequence[tuple[Person, CalendarAnswer]]:
    """What the calendars of those who come answered to the invitation to a meeting, by name."""
    told = CalendarInvitation
    query = select(Person, told.answer).join(told, told.person_id == Person.id).where(told.meeting_id == meeting_id)
    query = query.where(told.answer.is_not(None), told.method == InvitationMethod.REQUEST)
    rows = session().execute(query.order_by(Person.name_sorted, Person.id))
    return [(person, answer) for person, answer in rows if answer is not None]


def find_read_mailbox(name: str) -> ReadMailbox | None:
    """How far the mailbox of this name was read, if ever."""
    return session().scalars(select(ReadMailbox).where(ReadMailbox.name == name)).one_or_none()
