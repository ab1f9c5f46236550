"""The meetings that are over, with what each side said of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, union_all

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.core.paging import batches
from forum.editions.models import Day, Edition, Hall, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.meetings.enums import Absent, MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.outcomes.enums import Asking, NextStep
from forum.outcomes.models import MeetingOutcome, OutcomeFollowUp, OutcomeMail
from forum.outcomes.rules import NO_INTEREST_UNTIL, OPEN_DAYS, Unanswered

_buying, _selling = shared_alias(Company), shared_alias(Company)

WANTS_ON = or_(
    MeetingOutcome.interest > NO_INTEREST_UNTIL,
    and_(MeetingOutcome.next_step.is_not(None), MeetingOutcome.next_step != NextStep.NONE),
)
"""That a side wanted to go on: it is asked later what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverMeeting:
    """A meeting of one person that is over, with what they said of it."""

    id: int
    starts_at: datetime
    side: Side
    company: str
    title: str
    outcome: MeetingOutcome | None


def _of_person(person_id: int) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
    """The meetings that a person answers for, and the side on which they do."""
    is_buyer = Buyer.person_id == person_id
    return or_(is_buyer, Meeting.person_id == person_id), case((is_buyer, Side.BUYER.value), else_=Side.SUPPLIER.value)


def _over(edition_id: int, *columns: Any, now: datetime) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Meeting)
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED, Slot.ends_at <= now)
    )


