"""The numbers of an edition (domain.md, 6), each in a field of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, func, select, union_all

from forum.checkin.enums import AreaKind
from forum.checkin.models import Area, Entry, Gate
from forum.companies.enums import Stratum
from forum.companies.models import Company, Process
from forum.core.collation import sort_key
from forum.core.database import session
from forum.editions.models import Category, MeetingTable, Slot
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor, Stand
from forum.matchmaking.enums import RequirementStatus, SupplierStatus
from forum.matchmaking.models import Availability, Buyer, Requirement, Supplier
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, MeetingTopic
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration


@dataclass(frozen=True, kw_only=True)
class CategoryCount:
    """Registrations of one category: approved, pending, on the waiting list; and its quota (None: no limit)."""

    id: int
    name_es: str
    name_en: str
    quota: int | None
    approved: int
    pending: int
    waitlisted: int

    def name(self, language: str) -> str:
        """The category's name in "es" or "en"."""
        return self.name_en if language == "en" else self.name_es


@dataclass(frozen=True, kw_only=True)
class MeetingNumbers:
    """Numbers about meetings. `capacity` counts the slots in which each buyer is available.

    `closed`: the requests declined by closing their requirement, which nobody answered.
    """

    buyer_companies: int
    buyers: int
    suppliers: int
    suppliers_with_meeting: int
    requirements: int
    requirements_with_meeting: int
    requests: Mapping[RequestStatus, int]
    closed: int
    scheduled: int
    cancelled: int
    capacity: int

    @property
    def sent(self) -> int:
        """Number of requests sent, whatever their status now."""
        return sum(self.requests.values())

    @property
    def acceptance_percent(self) -> int | None:
        """Accepted requests as a percentage of those that buyers answered themselves; None while none is."""
        accepted = self.requests.get(RequestStatus.ACCEPTED, 0)
        declined = self.requests.get(RequestStatus.DECLINED, 0) + self.requests.get(RequestStatus.REOPENED, 0)
        answered = accepted + declined - self.closed
        return round(100 * accepted / answered) if answered else None


@dataclass(frozen=True, kw_only=True)
class ProcessCount:
    """A process and the number of published requirements that ask for it."""

    id: int
    name_es: str
    name_en: str
    asked: int

    def name(self, language: str) -> str:
        """The process's name in "es" or "en"."""
        return self.name_en if language == "en" else self.name_es


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """All numbers of an edition's dashboard, as they are asked for below."""

    categories: list[CategoryCount]
    applications: Mapping[ExhibitorStatus, int]
    stands: int
    meetings: MeetingNumbers
    strata: list[tuple[Stratum | None, int]]
    gates: list[tuple[int, str, int]]
    processes: list[ProcessCount]
    tables: int


def get_numbers(edition_id: int, *, day: date) -> Numbers:
    """All numbers of an edition, those of the gates on this day."""
    applications, stands = exhibitor_counts(edition_id)
    return Numbers(
        categories=category_counts(edition_id),
        applications=applications,
        stands=stands,
        meetings=meeting_numbers(edition_id),
        strata=stratum_counts(edition_id),
        gates=entered_by_gate(edition_id, day),
        processes=wanted_processes(edition_id),
        tables=table_count(edition_id),
    )


def category_counts(edition_id: int) -> list[CategoryCount]:
    """Registrations per category, in the organiser's order."""
    counted = {
        status: func.count(Registration.id).filter(Registration.status == status).label(status.value)
        for status in (RegistrationStatus.APPROVED, RegistrationStatus.PENDING, RegistrationStatus.WAITLISTED)
    }
    query = (
        select(Category.id, Category.name_es, Category.name_en, Category.quota, *counted.values())
        .outerjoin(Registration, Registration.category_id == Category.id)
        .where(Category.edition_id == edition_id)
        .group_by(Category.id)
        .order_by(Category.position, Category.id)
    )
    return [CategoryCount(**row._mapping) for row in session().execute(query)]


def exhibitor_counts(edition_id: int) -> tuple[dict[ExhibitorStatus, int], int]:
    """Number of applications per status, and number of stands."""
    stands = session().scalar(select(func.count(Stand.id)).where(Stand.edition_id == edition_id)) or 0
    return _counted(Exhibitor.status, Exhibitor.edition_id == edition_id), stands


