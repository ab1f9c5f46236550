"""What a person has as the supplier's representative of one company."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select

from forum.companies.models import Company, Membership
from forum.companies.queries.people import MeetingHeld, SupplierPart
from forum.core.database import session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category, Edition
from forum.editions.queries import list_unfinished
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest
from forum.meetings.queries.companions import list_accompanied_ids
from forum.meetings.queries.meetings import list_ahead
from forum.meetings.queries.requests import UNANSWERED
from forum.meetings.queries.states import without_meeting
from forum.registration.models import Registration, SetAsideRight
from forum.registration.rules import OVER


def supplier_part_of(person_id: int, *, company_id: int, now: datetime) -> SupplierPart:
    """The editions in which a person is a company's supplier, and their meetings and open requests for it."""
    editions = {edition.id: edition for edition in list_unfinished(now=now)}
    meetings = list_ahead(company_id=company_id, person_id=person_id, now=now)
    asked = [len(list_pending_ids(person_id, company_id=company_id, edition_id=id)) for id in editions]
    registered = [each.name for each in editions.values() if is_supplier_of(person_id, company_id, each.id)]
    held = [_held(meeting, editions[meeting.edition_id]) for meeting in meetings if meeting.edition_id in editions]
    besides = sum(len(list_left_ids(person_id, company_id=company_id, edition_id=id)) for id in editions)
    return SupplierPart(editions=registered, meetings=held, requests=sum(asked), accompanied=besides)


def _held(meeting: Meeting, edition: Edition) -> MeetingHeld:
    return MeetingHeld(
        id=meeting.id,
        edition=edition.name,
        starts_at=meeting.slot.starts_at,
        ends_at=meeting.slot.ends_at,
        other=meeting.buyer.company.name,
    )


def list_pending_ids(person_id: int, *, company_id: int, edition_id: int) -> Sequence[int]:
    """The ids of the requests of a company that wait for an answer or a meeting, to which this person would come."""
    query = select(MeetingRequest.id).where(
        MeetingRequest.person_id == person_id,
        MeetingRequest.company_id == company_id,
        MeetingRequest.edition_id == edition_id,
        or_(MeetingRequest.status.in_(UNANSWERED), without_meeting()),
    )
    return session().scalars(query.order_by(MeetingRequest.id)).all()


def list_left_ids(person_id: int, *, company_id: int, edition_id: int) -> Sequence[int]:
    """The ids of the meetings of colleagues to which a person does not come any more once they left a company.

    As its buyer they still may.
    """
    buys = exists().where(
        Buyer.person_id == person_id,
        Buyer.company_id == company_id,
        Buyer.edition_id == edition_id,
        Buyer.accepted_at.is_not(None),
        Buyer.removed_at.is_(None),
    )
    side = Side.SUPPLIER if session().scalar(select(buys)) else None
    return list_accompanied_ids(person_id, edition_id=edition_id, company_id=company_id, side=side)


def is_supplier_of(person_id: int, company_id: int, edition_id: int) -> bool:
    """Whether a person attends an edition as supplier of this company, or would if a higher right of theirs ended."""
    now_is = and_(
        Registration.company_id == company_id,
        Registration.status.not_in(OVER),
        exists().where(Category.id == Registration.category_id, Category.kind == CategoryKind.SUPPLIER),
    )
    below = exists().where(
        SetAsideRight.registration_id == Registration.id,
        SetAsideRight.kind == CategoryKind.SUPPLIER,
        SetAsideRight.company_id == company_id,
    )
    theirs = (Registration.person_id == person_id, Registration.edition_id == edition_id)
    count = select(func.count(Registration.id)).where(*theirs, or_(now_is, below))
    return bool(session().scalar(count))


def find_other_company(person_id: int, *, but: int, edition_id: int) -> Company | None:
    """Another company a person acts for and comes to meetings of: asked for, or scheduled."""
    asked = exists().where(
        MeetingRequest.company_id == Company.id,
        MeetingRequest.person_id == person_id,
        MeetingRequest.edition_id == edition_id,
        or_(MeetingRequest.status.in_(UNANSWERED), without_meeting()),
    )
    comes = or_(Meeting.person_id == person_id, Meeting.companions.any(MeetingCompanion.person_id == person_id))
    meets = exists().where(
        Meeting.company_id == Company.id,
        comes,
        Meeting.edition_id == edition_id,
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    query = select(Company).join(Membership, Membership.company_id == Company.id)
    query = query.where(Membership.person_id == person_id, Company.id != but, or_(asked, meets))
    return session().scalars(query.order_by(Company.id).limit(1)).one_or_none()
