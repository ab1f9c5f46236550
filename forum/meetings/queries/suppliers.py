"""Companies as the other side of a meeting may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, exists, func, or_, select, union
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.core.database import one, session
from forum.editions.models import Slot
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest


def companies_a_buyer_sees(edition_id: int, buyer_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the companies whose profile a buyer sees: suppliers that take part, and who asked or meets them."""
    taking_part = select(Supplier.company_id).where(
        Supplier.edition_id == edition_id,
        Supplier.status.in_((SupplierStatus.APPROVED, SupplierStatus.SUSPENDED)),
    )
    asked = select(MeetingRequest.company_id).where(MeetingRequest.buyer_id == buyer_id)
    meets = select(Meeting.company_id).where(Meeting.buyer_id == buyer_id)
    return union(taking_part, asked, meets)


def get_company_among(company_id: int, among: Select[tuple[int]] | CompoundSelect[tuple[int]]) -> Company:
    """A company of those that may be seen.

    Raises:
        NotFound: there is none.
    """
    return one(select(Company).where(Company.id == company_id, Company.id.in_(among)))


def companies_the_staff_sees(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the suppliers and buying companies of an edition."""
    return union(
        select(Supplier.company_id).where(Supplier.edition_id == edition_id),
        select(Buyer.company_id).where(Buyer.edition_id == edition_id),
    )


def buying_companies(edition_id: int) -> Select[tuple[int]]:
    """The ids of the companies that buy in an edition, which its suppliers may see."""
    return select(Buyer.company_id).where(
        Buyer.edition_id == edition_id, Buyer.accepted_at.is_not(None), Buyer.removed_at.is_(None)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody who acts for a company; e-mail and telephone only once a meeting with them is agreed."""

    person_id: int
    name: str
    email: str | None
    phone: str | None


def list_contacts(company_id: int, *, buyer_id: int | None) -> Sequence[Contact]:
    """The people who act for a company, by name, as this buyer may know them (None: nobody's meetings count)."""
    agreed = exists().where(
        Meeting.buyer_id == buyer_id,
        or_(Meeting.person_id == Person.id, Meeting.companions.any(MeetingCompanion.person_id == Person.id)),
        Meeting.company_id == company_id,
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    query = (
        select(Person, agreed)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.company_id == company_id, Person.disabled_at.is_(None))
        .order_by(Person.name_sorted, Person.id)
    )
    return [
        Contact(
            person_id=person.id,
            name=person.full_name,
            email=person.email if known else None,
            phone=person.phone if known else None,
        )
        for person, known in session().execute(query)
    ]


def count_past_meetings(company_id: int, *, buying_company_id: int, now: datetime) -> int:
    """Number of meetings of two companies that are over, in every edition; cancelled ones do not count."""
    query = (
        select(func.count(Meeting.id))
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .join(Slot, Slot.id == Meeting.slot_id)
        .where(
            Meeting.company_id == company_id,
            Buyer.company_id == buying_company_id,
            Meeting.status == MeetingStatus.SCHEDULED,
            Slot.ends_at <= now,
        )
    )
    return session().scalar(query) or 0


def list_requests_between(company_id: int, *, buyer_id: int) -> Sequence[MeetingRequest]:
    """What a company asked of a buyer, the latest first, with the requirement."""
    query = (
        select(MeetingRequest)
        .where(MeetingRequest.company_id == company_id, MeetingRequest.buyer_id == buyer_id)
        .options(joinedload(MeetingRequest.requirement), joinedload(MeetingRequest.person))
        .order_by(MeetingRequest.id.desc())
    )
    return session().scalars(query).all()
