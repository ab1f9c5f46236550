"""Who of a company would come along to the meetings that its requests ask for, and who could."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.core.database import session
from forum.core.paging import batches
from forum.meetings.models import MeetingRequest, RequestCompanion
from forum.meetings.queries.companions import attends


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldCome:
    """Somebody who would come to the meeting of a request, with the person."""

    request_id: int
    person_id: int
    person: Person


# Joined outside: SQLite reads everybody to join a join.
WOULD_COME = (joinedload(MeetingRequest.companions).joinedload(RequestCompanion.person),)


def list_would_come(request: MeetingRequest) -> Sequence[tuple[Person, bool]]:
    """Who would come to a meeting besides whom the request names, and whether their registration is approved."""
    query = (
        select(Person, attends(request.edition_id))
        .join(RequestCompanion, RequestCompanion.person_id == Person.id)
        .where(RequestCompanion.request_id == request.id, Person.id != request.person_id)
        .order_by(RequestCompanion.id)
    )
    return [(person, is_approved) for person, is_approved in session().execute(query)]


def list_would_come_to(request_ids: Iterable[int | None]) -> Sequence[RequestCompanion]:
    """Who would come along to the meetings that these requests ask for, with the person, in order of joining."""
    found: list[RequestCompanion] = []
    for some in batches(request_ids):
        query = select(RequestCompanion).where(RequestCompanion.request_id.in_(some)).order_by(RequestCompanion.id)
        found.extend(session().scalars(query.options(joinedload(RequestCompanion.person, innerjoin=True))))
    return found


def list_accompanied_requests(
    person_id: int, *, edition_id: int, company_id: int | None = None
) -> Sequence[RequestCompanion]:
    """To which requests of an edition a person would come along, with each request; those of this company."""
    query = (
        select(RequestCompanion)
        .join(MeetingRequest, MeetingRequest.id == RequestCompanion.request_id)
        .where(RequestCompanion.person_id == person_id, MeetingRequest.edition_id == edition_id)
    )
    if company_id is not None:
        query = query.where(MeetingRequest.company_id == company_id)
    return session().scalars(query.order_by(RequestCompanion.id)).all()
