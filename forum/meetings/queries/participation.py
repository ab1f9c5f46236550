"""Whether the two sides of a meeting take part now, whatever was read before, and what hangs on a buyer's part."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, func, select

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.core.database import found, session
from forum.core.prepared import Prepared
from forum.editions.models import Slot
from forum.matchmaking.enums import OPEN
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest, RequestCompanion
from forum.meetings.queries.states import is_unsettled
from forum.meetings.rules.participation import Participation

_COMPANY = bindparam("company_id", type_=Company.id.type)
PARTICIPATION = Prepared(
    select(
        exists()
        .where(Buyer.accepted_at.is_not(None), Person.id == Buyer.person_id, Person.disabled_at.is_(None))
        .correlate(Buyer)
        .label("attends"),
        Supplier.status,
        exists()
        .where(
            Membership.company_id == _COMPANY,
            Membership.person_id == bindparam("person_id"),
            Person.id == Membership.person_id,
            Person.disabled_at.is_(None),
        )
        .label("represents"),
    )
    .select_from(Buyer)
    .outerjoin(Supplier, and_(Supplier.company_id == _COMPANY, Supplier.edition_id == Buyer.edition_id))
    .where(Buyer.id == bindparam("buyer_id"))
)


def get_participation(buyer: Buyer, company: Company, person: Person) -> Participation:
    """Whether this buyer (loaded with their person), company and person of it take part in the buyer's edition."""
    (row,) = PARTICIPATION.rows(buyer_id=buyer.id, company_id=company.id, person_id=person.id)
    return Participation(
        buyer=buyer.person.full_name,
        buyer_takes_part=bool(row.attends),
        company=company.name,
        supplier=row.status,
        person=person.full_name,
        represents=bool(row.represents),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who meets, by id: the buyer and the person that is, the company and the person who comes for it.

    `besides`: who comes too, or would.
    """

    edition_id: int
    buyer_id: int
    buyer_person_id: int
    company_id: int
    person_id: int
    besides: frozenset[int]


def _sides_of(model: type[Meeting] | type[MeetingRequest]) -> Prepared:
    besides = MeetingCompanion.person_id if model is Meeting else RequestCompanion.person_id
    buyer_person_id = Buyer.person_id.label("buyer_person_id")
    return Prepared(
        select(
            model.edition_id,
            model.buyer_id,
            buyer_person_id,
            model.company_id,
            model.person_id,
            besides.label("besides"),
        )
        .join(Buyer, Buyer.id == model.buyer_id)
        .outerjoin(model.companions)
        .where(model.id == bindparam("row_id"))
    )


SIDES = {model: _sides_of(model) for model in (Meeting, MeetingRequest)}


def get_sides(model: type[Meeting] | type[MeetingRequest], id: int) -> Sides:
    """The two sides of a meeting or of a request, as they are now.

    Raises:
        NotFound: there is no such row.
    """
    rows = SIDES[model].rows(row_id=id)
    first = found(next(iter(rows), None))
    return Sides(
        edition_id=first.edition_id,
        buyer_id=first.buyer_id,
        buyer_person_id=first.buyer_person_id,
        company_id=first.company_id,
        person_id=first.person_id,
        besides=frozenset(row.besides for row in rows if row.besides is not None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """What ends with a buyer's part: published requirements, requests that wait, meetings that have not ended."""

    requirements: int
    requests: int
    meetings: int


def get_stakes(buyer_id: int, *, now: datetime) -> Stakes:
    """What ends if this buyer is removed now."""
    published = (Requirement.buyer_id == buyer_id, Requirement.status.in_(OPEN))
    waiting = (MeetingRequest.buyer_id == buyer_id, is_unsettled(now))
    ahead = (Meeting.buyer_id == buyer_id, Meeting.status == MeetingStatus.SCHEDULED, Slot.ends_at > now)
    row = session().execute(
        select(
            select(func.count(Requirement.id)).where(*published).scalar_subquery(),
            select(func.count(MeetingRequest.id)).where(*waiting).scalar_subquery(),
            select(func.count(Meeting.id)).join(Slot, Slot.id == Meeting.slot_id).where(*ahead).scalar_subquery(),
        )
    )
    requirements, requests, meetings = row.one()
    return Stakes(requirements=requirements, requests=requests, meetings=meetings)
