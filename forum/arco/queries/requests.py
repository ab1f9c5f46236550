"""Queries of requests about personal data."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import case, func, or_, select

from forum.accounts.models import Person
from forum.arco.enums import ArcoStatus
from forum.arco.models import ArcoRequest, DataBlock
from forum.arco.rules.days import business_days_after
from forum.arco.rules.requests import SOON_DAYS
from forum.core.database import one, session
from forum.core.paging import Page, page_of

OPEN = (ArcoStatus.RECEIVED, ArcoStatus.GRANTED)
_DUE = case(
    (ArcoRequest.status == ArcoStatus.RECEIVED, ArcoRequest.answer_due),
    (ArcoRequest.status == ArcoStatus.GRANTED, ArcoRequest.execution_due),
)


def list_requests(status: ArcoStatus | None, *, number: int) -> Page[ArcoRequest]:
    """Requests: those with something to do by their dates first, then the latest."""
    query = select(ArcoRequest).order_by(_DUE.is_(None), _DUE, ArcoRequest.id.desc())
    if status is not None:
        query = query.where(ArcoRequest.status == status)
    return page_of(query, number=number)


def count_requests() -> dict[ArcoStatus, int]:
    """Number of requests per status."""
    query = select(ArcoRequest.status, func.count()).group_by(ArcoRequest.status)
    return {row[0]: row[1] for row in session().execute(query)}


def count_near(today: date) -> int:
    """Number of requests whose next step is due within a few days, those that are overdue included."""
    until = business_days_after(today, SOON_DAYS)
    query = select(func.count()).select_from(ArcoRequest).where(ArcoRequest.status.in_(OPEN), until >= _DUE)
    return session().scalar(query) or 0


def get_request(arco_id: int) -> ArcoRequest:
    """One request.

    Raises:
        NotFound: there is none.
    """
    return one(select(ArcoRequest).where(ArcoRequest.id == arco_id))


def requests_of(person: Person) -> Sequence[ArcoRequest]:
    """A person's own requests, the latest first: theirs, or sent with their address."""
    ways = [ArcoRequest.person_id == person.id]
    if person.email:
        ways.append(ArcoRequest.email == person.email)
    return session().scalars(select(ArcoRequest).where(or_(*ways)).order_by(ArcoRequest.id.desc())).all()


def requests_over(person_id: int) -> Sequence[int]:
    """The requests of a person with which nothing is left to do."""
    query = select(ArcoRequest.id).where(ArcoRequest.person_id == person_id, ArcoRequest.status.not_in(OPEN))
    return session().scalars(query.order_by(ArcoRequest.id)).all()


def find_block(person_id: int | None) -> DataBlock | None:
    """The block of a person's data that has not ended."""
    query = select(DataBlock).where(
        DataBlock.person_id == person_id, DataBlock.lifted_at.is_(None), DataBlock.deleted_at.is_(None)
    )
    return session().scalars(query).one_or_none()


def blocks_due(today: date) -> Sequence[int]:
    """The blocks whose data have to be deleted today or before."""
    query = select(DataBlock.id).where(
        DataBlock.delete_on <= today, DataBlock.lifted_at.is_(None), DataBlock.deleted_at.is_(None)
    )
    return session().scalars(query.order_by(DataBlock.id)).all()
