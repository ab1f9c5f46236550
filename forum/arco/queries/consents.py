"""Whom a new notice asks again, and the ledger of consents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.companies.models import Ally
from forum.core.aliases import shared_alias
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.mentions import mentions
from forum.core.paging import Page, rows_of
from forum.core.sorting import Order, Sorts, in_order
from forum.privacy.enums import ConsentChannel, Purpose
from forum.privacy.models import Consent, Notice
from forum.privacy.queries import is_in_force
from forum.registration.models import Registration

_By = shared_alias(Person)
SORTS: Sorts = {
    "person": (Person.name_sorted,),
    "version": (Consent.notice_id,),
    "given": (Consent.given_at,),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class WantedConsents:
    """Which consents a list shows; None and "" leave a filter out. `standing`: whether it is given now or has ended."""

    text: str = ""
    purpose: Purpose | None = None
    channel: ConsentChannel | None = None
    version: str = ""
    standing: str = ""
    person_id: int | None = None


def find_notice_to_accept(person_id: int) -> Notice | None:
    """The latest version in force that somebody has to be asked about again; None where there is none.

    It says that it asks again, it is of the house or of an edition they are registered for, and what they accepted
    last is older. Who never accepted one is asked when they register.
    """
    accepted = select(Consent.notice_id).where(
        Consent.person_id == person_id, Consent.purpose == Purpose.EVENT, Consent.granted
    )
    last = accepted.order_by(Consent.id.desc()).limit(1).scalar_subquery()
    theirs = select(Registration.edition_id).where(Registration.person_id == person_id)
    of_them = Notice.edition_id.is_(None) | Notice.edition_id.in_(theirs)
    query = select(Notice).where(Notice.is_material, is_in_force(utc_now()), of_them, Notice.id > last)
    return session().scalars(query.order_by(Notice.id.desc()).limit(1)).one_or_none()


def _ended() -> ColumnElement[datetime]:
    """When the same person said no to the same purpose, or recipient, afterwards, for the first time."""
    later = aliased(Consent)
    same = (later.person_id == Consent.person_id) & (later.purpose == Consent.purpose)
    whom = later.ally_id.is_not_distinct_from(Consent.ally_id)
    ended = select(func.min(later.given_at)).where(same, whom, later.id > Consent.id, later.granted.is_(False))
    return ended.correlate(Consent).scalar_subquery()


def _ledger() -> Select[Any]:
    """Each answer with its person, its version of the notice, when it ended, who wrote it down, and the recipient."""
    return (
        select(Consent, Person, Notice.version, _ended().label("ended_at"), _By, Ally.name.label("recipient"))
        .join(Person, Person.id == Consent.person_id)
        .join(Notice, Notice.id == Consent.notice_id)
        .outerjoin(_By, _By.id == Consent.by_id)
        .outerjoin(Ally, Ally.id == Consent.ally_id)
    )


def _wanted(wanted: WantedConsents) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        named = select(Person.id).where(*mentions(wanted.text, Person.name_folded, Person.email))
        conditions.append(Consent.person_id.in_(named))
    if wanted.purpose is not None:
        conditions.append(Consent.purpose == wanted.purpose)
    if wanted.channel is not None:
        conditions.append(Consent.channel == wanted.channel)
    if wanted.version:
        conditions.append(Notice.version == wanted.version)
    if wanted.person_id is not None:
        conditions.append(Consent.person_id == wanted.person_id)
    if wanted.standing == "given":
        conditions += [Consent.granted.is_(True), _ended().is_(None)]
    if wanted.standing == "ended":
        conditions.append(or_(Consent.granted.is_(False), _ended().is_not(None)))
    return conditions


def list_consents(wanted: WantedConsents, *, order: Order | None, number: int) -> Page[Row[Any]]:
    """A page of the ledger, the latest first unless it is sorted."""
    query = _ledger().where(*_wanted(wanted))
    sorted_by = in_order(order, SORTS, usual=(), last=Consent.id)
    query = query.order_by(*(sorted_by if order else (Consent.id.desc(),)))
    counted = (
        select(Consent.id)
        .join(Person, Person.id == Consent.person_id)
        .join(Notice, Notice.id == Consent.notice_id)
        .where(*_wanted(wanted))
    )
    return rows_of(query, number=number, ids=counted)


def each_consent(wanted: WantedConsents) -> Iterable[Row[Any]]:
    """The whole ledger in the order in which it was written, for a sheet."""
    query = _ledger().where(*_wanted(wanted)).order_by(Consent.id)
    return session().execute(query.execution_options(yield_per=500))


def ledger_of(person_ids: Iterable[int]) -> Sequence[Row[Any]]:
    """The answers of a person, of all their accounts, the latest first."""
    query = _ledger().where(Consent.person_id.in_(set(person_ids)))
    return session().execute(query.order_by(Consent.id.desc())).all()