def list_over(person_id: int, *where: ColumnElement[bool], edition_id: int, now: datetime) -> list[OverMeeting]:
    """The meetings of a person that are over and were not cancelled, in order of time."""
    theirs, side = _of_person(person_id)
    columns = (
        Meeting.id,
        Slot.starts_at,
        side.label("side"),
        _buying.name.label("buyer"),
        _selling.name.label("supplier"),
        Requirement.title,
        MeetingOutcome,
    )
    query = (
        _over(edition_id, *columns, now=now)
        .join(_buying, _buying.id == Buyer.company_id)
        .join(_selling, _selling.id == Meeting.company_id)
        .outerjoin(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .outerjoin(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .outerjoin(MeetingOutcome, and_(MeetingOutcome.meeting_id == Meeting.id, MeetingOutcome.side == side))
        .where(theirs, *where)
        .order_by(Slot.starts_at, Meeting.id)
    )
    return [
        OverMeeting(
            id=row.id,
            starts_at=row.starts_at,
            side=Side(row.side),
            company=row.supplier if row.side == Side.BUYER else row.buyer,
            title=row.title or "",
            outcome=row.MeetingOutcome,
        )
        for row in session().execute(query)
    ]


def count_unanswered(person_id: int, *, edition_id: int, now: datetime) -> int:
    """How many meetings of a person are over and wait for their answer."""
    theirs, side = _of_person(person_id)
    answered = exists().where(MeetingOutcome.meeting_id == Meeting.id, MeetingOutcome.side == side)
    return session().scalar(_over(edition_id, func.count(), now=now).where(theirs, ~answered)) or 0


def find_outcome(meeting_id: int, side: Side) -> MeetingOutcome | None:
    """What a side said of a meeting."""
    query = select(MeetingOutcome).where(MeetingOutcome.meeting_id == meeting_id, MeetingOutcome.side == side)
    return session().scalars(query).one_or_none()


def find_answerer(person_id: int, edition_id: int) -> tuple[Person, Edition] | None:
    """The person and the edition of a link, while the account is open."""
    person, edition = session().get(Person, person_id), session().get(Edition, edition_id)
    if person is None or edition is None or person.disabled_at is not None or person.merged_into_id is not None:
        return None
    return person, edition


def list_followed(person_id: int, *, edition_id: int, now: datetime) -> list[OverMeeting]:
    """Those of the meetings of a person that are over after which they wanted to go on."""
    return list_over(person_id, WANTS_ON, edition_id=edition_id, now=now)


def follow_ups_of(meetings: Iterable[OverMeeting], *, until: Asking) -> dict[int, OutcomeFollowUp]:
    """What was said last of each of these meetings, in this round or in one before."""
    sides = {each.id: each.side for each in meetings}
    found: dict[int, OutcomeFollowUp] = {}
    for some in batches(sides):
        query = (
            select(OutcomeFollowUp).where(OutcomeFollowUp.meeting_id.in_(some)).order_by(OutcomeFollowUp.answered_at)
        )
        for row in session().scalars(query):
            if sides[row.meeting_id] is row.side and int(row.asking.value) <= int(until.value):
                found[row.meeting_id] = row
    return found


def list_asking(*, today: date, after_days: int = OPEN_DAYS) -> Sequence[Edition]:
    """The published editions that have begun, and are not over for so many days that nothing is asked."""
    query = select(Edition).where(Edition.published_at.is_not(None), Edition.starts_on <= today).order_by(Edition.id)
    return [each for each in session().scalars(query) if (today - each.ends_on).days <= after_days]


def list_unanswered(edition_id: int, *, on: date | None) -> list[Unanswered]:
    """The scheduled meetings of a day, or of all, once for each of the two who answer for them."""
    of_side = []
    for side, person_id in ((Side.BUYER, Buyer.person_id), (Side.SUPPLIER, Meeting.person_id)):
        answered = exists().where(MeetingOutcome.meeting_id == Meeting.id, MeetingOutcome.side == side)
        query = (
            select(
                person_id.label("person_id"),
                Meeting.id.label("meeting_id"),
                Slot.starts_at,
                Slot.ends_at,
                answered.label("answered"),
            )
            .join(Slot, Slot.id == Meeting.slot_id)
            .join(Day, Day.id == Slot.day_id)
            .join(Buyer, Buyer.id == Meeting.buyer_id)
            .where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
        )
        of_side.append(query if on is None else query.where(Day.date == on))
    both = union_all(*of_side).subquery()
    rows = session().execute(select(both).order_by(both.c.starts_at, both.c.meeting_id))
    return [Unanswered(**{**row._mapping, "answered": bool(row.answered)}) for row in rows]


def list_wanting_on(edition_id: int) -> dict[int, list[int]]:
    """The meetings after which people wanted to go on, by who answers for them."""
    query = (
        select(
            case((MeetingOutcome.side == Side.BUYER, Buyer.person_id), else_=Meeting.person_id).label("person_id"),
            Meeting.id,
        )
        .select_from(MeetingOutcome)
        .join(Meeting, Meeting.id == MeetingOutcome.meeting_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED, WANTS_ON)
        .order_by(Meeting.id)
    )
    found: dict[int, list[int]] = {}
    for person_id, meeting_id in session().execute(query):
        found.setdefault(person_id, []).append(meeting_id)
    return found


def asked_already(edition_id: int, asking: Asking, day: date) -> set[int]:
    """Who was asked in this way."""
    query = select(OutcomeMail.person_id).where(
        OutcomeMail.edition_id == edition_id, OutcomeMail.asking == asking, OutcomeMail.day == day
    )
    return set(session().scalars(query))


def addressees(person_ids: Iterable[int]) -> dict[int, Person]:
    """Those of these people who can be written to."""
    found: dict[int, Person] = {}
    for some in batches(person_ids):
        query = select(Person).where(Person.id.in_(some), Person.email.is_not(None), Person.disabled_at.is_(None))
        found.update((each.id, each) for each in session().scalars(query))
    return found


def _on(query: Select[Any], edition_id: int, day: date) -> Select[Any]:
    """Of a query of meetings with their slot those of a day, in order of time."""
    query = query.join(Slot, Slot.id == Meeting.slot_id).join(Day, Day.id == Slot.day_id)
    return query.where(Meeting.edition_id == edition_id, Day.date == day).order_by(Slot.starts_at, Meeting.id)


def list_coming(edition_id: int, *, on: date) -> list[tuple[int, int, bool]]:
    """Who is expected at which meetings of a day, in order of time: person, meeting, and whether they confirmed it."""
    buying = Buyer.person_id.label("buyer_person_id")
    query = select(Meeting.id, Meeting.person_id, buying, Meeting.supplier_confirmed_at, Meeting.buyer_confirmed_at)
    query = query.join(Buyer, Buyer.id == Meeting.buyer_id)
    query = _on(query, edition_id, on).where(Meeting.status == MeetingStatus.SCHEDULED)
    return [
        each
        for row in session().execute(query)
        for each in (
            (row.buyer_person_id, row.id, row.buyer_confirmed_at is not None),
            (row.person_id, row.id, row.supplier_confirmed_at is not None),
        )
    ]


def list_absences(edition_id: int, *, on: date) -> list[tuple[int, int, int]]:
    """The suppliers who did not come to meetings of a day, and the buyer did: person, meeting, and all that count."""
    theirs = and_(Supplier.company_id == Meeting.company_id, Supplier.edition_id == Meeting.edition_id)
    query = select(Meeting.person_id, Meeting.id, Supplier.absences).join(Supplier, theirs)
    query = query.where(Meeting.status == MeetingStatus.MISSED, Meeting.absent == Absent.SUPPLIER)
    return [(row.person_id, row.id, row.absences) for row in session().execute(_on(query, edition_id, on))]


def last_end(edition_id: int, *, on: date) -> datetime | None:
    """When the last slot of a day ends; None where it has none."""
    query = select(Slot.ends_at).join(Day, Day.id == Slot.day_id)
    query = query.where(Slot.edition_id == edition_id, Day.date == on).order_by(Slot.ends_at.desc()).limit(1)
    return session().scalars(query).first()


class ShownMeeting(NamedTuple):
    """A meeting as a mail shows it: when and where, the two companies, and who is the buyer."""

    starts_at: datetime
    buyer: str
    supplier: str
    buyer_person_id: int
    hall: str
    table: int


def shown_meetings(meeting_ids: Iterable[int]) -> dict[int, ShownMeeting]:
    """These meetings as mails show them."""
    found: dict[int, ShownMeeting] = {}
    for some in batches(meeting_ids):
        query = (
            select(
                Meeting.id,
                Slot.starts_at,
                _buying.name.label("buyer"),
                _selling.name.label("supplier"),
                Buyer.person_id.label("buyer_person_id"),
                Hall.name.label("hall"),
                MeetingTable.number.label("table"),
            )
            .join(Slot, Slot.id == Meeting.slot_id)
            .join(Buyer, Buyer.id == Meeting.buyer_id)
            .join(_buying, _buying.id == Buyer.company_id)
            .join(_selling, _selling.id == Meeting.company_id)
            .join(MeetingTable, MeetingTable.id == Meeting.table_id)
            .join(Hall, Hall.id == MeetingTable.hall_id)
            .where(Meeting.id.in_(some))
        )
        for row in session().execute(query):
            meeting_id, *shown = row
            found[meeting_id] = ShownMeeting(*shown)
    return found
