"""Who comes to a meeting besides the two people who meet, and who could."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Exists, Select, exists, or_, select, union

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.core.database import session
from forum.editions.models import Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Engagement, Meeting, MeetingCompanion, PersonSeat
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody of the company of a side; `is_busy`: another meeting or engagement of theirs is at that time."""

    person: Person
    attends: bool
    is_busy: bool

    @property
    def may_come(self) -> bool:
        """Whether nothing is in their way."""
        return self.attends and not self.is_busy


def company_of(meeting: Meeting, side: Side) -> Company:
    """The company of one side of a meeting, loaded with both."""
    return meeting.buyer.company if side is Side.BUYER else meeting.company


def attends(edition_id: int) -> Exists:
    """Whether the registration of a person of a query is approved in this edition."""
    return exists().where(
        Registration.person_id == Person.id,
        Registration.edition_id == edition_id,
        Registration.status == RegistrationStatus.APPROVED,
    )


def list_candidates(meeting: Meeting, side: Side, *, person_id: int | None = None) -> Sequence[Candidate]:
    """Who could come besides for one side of a meeting (loaded with slot and buyer), by name; or one of these alone.

    For a buyer those who act for their company, and its other buyers in this edition.
    """
    slot, edition_id = meeting.slot, meeting.edition_id
    is_seated = exists().where(
        PersonSeat.person_id == Person.id,
        PersonSeat.meeting_id != meeting.id,
        Slot.id == PersonSeat.slot_id,
        Slot.edition_id == edition_id,
        Slot.starts_at < slot.ends_at,
        Slot.ends_at > slot.starts_at,
    )
    is_away = exists().where(
        Engagement.person_id == Person.id,
        Engagement.edition_id == edition_id,
        Engagement.starts_at < slot.ends_at,
        Engagement.ends_at > slot.starts_at,
    )
    is_busy = or_(is_seated, is_away)
    ids = _people_of(company_of(meeting, side).id, side, edition_id=edition_id)
    query = select(Person, attends(edition_id), is_busy).where(Person.id.in_(ids), Person.disabled_at.is_(None))
    if person_id is not None:
        query = query.where(Person.id == person_id)
    rows = session().execute(query.order_by(Person.name_sorted, Person.id))
    return [Candidate(person=person, attends=comes, is_busy=busy) for person, comes, busy in rows]


def _people_of(company_id: int, side: Side, *, edition_id: int) -> Select[tuple[int]]:
    acting = select(Membership.person_id).where(Membership.company_id == company_id)
    if side is not Side.BUYER:
        return acting
    buying = select(Buyer.person_id).where(
        Buyer.company_id == company_id,
        Buyer.edition_id == edition_id,
        Buyer.accepted_at.is_not(None),
        Buyer.removed_at.is_(None),
    )
    both = union(acting, buying).subquery("of_company")
    return select(both.c.person_id)


def list_accompanied_ids(
    person_id: int, *, edition_id: int, company_id: int | None = None, side: Side | None = None
) -> Sequence[int]:
    """The ids of the scheduled meetings to which a person comes besides others; for this company, on this side."""
    query = (
        select(Meeting.id)
        .join(MeetingCompanion, MeetingCompanion.meeting_id == Meeting.id)
        .where(
            MeetingCompanion.person_id == person_id,
            Meeting.edition_id == edition_id,
            Meeting.status == MeetingStatus.SCHEDULED,
        )
    )
    if side is not None:
        query = query.where(MeetingCompanion.side == side)
    if company_id is not None:
        buying = select(Buyer.id).where(Buyer.company_id == company_id)
        query = query.where(
            or_(
                (MeetingCompanion.side == Side.SUPPLIER) & (Meeting.company_id == company_id),
                (MeetingCompanion.side == Side.BUYER) & Meeting.buyer_id.in_(buying),
            )
        )
    return session().scalars(query.order_by(Meeting.id)).all()


def list_accompanied_of(buyer: Buyer) -> Sequence[int]:
    """The ids of the scheduled meetings of colleagues to which a buyer comes besides them."""
    return list_accompanied_ids(
        buyer.person_id, edition_id=buyer.edition_id, company_id=buyer.company_id, side=Side.BUYER
    )


def get_companions(meeting_ids: Collection[int]) -> dict[int, list[tuple[Person, Side]]]:
    """Who comes to these meetings besides the two who meet: meeting id to people with their sides."""
    query = (
        select(MeetingCompanion.meeting_id, Person, MeetingCompanion.side)
        .join(Person, Person.id == MeetingCompanion.person_id)
        .where(MeetingCompanion.meeting_id.in_(meeting_ids))
        .order_by(MeetingCompanion.id)
    )
    found: dict[int, list[tuple[Person, Side]]] = {}
    for meeting_id, person, side in session().execute(query):
        found.setdefault(meeting_id, []).append((person, side))
    return found
