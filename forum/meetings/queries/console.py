"""The co-ordinator's list of all requests of an edition."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, select

from forum.core.database import session
from forum.core.paging import Page, T, page_of
from forum.core.sorting import Order, in_order
from forum.meetings.enums import RequestState
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.requests import EAGER
from forum.meetings.queries.sorts import REQUEST_SORTS, naming
from forum.meetings.queries.states import state_column


def list_requests(
    edition_id: int,
    *,
    state: RequestState | None,
    now: datetime,
    text: str = "",
    order: Order | None = None,
    number: int = 1,
) -> Page[MeetingRequest]:
    """All requests of an edition, for its staff, the latest first; each word is in the name of either company."""
    rows = _in_state(select(MeetingRequest), edition_id, state, now, text).options(*EAGER)
    order = order or Order("sent", is_descending=True)
    return page_of(
        rows.order_by(*in_order(order, REQUEST_SORTS, usual=(), last=MeetingRequest.id)),
        ids=select_requests(edition_id, state=state, now=now, text=text),
        number=number,
    )


def select_requests(edition_id: int, *, state: RequestState | None, now: datetime, text: str) -> Select[tuple[int]]:
    """The ids of the requests that a list finds, for a statement of another domain."""
    return _in_state(select(MeetingRequest.id), edition_id, state, now, text)


def requests_in(edition_id: int, ids: Iterable[int]) -> Sequence[MeetingRequest]:
    """Those of these requests that are of the edition, the latest first."""
    query = select(MeetingRequest).where(MeetingRequest.edition_id == edition_id, MeetingRequest.id.in_(ids))
    return session().scalars(query.options(*EAGER).order_by(MeetingRequest.id.desc())).all()


def _in_state(
    query: Select[tuple[T]], edition_id: int, state: RequestState | None, now: datetime, text: str
) -> Select[tuple[T]]:
    query = query.where(MeetingRequest.edition_id == edition_id)
    query = naming(query, text, MeetingRequest.company_id, MeetingRequest.buyer_id)
    return query if state is None else query.where(state_column(now) == state)
