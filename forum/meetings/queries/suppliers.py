"""Companies as the other side of a meeting may see them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, exists, func, select, union
from sqlalchemy.orm import joinedload

from forum.companies.models import Company
from forum.core.database import one, session
from forum.editions.models import Slot
from forum.exhibitors.queries.applications import exhibiting_companies
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest

TAKING_PART = (SupplierStatus.APPROVED, SupplierStatus.SUSPENDED)
"""A suspended supplier asks for no more meetings, and is still there."""


def companies_a_buyer_sees(edition_id: int, buyer_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the companies a buyer sees all of: suppliers that take part, and who asked or meets them."""
    return union(*_known_to_buyer(edition_id, buyer_id))


def companies_open_to_a_buyer(edition_id: int, buyer_id: int) -> CompoundSelect[tuple[int]]:
    """The same, and the companies of which a buyer sees what they make public."""
    return union(*_known_to_buyer(edition_id, buyer_id), buying_companies(edition_id), exhibiting_companies(edition_id))


def _known_to_buyer(edition_id: int, buyer_id: int) -> tuple[Select[tuple[int]], ...]:
    return (
        supplying_companies(edition_id),
        select(MeetingRequest.company_id).where(MeetingRequest.buyer_id == buyer_id),
        select(Meeting.company_id).where(Meeting.buyer_id == buyer_id),
    )


def get_company_among(company_id: int, among: Select[tuple[int]] | CompoundSelect[tuple[int]]) -> Company:
    """A company of those that may be seen.

    Raises:
        NotFound: there is none.
    """
    return one(select(Company).where(Company.id == company_id, Company.id.in_(among)))


def companies_the_staff_sees(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the suppliers, buying companies and exhibitors of an edition."""
    return union(
        select(Supplier.company_id).where(Supplier.edition_id == edition_id),
        select(Buyer.company_id).where(Buyer.edition_id == edition_id),
        exhibiting_companies(edition_id),
    )


def companies_taking_part(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the companies that buy, supply or exhibit in an edition: all of them see what each makes public."""
    return union(supplying_companies(edition_id), buying_companies(edition_id), exhibiting_companies(edition_id))


def supplying_companies(edition_id: int) -> Select[tuple[int]]:
    """The ids of the suppliers of an edition that take part."""
    return select(Supplier.company_id).where(Supplier.edition_id == edition_id, Supplier.status.in_(TAKING_PART))


def sees_company(among: Select[tuple[int]] | CompoundSelect[tuple[int]], company_id: int) -> bool:
    """Whether a company is among these."""
    return bool(session().scalar(select(exists().where(Company.id == company_id, Company.id.in_(among)))))


def buying_companies(edition_id: int) -> Select[tuple[int]]:
    """The ids of the companies that buy in an edition, which its suppliers may see."""
    return select(Buyer.company_id).where(
        Buyer.edition_id == edition_id, Buyer.accepted_at.is_not(None), Buyer.removed_at.is_(None)
    )


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
