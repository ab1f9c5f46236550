"""What the marks of both sides mean for a request, as columns; the request is joined with both marks, where it has any.

Whoever asks for a meeting wants it, and so does who marks the other side. Two who want it are mutual.
"""

from sqlalchemy import and_, false, func, or_

from forum.matchmaking.enums import Mark, Side
from forum.matchmaking.models import RequirementMark, SupplierMark
from forum.matchmaking.rules.marks import WANTED
from forum.meetings.models import MeetingRequest

OF_BUYER = and_(SupplierMark.buyer_id == MeetingRequest.buyer_id, SupplierMark.company_id == MeetingRequest.company_id)
OF_SUPPLIER = and_(
    RequirementMark.requirement_id == MeetingRequest.requirement_id,
    RequirementMark.company_id == MeetingRequest.company_id,
)
BUYER_MARKED = func.coalesce(SupplierMark.mark.in_(WANTED), false())
SUPPLIER_MARKED = func.coalesce(RequirementMark.mark.in_(WANTED), false())
BOTH_WANT = and_(
    or_(MeetingRequest.wished_by == Side.BUYER, BUYER_MARKED),
    or_(MeetingRequest.wished_by == Side.SUPPLIER, SUPPLIER_MARKED),
)
ONE_REFUSES = func.coalesce(or_(SupplierMark.mark == Mark.NO, RequirementMark.mark == Mark.NO), false())
