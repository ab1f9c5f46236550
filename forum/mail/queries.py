"""Queries of the outbox."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select

from forum.core.database import one, session
from forum.core.each import Found, find_up_to
from forum.core.mentions import mentions
from forum.core.paging import Page, page_of
from forum.core.sorting import Order, Sorts, in_order
from forum.mail.enums import MailState
from forum.mail.models import OutgoingMail

LONGEST_LIST = 200


def waiting(now: datetime) -> ColumnElement[bool]:
    """The mails that are due for an attempt."""
    return and_(OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None), OutgoingMail.next_attempt_at <= now)


FILTERS: dict[MailState, ColumnElement[bool]] = {
    MailState.SENT: OutgoingMail.sent_at.is_not(None),
    MailState.WAITING: and_(OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None)),
    MailState.FAILED: OutgoingMail.given_up_at.is_not(None),
}
"""The states a list is asked for; RETRYING is found with WAITING."""


_STATE = case((OutgoingMail.sent_at.is_not(None), 1), (OutgoingMail.given_up_at.is_(None), 2), else_=3)

MAIL_SORTS: Sorts = {
    "to": (OutgoingMail.folded,),
    "written": (OutgoingMail.id,),
    "state": (_STATE,),
}


def list_mails(
    *,
    edition_id: int | None = None,
    text: str = "",
    state: MailState | None = None,
    batch: str = "",
    order: Order | None = None,
    number: int = 1,
) -> Page[OutgoingMail]:
    """The mails of an edition (None: all mails), newest first; `text`: in address and name.

    `batch`: only those that were written to many at once, under this key.
    """
    wanted = mentions(text, OutgoingMail.folded)
    if edition_id is not None:
        wanted.append(OutgoingMail.edition_id == edition_id)
    if batch:
        wanted.append(OutgoingMail.batch == batch)
    if state is not None:
        wanted.append(FILTERS[state])
    newest = order or Order("written", is_descending=True)
    query = select(OutgoingMail).where(*wanted).order_by(*in_order(newest, MAIL_SORTS, usual=(), last=OutgoingMail.id))
    return page_of(query, number=number, ids=select(OutgoingMail.id).where(*wanted))


def find_failed(*, edition_id: int | None, text: str, batch: str, last: int | None, most: int) -> Found:
    """The mails of a list that have failed, up to `last` (`find_up_to`)."""
    query = select(OutgoingMail.id).where(FILTERS[MailState.FAILED], *mentions(text, OutgoingMail.folded))
    if edition_id is not None:
        query = query.where(OutgoingMail.edition_id == edition_id)
    if batch:
        query = query.where(OutgoingMail.batch == batch)
    return find_up_to(query, OutgoingMail.id, last=last, most=most)


def mails_in(ids: Iterable[int], *, edition_id: int | None = None) -> Sequence[OutgoingMail]:
    """Those of these mails that are of the edition (None: all), newest first."""
    query = select(OutgoingMail).where(OutgoingMail.id.in_(ids)).order_by(OutgoingMail.id.desc())
    return session().scalars(query if edition_id is None else query.where(OutgoingMail.edition_id == edition_id)).all()


def count_of_batch(batch: str) -> dict[MailState, int]:
    """Number of the mails of a batch that were sent, wait, and have failed."""
    counts = [func.count().filter(condition) for condition in FILTERS.values()]
    row = session().execute(select(*counts).select_from(OutgoingMail).where(OutgoingMail.batch == batch)).one()
    return dict(zip(FILTERS, row, strict=True))


def count_of_state(state: MailState) -> int:
    """Number of all mails that wait, were sent, or have failed."""
    return session().scalar(select(func.count()).select_from(OutgoingMail).where(FILTERS[state])) or 0


def get_mail(mail_id: int, *, edition_id: int | None = None) -> OutgoingMail:
    """The mail with this id, among those of an edition (None: among all).

    Raises:
        NotFound: there is none.
    """
    query = select(OutgoingMail).where(OutgoingMail.id == mail_id)
    return one(query if edition_id is None else query.where(OutgoingMail.edition_id == edition_id))


def mails_to(emails: Collection[str], *, edition_id: int) -> Sequence[OutgoingMail]:
    """The latest mails of an edition to any of these addresses, newest first, at most 200."""
    query = select(OutgoingMail).where(OutgoingMail.edition_id == edition_id, OutgoingMail.to_email.in_(emails))
    return session().scalars(query.order_by(OutgoingMail.id.desc()).limit(LONGEST_LIST)).all()


def last_waiting(family: str) -> datetime | None:
    """When the last mail that waits leaves, of those whose keys begin like this."""
    keys = OutgoingMail.batch.startswith(family, autoescape=True)
    return session().scalar(select(func.max(OutgoingMail.next_attempt_at)).where(keys, FILTERS[MailState.WAITING]))
