"""What is new and what waits for one person in an edition; each in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select, union

from forum.companies.models import Company, Membership
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.delegations.enums import DelegationStatus
from forum.delegations.models import Delegation
from forum.editions.models import Slot
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import Side, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.meetings.enums import RequestStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingEvent, MeetingRequest, SlotOffer
from forum.meetings.queries.history import PINS
from forum.meetings.queries.states import is_open
from forum.meetings.queries.waitlist import has_offer, on_list
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.timetable.models import TimetableDraft
from forum.today.models import Visit

MOST = 8
ANSWERS = (
    RequestStatus.ACCEPTED,
    RequestStatus.WAITLISTED,
    RequestStatus.SCHEDULED,
    RequestStatus.DECLINED,
    RequestStatus.REOPENED,
)
_buying, _selling = shared_alias(Company), shared_alias(Company)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """The latest that happened to a meeting: scheduled, moved, handed, cancelled, or somebody else comes or does not.

    To whom is brought it is new: scheduled.
    """

    meeting_id: int
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLine:
    """A slot that is offered to who waits, and until when."""

    id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A request in one line: with whom, about what.

    `of_buyer`: the person is its buyer; `is_due`: they answer it; `waits`: it waits for a place of the buyer.
    """

    id: int
    status: RequestStatus
    company: str
    title: str
    at: datetime
    of_buyer: bool
    is_due: bool
    waits: bool
    offer: OfferLine | None


def find_visit(person_id: int, *, edition_id: int) -> Row[Any] | None:
    """When the latest visit of a person began, and the one before."""
    query = select(Visit.began_at, Visit.before_at)
    return session().execute(query.where(Visit.person_id == person_id, Visit.edition_id == edition_id)).one_or_none()


def list_changes(person_id: int, *, edition_id: int, since: datetime) -> list[MeetingChange]:
    """What others changed of a person's meetings since then, the last first, each meeting once."""
    as_buyer = select(Buyer.id).where(Buyer.person_id == person_id, Buyer.edition_id == edition_id)
    besides = select(MeetingCompanion.meeting_id).where(MeetingCompanion.person_id == person_id)
    query = (
        select(MeetingEvent.meeting_id, MeetingEvent.kind, MeetingEvent.at, MeetingEvent.detail)
        .join(Meeting, Meeting.id == MeetingEvent.meeting_id)
        .where(
            Meeting.edition_id == edition_id,
            or_(Meeting.person_id == person_id, Meeting.buyer_id.in_(as_buyer), Meeting.id.in_(besides)),
            MeetingEvent.at > since,
            MeetingEvent.kind.not_in(PINS),
            or_(MeetingEvent.by_id.is_(None), MeetingEvent.by_id != person_id),
        )
        .order_by(MeetingEvent.id.desc())
    )
    latest: dict[int, MeetingChange] = {}
    for row in session().execute(query):
        is_me = row.kind == "brought" and row.detail["person_id"] == person_id
        kind = "scheduled" if is_me else row.kind
        latest.setdefault(row.meeting_id, MeetingChange(meeting_id=row.meeting_id, kind=kind, at=row.at))
    return list(latest.values())[:MOST]


def list_answers(person_id: int, *, edition_id: int, since: datetime) -> list[RequestLine]:
    """The answers of the other side since then to what a person or their companies asked for, the last first."""
    answered = and_(MeetingRequest.answered_at > since, MeetingRequest.status.in_(ANSWERS))
    by_other_side = or_(
        and_(MeetingRequest.awaiting == Side.BUYER, MeetingRequest.company_id.in_(_companies_of(person_id))),
        and_(MeetingRequest.awaiting == Side.SUPPLIER, Buyer.person_id == person_id),
    )
    query = _lines(edition_id).where(answered, by_other_side)
    rows = session().execute(query.order_by(MeetingRequest.answered_at.desc()).limit(MOST))
    return [_line(row, at=row.answered_at, person_id=person_id) for row in rows]