def meeting_numbers(edition_id: int) -> MeetingNumbers:
    """Buyers, suppliers, requirements, requests and meetings, in two statements."""
    approved = (Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED)
    buying = (Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
    parts: dict[str, Select[Any]] = {
        "buyer_companies": select(func.count(func.distinct(Buyer.company_id))).where(*buying),
        "buyers": select(func.count(Buyer.id)).where(*buying),
        "suppliers": select(func.count(Supplier.id)).where(*approved),
        "suppliers_with_meeting": _scheduled(edition_id, func.count(func.distinct(Supplier.id))).join(
            Supplier, and_(Supplier.company_id == Meeting.company_id, *approved)
        ),
        "requirements": select(func.count(Requirement.id)).where(
            Requirement.edition_id == edition_id, Requirement.status != RequirementStatus.DRAFT
        ),
        "requirements_with_meeting": select(func.count(func.distinct(MeetingRequest.requirement_id))).where(
            MeetingRequest.id.in_(_talked_about(edition_id))
        ),
        "closed": select(func.count(MeetingRequest.id))
        .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .where(
            MeetingRequest.edition_id == edition_id,
            MeetingRequest.status == RequestStatus.DECLINED,
            MeetingRequest.answered_at == Requirement.closed_at,
        ),
        "scheduled": _scheduled(edition_id, func.count(Meeting.id)),
        "cancelled": select(func.count(Meeting.id)).where(
            Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.CANCELLED
        ),
        "capacity": select(func.count())
        .select_from(Availability)
        .join(Slot, Slot.id == Availability.slot_id)
        .where(Slot.edition_id == edition_id, Slot.blocked_reason.is_(None)),
    }
    row = session().execute(select(*(part.scalar_subquery().label(name) for name, part in parts.items()))).one()
    requests = _counted(MeetingRequest.status, MeetingRequest.edition_id == edition_id)
    return MeetingNumbers(requests=requests, **row._mapping)


def stratum_counts(edition_id: int) -> list[tuple[Stratum | None, int]]:
    """Companies that supply or exhibit in the edition, per stratum; each company (RFC) counts once."""
    taking_part = (
        select(Supplier.company_id)
        .where(Supplier.edition_id == edition_id)
        .union(select(Exhibitor.company_id).where(Exhibitor.edition_id == edition_id))
    )
    query = select(Company.stratum, func.count()).where(Company.id.in_(taking_part)).group_by(Company.stratum)
    counts = {stratum: count for stratum, count in session().execute(query)}
    return [(stratum, counts.get(stratum, 0)) for stratum in (*Stratum, None)]


def inside_today(edition_id: int, day: date) -> list[tuple[str, int]]:
    """Number of people admitted to the forum on a day, per gate at which they first entered: people, not scans."""
    return [(name, count) for _id, name, count in entered_by_gate(edition_id, day)]


def entered_by_gate(edition_id: int, day: date) -> list[tuple[int, str, int]]:
    """The same, with the id of each gate."""
    query = (
        select(Gate.id, Gate.name, func.count(Entry.registration_id))
        .outerjoin(Entry, (Entry.gate_id == Gate.id) & (Entry.day == day))
        .join(Area, Area.id == Gate.area_id)
        .where(Gate.edition_id == edition_id, Area.kind == AreaKind.VENUE)
        .group_by(Gate.id)
    )
    rows = [(gate_id, name, count) for gate_id, name, count in session().execute(query)]
    return sorted(rows, key=lambda each: sort_key(each[1]))


def wanted_processes(edition_id: int, *, most: int = 8) -> list[ProcessCount]:
    """The processes most asked for in published requirements."""
    query = (
        select(Process.id, Process.name_es, Process.name_en, func.count(Requirement.id).label("asked"))
        .join(Requirement, Requirement.process_id == Process.id)
        .where(Requirement.edition_id == edition_id, Requirement.status == RequirementStatus.PUBLISHED)
        .group_by(Process.id)
        .order_by(func.count(Requirement.id).desc(), Process.id)
        .limit(most)
    )
    return [ProcessCount(**row._mapping) for row in session().execute(query)]


def table_count(edition_id: int) -> int:
    """Number of tables of the edition."""
    return session().scalar(select(func.count(MeetingTable.id)).where(MeetingTable.edition_id == edition_id)) or 0


def _talked_about(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the requests that have a scheduled meeting, of their own or with others."""
    own = _scheduled(edition_id, Meeting.request_id).where(Meeting.request_id.is_not(None))
    joined = _scheduled(edition_id, MeetingTopic.request_id).join(MeetingTopic, MeetingTopic.meeting_id == Meeting.id)
    return union_all(own, joined)


def _scheduled(edition_id: int, what: Any) -> Select[Any]:
    return (
        select(what)
        .select_from(Meeting)
        .where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
    )


def _counted(column: Any, condition: Any) -> dict[Any, int]:
    rows = session().execute(select(column, func.count()).where(condition).group_by(column))
    return {status: count for status, count in rows}
