"""The log of what was handed to whom."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from forum.accounts.models import Person
from forum.core.mentions import mentions
from forum.core.paging import Page, rows_of
from forum.core.search import like
from forum.core.sorting import Order, Sorts, in_order
from forum.editions.models import Edition
from forum.privacy.enums import RecipientKind
from forum.privacy.models import Transfer

SORTS: Sorts = {
    "recipient": (Transfer.recipient_name,),
    "people": (Transfer.people,),
    "at": (Transfer.at,),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class WantedTransfers:
    """Which rows a list shows; `until` is a day of the clock in `zone`."""

    text: str = ""
    kind: RecipientKind | None = None
    until: date | None = None
    zone: str = "UTC"


def list_transfers(wanted: WantedTransfers, *, order: Order | None, number: int) -> Page[Row[Any]]:
    """What was handed over: the row, who did it, and the name of the edition; the latest first unless it is sorted."""
    query = (
        select(Transfer, Person, Edition.name)
        .outerjoin(Person, Person.id == Transfer.by_id)
        .outerjoin(Edition, Edition.id == Transfer.edition_id)
        .where(*_wanted(wanted))
    )
    sorted_by = in_order(order, SORTS, usual=(), last=Transfer.id)
    query = query.order_by(*(sorted_by if order else (Transfer.id.desc(),)))
    counted = select(Transfer.id).outerjoin(Person, Person.id == Transfer.by_id).where(*_wanted(wanted))
    return rows_of(query, number=number, ids=counted)


def _wanted(wanted: WantedTransfers) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        known = select(Person.id).where(*mentions(wanted.text, Person.name_folded, Person.email))
        said = func.lower(Transfer.what + " " + Transfer.recipient_name)
        named = [said.like(like(word), escape="\\") for word in wanted.text.lower().split()]
        conditions.append(or_(Transfer.by_id.in_(known), and_(*named)))
    if wanted.kind is not None:
        conditions.append(Transfer.recipient_kind == wanted.kind)
    if wanted.until is not None:
        end = datetime.combine(wanted.until + timedelta(days=1), time(), ZoneInfo(wanted.zone))
        conditions.append(Transfer.at < end)
    return conditions
