"""The people behind the lines of a list of the console: those that were ticked, or all that the list finds."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from forum.companies.enums import CompanyRole
from forum.companies.models import Company, Membership
from forum.companies.queries.parts import Part, companies_in
from forum.core.clock import utc_now
from forum.exhibitors.models import Exhibitor
from forum.exhibitors.queries.reviews import select_exhibitors
from forum.matchmaking.models import Buyer, Supplier
from forum.matchmaking.queries.participants import select_buyers, select_suppliers
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest, RequestCompanion
from forum.meetings.queries.console import select_requests
from forum.meetings.queries.meetings import select_meetings
from forum.messages.enums import Audience
from forum.messages.rules import Wanted
from forum.registration.models import Registration

NO_LINK = (null().label("registration_id"), null().label("link_nonce"))
PARTS = tuple(Part("", model, by_itself=True) for model in (Exhibitor, Supplier, MeetingRequest, Buyer, Registration))
"""How a company takes part in an edition."""


def among(column: InstrumentedAttribute[int], ids: tuple[int, ...]) -> ColumnElement[bool]:
    """Whether an id is one of these, however many there are: each is written out, as engines count parameters."""
    return column.in_(bindparam(None, list(ids), expanding=True, literal_execute=True))


def select_behind(edition_id: int, wanted: Wanted) -> Select[Any]:
    """Whoever is behind the lines, each once; of several companies the first by name."""
    people = BEHIND[wanted.audience](edition_id, wanted).subquery("behind")
    query = select(people.c.person_id, func.min(people.c.company).label("company"), *NO_LINK)
    return query.group_by(people.c.person_id)


def _rows(model: Any, edition_id: int, wanted: Wanted, listed: Callable[[], Select[tuple[int]]]) -> Any:
    if wanted.ids is None:
        return model.id.in_(listed())
    return (model.edition_id == edition_id) & among(model.id, wanted.ids)


def _buyers(edition_id: int, wanted: Wanted) -> Any:
    rows = _rows(Buyer, edition_id, wanted, lambda: select_buyers(edition_id, text=wanted.text))
    query = select(Buyer.person_id, Company.name.label("company")).join(Company, Company.id == Buyer.company_id)
    return query.where(rows, Buyer.removed_at.is_(None))


def _acting(model: Any, select_listed: Callable[..., Select[tuple[int]]]) -> Callable[[int, Wanted], Any]:
    """Everybody who acts for the companies of the lines."""

    def chosen(edition_id: int, wanted: Wanted) -> Any:
        listed = _rows(
            model, edition_id, wanted, lambda: select_listed(edition_id, status=wanted.state, text=wanted.text)
        )
        query = select(Membership.person_id, Company.name.label("company"))
        query = query.join(model, model.company_id == Membership.company_id)
        return query.join(Company, Company.id == Membership.company_id).where(listed)

    return chosen


def _administrators(edition_id: int, wanted: Wanted) -> Any:
    query = select(Membership.person_id, Company.name.label("company"))
    query = query.join(Company, Company.id == Membership.company_id).where(Membership.role == CompanyRole.ADMIN)
    query = query.where(Company.id.in_(companies_in(edition_id, PARTS)))
    return query if wanted.ids is None else query.where(among(Company.id, wanted.ids))


def _requests(edition_id: int, wanted: Wanted) -> Any:
    rows = _rows(
        MeetingRequest,
        edition_id,
        wanted,
        lambda: select_requests(edition_id, state=wanted.state, now=utc_now(), text=wanted.text),  # type: ignore[arg-type]
    )
    return _both_sides(MeetingRequest, RequestCompanion, RequestCompanion.request_id, rows)


def _meetings(edition_id: int, wanted: Wanted) -> Any:
    rows = _rows(
        Meeting,
        edition_id,
        wanted,
        lambda: select_meetings(edition_id, status=wanted.state, text=wanted.text),  # type: ignore[arg-type]
    )
    return _both_sides(Meeting, MeetingCompanion, MeetingCompanion.meeting_id, rows)


def _both_sides(model: Any, companion: Any, companion_of: Any, rows: Any) -> Any:
    """The buyer, who asked for the meeting or comes to it, and the colleagues they bring."""
    name = Company.name.label("company")
    buying = select(Buyer.person_id, name).join(model, model.buyer_id == Buyer.id)
    buying = buying.join(Company, Company.id == Buyer.company_id).where(rows, Buyer.removed_at.is_(None))
    asking = select(model.person_id, name).join(Company, Company.id == model.company_id).where(rows)
    brought = select(companion.person_id, name).join(model, model.id == companion_of)
    brought = brought.join(Company, Company.id == model.company_id).where(rows)
    return union_all(buying, asking, brought)


BEHIND: Mapping[Audience, Callable[[int, Wanted], Any]] = {
    Audience.BUYERS: _buyers,
    Audience.COMPANIES: _administrators,
    Audience.EXHIBITORS: _acting(Exhibitor, select_exhibitors),
    Audience.MEETINGS: _meetings,
    Audience.REQUESTS: _requests,
    Audience.SUPPLIERS: _acting(Supplier, select_suppliers),
}
