"""What the co-ordinator's lists of requests and meetings can be sorted by."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from forum.companies.models import Company
from forum.core.paging import T
from forum.core.search import like, words
from forum.core.sorting import Sorts, rank
from forum.editions.models import MeetingTable, Slot
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest


def _company(column: InstrumentedAttribute[int]) -> ColumnElement[str]:
    return select(Company.name_sorted).where(Company.id == column).scalar_subquery()


def _buying_company(column: InstrumentedAttribute[int]) -> ColumnElement[str]:
    named = select(Company.name_sorted).join(Buyer, Buyer.company_id == Company.id)
    return named.where(Buyer.id == column).scalar_subquery()


REQUEST_SORTS: Sorts = {
    "company": (_company(MeetingRequest.company_id),),
    "buyer": (_buying_company(MeetingRequest.buyer_id),),
    "sent": (MeetingRequest.sent_at,),
}
MEETING_SORTS: Sorts = {
    "company": (_company(Meeting.company_id), Slot.starts_at),
    "buyer": (_buying_company(Meeting.buyer_id), Slot.starts_at),
    "when": (Slot.starts_at, Meeting.table_id),
    "table": (
        select(MeetingTable.number).where(MeetingTable.id == Meeting.table_id).scalar_subquery(),
        Slot.starts_at,
    ),
    "status": (rank(Meeting.status, MeetingStatus), Slot.starts_at),
}


def naming(query: Select[tuple[T]], text: str, company: Any, buyer: Any) -> Select[tuple[T]]:
    """Those of a query of requests or meetings with each word of the text in the name of either company."""
    for word in words(text):
        named = Company.name_folded.like(like(word), escape="\\")
        supplying = select(Company.id).where(named)
        buying = select(Buyer.id).join(Company, Company.id == Buyer.company_id).where(named)
        query = query.where(or_(company.in_(supplying), buyer.in_(buying)))
    return query
