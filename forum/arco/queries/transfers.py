"""The log of what was handed to whom."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from forum.accounts.models import Person
from forum.core.database import one, session
from forum.core.mentions import mentions
from forum.core.paging import Page, rows_of
from forum.core.search import like
from forum.core.sorting import Order, Sorts, in_order
from forum.editions.models import Edition
from forum.editions.rules import end_of_day
from forum.privacy.enums import RecipientKind
from forum.privacy.models import Consent, Transfer, TransferPerson
from forum.privacy.queries import select_agreeing_to

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
    return rows_of(query, number=number, ids=select(Transfer.id).where(*_wanted(wanted)))


def get_transfer(transfer_id: int) -> Transfer:
    """What was handed over, by id.

    Raises:
        NotFound: there is none.
    """
    return one(select(Transfer).where(Transfer.id == transfer_id))


def list_people_of(transfer: Transfer, *, number: int) -> Page[Row[Any]]:
    """Whose data were handed over, by name: the person, the consent it rested on, and whether it still holds."""
    lines = select(TransferPerson.id).where(TransferPerson.transfer_id == transfer.id)
    agreeing = select_agreeing_to(transfer.ally_id or 0).subquery()
    query = (
        select(Person, Consent, Person.id.in_(select(agreeing.c.person_id)).label("holds"))
        .select_from(TransferPerson)
        .join(Person, Person.id == TransferPerson.person_id)
        .outerjoin(Consent, Consent.id == TransferPerson.consent_id)
        .where(TransferPerson.transfer_id == transfer.id)
        .order_by(Person.name_sorted, Person.id)
    )
    return rows_of(query, number=number, ids=lines)


def who_and_where(transfer: Transfer) -> tuple[str, str]:
    """The name of who handed it over, and of the edition; empty where there is none."""
    by = session().get(Person, transfer.by_id) if transfer.by_id else None
    edition = session().get(Edition, transfer.edition_id) if transfer.edition_id else None
    return by.full_name if by else "", edition.name if edition else ""


def _wanted(wanted: WantedTransfers) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        known = select(Person.id).where(*mentions(wanted.text, Person.name_folded, Person.email))
        said = func.lower(Transfer.what + " " + Transfer.recipient_name)
        named = [said.like(like(word), escape="\\") for word in wanted.text.lower().split()]
        theirs = select(TransferPerson.transfer_id).where(TransferPerson.person_id.in_(known))
        conditions.append(or_(Transfer.by_id.in_(known), Transfer.id.in_(theirs), and_(*named)))
    if wanted.kind is not None:
        conditions.append(Transfer.recipient_kind == wanted.kind)
    if wanted.until is not None:
        conditions.append(Transfer.at < end_of_day(wanted.until, wanted.zone))
    return conditions
