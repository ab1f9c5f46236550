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
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest
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
    return SupplierPart(editions=registered, meetings=held, requests=sum(asked))


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
    meets = exists().where(
        Meeting.company_id == Company.id,
        Meeting.person_id == person_id,
        Meeting.edition_id == edition_id,
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    query = select(Company).join(Membership, Membership.company_id == Company.id)
    query = query.where(Membership.person_id == person_id, Company.id != but, or_(asked, meets))
    return session().scalars(query.order_by(Company.id).limit(1)).one_or_none()
