"""The figures of all editions: those the app counted, and those of former years that the organisers gave."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select, union

from forum.checkin.enums import AreaKind
from forum.checkin.models import Area, Entry
from forum.core.database import one, session
from forum.editions.models import Edition
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import RequirementStatus, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.outcomes.models import MeetingOutcome
from forum.registration.models import Registration
from forum.registration.queries import STANDS
from forum.reports.enums import Figure
from forum.reports.models import FigureLoad, GivenFigure

_EXHIBITING = Exhibitor.status == ExhibitorStatus.APPROVED
_SUPPLYING = Supplier.status == SupplierStatus.APPROVED
_BUYING = Buyer.removed_at.is_(None)
_SAID_HELD = select(MeetingOutcome.meeting_id).where(MeetingOutcome.held)
_TAKING_PART = union(
    select(Exhibitor.edition_id, Exhibitor.company_id).where(_EXHIBITING),
    select(Supplier.edition_id, Supplier.company_id).where(_SUPPLYING),
    select(Buyer.edition_id, Buyer.company_id).where(_BUYING),
).subquery()


def _entries(counted: Any) -> Select[Any]:
    query = select(Area.edition_id, counted).select_from(Entry).join(Area, Area.id == Entry.area_id)
    return query.where(Area.kind == AreaKind.VENUE).group_by(Area.edition_id)


def _count(edition: Any, counted: Any, *conditions: Any) -> Select[Any]:
    return select(edition, counted).where(*conditions).group_by(edition)


_COUNTS: Mapping[Figure, Select[Any]] = {
    Figure.REGISTERED: _count(Registration.edition_id, func.count(), STANDS),
    Figure.PEOPLE: _entries(func.count(func.distinct(Entry.registration_id))),
    Figure.ENTRIES: _entries(func.count()),
    Figure.COMPANIES: _count(_TAKING_PART.c.edition_id, func.count()),
    Figure.EXHIBITORS: _count(Exhibitor.edition_id, func.count(), _EXHIBITING),
    Figure.BUYER_COMPANIES: _count(Buyer.edition_id, func.count(func.distinct(Buyer.company_id)), _BUYING),
    Figure.SUPPLIERS: _count(Supplier.edition_id, func.count(), _SUPPLYING),
    Figure.REQUIREMENTS: _count(Requirement.edition_id, func.count(), Requirement.status != RequirementStatus.DRAFT),
    Figure.REQUESTS: _count(MeetingRequest.edition_id, func.count()),
    Figure.MEETINGS: _count(Meeting.edition_id, func.count(), Meeting.status == MeetingStatus.SCHEDULED),
    Figure.MEETINGS_HELD: _count(
        Meeting.edition_id,
        func.count(),
        Meeting.status == MeetingStatus.SCHEDULED,
        or_(Meeting.held_at.is_not(None), Meeting.id.in_(_SAID_HELD)),
    ),
}


def list_editions_until(edition: Edition) -> Sequence[Edition]:
    """The published editions before this one, and this one, the earliest first."""
    query = select(Edition).where(Edition.starts_on < edition.starts_on, Edition.published_at.is_not(None))
    return [*session().scalars(query.order_by(Edition.starts_on, Edition.id)), edition]


def count_figures() -> dict[int, dict[Figure, int]]:
    """The figures of all editions by their ids, as many statements as there are figures; what is not there is 0."""
    found: dict[int, dict[Figure, int]] = {}
    for figure, query in _COUNTS.items():
        for edition_id, number in session().execute(query):
            found.setdefault(edition_id, {})[figure] = number
    return found


def given_figures(edition_id: int) -> dict[tuple[int, Figure], int]:
    """The figures of former years that were given to an edition."""
    query = select(GivenFigure.year, GivenFigure.figure, GivenFigure.value)
    rows = session().execute(query.where(GivenFigure.edition_id == edition_id))
    return {(year, figure): value for year, figure, value in rows}


def load_for(person_id: int, load_id: int, *, edition_id: int) -> FigureLoad:
    """A sheet that this person uploaded in this edition.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    query = select(FigureLoad).where(FigureLoad.id == load_id, FigureLoad.by_id == person_id)
    return one(query.where(FigureLoad.edition_id == edition_id))