def list_open_requests(person_id: int, *, edition_id: int, now: datetime) -> list[RequestLine]:
    """The requests without an answer of a person as buyer and of their companies, the first to end first.

    `at`: when each ends. Those that wait for a place of the buyer are among them (`waits`), which end with the forum,
    with the slot that is offered to them.
    """
    theirs = or_(Buyer.person_id == person_id, MeetingRequest.company_id.in_(_companies_of(person_id)))
    # Two look-ups by an index: with OR every request of the edition is read.
    here = select(MeetingRequest.id).where(MeetingRequest.edition_id == edition_id)
    ids = union(here.where(is_open(now)), here.where(on_list()))
    query = _lines(edition_id).where(theirs, MeetingRequest.id.in_(ids))
    query = query.outerjoin(SlotOffer, has_offer(now)).outerjoin(Slot, Slot.id == SlotOffer.slot_id)
    query = query.add_columns(SlotOffer.id.label("offer_id"), SlotOffer.ends_at, Slot.starts_at)
    rows = session().execute(query.order_by(MeetingRequest.expires_at, MeetingRequest.id))
    return [_line(row, at=row.expires_at, person_id=person_id, offer=_offer(row)) for row in rows]


def count_to_review(edition_id: int) -> dict[str, int]:
    """Number of what waits to be decided on: registrations, suppliers, timetables, exhibitors and delegations."""
    is_draft = and_(TimetableDraft.published_at.is_(None), TimetableDraft.superseded_at.is_(None))
    pending: dict[str, tuple[Any, Any]] = {
        "registrations": (Registration, Registration.status == RegistrationStatus.PENDING),
        "suppliers": (Supplier, Supplier.status == SupplierStatus.PENDING),
        "timetables": (TimetableDraft, is_draft),
        "exhibitors": (Exhibitor, Exhibitor.status == ExhibitorStatus.SUBMITTED),
        "delegations": (Delegation, Delegation.status == DelegationStatus.REQUESTED),
    }
    counts = [
        select(func.count()).select_from(model).where(model.edition_id == edition_id, is_pending).scalar_subquery()
        for model, is_pending in pending.values()
    ]
    return dict(zip(pending, session().execute(select(*counts)).one(), strict=True))


def _companies_of(person_id: int) -> Any:
    return select(Membership.company_id).where(Membership.person_id == person_id)


def _lines(edition_id: int) -> Any:
    return (
        select(
            MeetingRequest.id,
            MeetingRequest.status,
            MeetingRequest.awaiting,
            MeetingRequest.answered_at,
            MeetingRequest.expires_at,
            MeetingRequest.waitlisted_at,
            Buyer.person_id.label("buyer_person_id"),
            _buying.name.label("buyer_company"),
            _selling.name.label("supplier_company"),
            Requirement.title,
        )
        .join(Buyer, Buyer.id == MeetingRequest.buyer_id)
        .join(_buying, _buying.id == Buyer.company_id)
        .join(_selling, _selling.id == MeetingRequest.company_id)
        .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .where(MeetingRequest.edition_id == edition_id)
    )


def _offer(row: Row[Any]) -> OfferLine | None:
    if row.offer_id is None:
        return None
    return OfferLine(id=row.offer_id, starts_at=row.starts_at, ends_at=row.ends_at)


def _line(row: Row[Any], *, at: datetime, person_id: int, offer: OfferLine | None = None) -> RequestLine:
    of_buyer = row.buyer_person_id == person_id
    return RequestLine(
        id=row.id,
        status=row.status,
        company=row.supplier_company if of_buyer else row.buyer_company,
        title=row.title,
        at=at,
        of_buyer=of_buyer,
        is_due=row.status is RequestStatus.SENT and row.awaiting is (Side.BUYER if of_buyer else Side.SUPPLIER),
        waits=row.waitlisted_at is not None,
        offer=offer,
    )
