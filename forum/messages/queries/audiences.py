"""Whom a message reaches: one statement for each question, the same people in each.

Nobody is written to without an address or with a closed account; voluntary messages are for those who asked for news.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select

from forum.accounts.models import Person
from forum.companies.models import AllyCode, Company, Membership
from forum.core.database import session
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.models import MeetingRequest
from forum.messages.enums import LISTED, Audience, MessageKind
from forum.messages.queries.listed import NO_LINK, among, select_behind
from forum.messages.rules import Wanted
from forum.privacy.enums import Purpose
from forum.privacy.queries import select_agreeing
from forum.registration.models import Registration
from forum.registration.queries import Wanted as WantedRegistrations
from forum.registration.queries import select_people

FIRST = 8
_READER = (
    Person.id,
    Person.email,
    Person.given_names,
    Person.first_surname,
    Person.second_surname,
    Person.language,
)
_AS_REGISTERED = (
    Registration.organisation.label("company"),
    Registration.id.label("registration_id"),
    Registration.link_nonce,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of the people who are chosen: how many there are, and how many of them a message of each kind reaches."""

    found: int
    necessary: int
    voluntary: int

    def reached(self, kind: MessageKind) -> int:
        """How many a message of this kind reaches."""
        return self.necessary if kind is MessageKind.NECESSARY else self.voluntary


def list_addressees(edition_id: int, *, wanted: Wanted, kind: MessageKind) -> Sequence[Row[Any]]:
    """Everybody whom a message reaches, by id: person, address, name, language, company, and what a link signs."""
    query = _joined(edition_id, wanted)
    return session().execute(query.where(_is_reached(kind)).order_by(Person.id)).all()


def list_first(edition_id: int, *, wanted: Wanted, kind: MessageKind) -> Sequence[Row[Any]]:
    """The first of them, by name."""
    query = _joined(edition_id, wanted)
    return session().execute(query.where(_is_reached(kind)).order_by(Person.name_sorted, Person.id).limit(FIRST)).all()


def find_addressee(edition_id: int, person_id: int, *, wanted: Wanted, kind: MessageKind) -> Row[Any] | None:
    """Somebody whom a message reaches; None: it does not reach them."""
    query = _joined(edition_id, wanted)
    return session().execute(query.where(_is_reached(kind), Person.id == person_id)).one_or_none()


def own_addressee(edition_id: int, person_id: int) -> Row[Any]:
    """Somebody of the staff as they would be written to: with their own registration, if they have one."""
    registered = and_(Registration.person_id == Person.id, Registration.edition_id == edition_id)
    query = select(*_READER, *_AS_REGISTERED).outerjoin(Registration, registered).where(Person.id == person_id)
    return session().execute(query).one()


def count_audience(edition_id: int, *, wanted: Wanted) -> Tally:
    """How many are chosen, and how many of them can be written to."""
    people = _chosen(edition_id, wanted)
    query = (
        select(
            func.count(),
            func.count().filter(_is_reached(MessageKind.NECESSARY)),
            func.count().filter(_is_reached(MessageKind.VOLUNTARY)),
        )
        .select_from(people)
        .join(Person, Person.id == people.c.person_id)
    )
    found, necessary, voluntary = session().execute(query).one()
    return Tally(found=found, necessary=necessary, voluntary=voluntary)


def _joined(edition_id: int, wanted: Wanted) -> Select[Any]:
    people = _chosen(edition_id, wanted)
    query = select(*_READER, people.c.company, people.c.registration_id, people.c.link_nonce)
    return query.join(people, people.c.person_id == Person.id)


def _is_reached(kind: MessageKind) -> ColumnElement[bool]:
    reached = and_(Person.email.is_not(None), Person.disabled_at.is_(None))
    if kind is MessageKind.NECESSARY:
        return reached
    return and_(reached, Person.id.in_(select_agreeing(Purpose.NEWS)))


def _chosen(edition_id: int, wanted: Wanted) -> Any:
    """Each person once: `person_id`, `company`, and of registrations `registration_id` and `link_nonce`."""
    if wanted.audience is Audience.REGISTRATIONS:
        query = _registrations(edition_id, wanted)
    elif wanted.audience in LISTED:
        query = select_behind(edition_id, wanted)
    else:
        query = BY_COMPANY[wanted.audience](edition_id)
    return query.subquery("chosen")


def _registrations(edition_id: int, wanted: Wanted) -> Select[Any]:
    listed = WantedRegistrations(text=wanted.text, category_id=wanted.category_id, status=wanted.status)
    people = select_people(edition_id, wanted=listed)
    if wanted.ids is not None:
        people = people.where(among(Registration.id, wanted.ids))
    if wanted.ally_id is not None:
        codes = select(AllyCode.id).where(AllyCode.ally_id == wanted.ally_id)
        people = people.where(Registration.ally_code_id.in_(codes))
    return people.with_only_columns(Registration.person_id, *_AS_REGISTERED, maintain_column_froms=True)


def _buyers(*, accepted: bool) -> Callable[[int], Select[Any]]:
    answer = Buyer.accepted_at.is_not(None) if accepted else Buyer.accepted_at.is_(None)

    def chosen(edition_id: int) -> Select[Any]:
        query = select(Buyer.person_id, Company.name.label("company"), *NO_LINK)
        query = query.join(Company, Company.id == Buyer.company_id)
        return query.where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None), answer)

    return chosen


def _companies(model: Any, status: Any, *, without: Any = None) -> Callable[[int], Select[Any]]:
    """Everybody who represents a company that takes part with this status; of several companies the first by name."""

    def chosen(edition_id: int) -> Select[Any]:
        query = (
            select(Membership.person_id, func.min(Company.name).label("company"), *NO_LINK)
            .join(model, model.company_id == Membership.company_id)
            .join(Company, Company.id == Membership.company_id)
            .where(model.edition_id == edition_id, model.status == status)
            .group_by(Membership.person_id)
        )
        return query if without is None else query.where(~without)

    return chosen


_ASKED = exists().where(
    MeetingRequest.edition_id == Supplier.edition_id, MeetingRequest.company_id == Supplier.company_id
)
BY_COMPANY: Mapping[Audience, Callable[[int], Select[Any]]] = {
    Audience.BUYERS_INVITED: _buyers(accepted=False),
    Audience.BUYERS_ACTIVE: _buyers(accepted=True),
    Audience.SUPPLIERS_APPROVED: _companies(Supplier, SupplierStatus.APPROVED),
    Audience.SUPPLIERS_PENDING: _companies(Supplier, SupplierStatus.PENDING),
    Audience.SUPPLIERS_WITHOUT_REQUEST: _companies(Supplier, SupplierStatus.APPROVED, without=_ASKED),
    Audience.EXHIBITORS_APPROVED: _companies(Exhibitor, ExhibitorStatus.APPROVED),
    Audience.EXHIBITORS_SUBMITTED: _companies(Exhibitor, ExhibitorStatus.SUBMITTED),
    Audience.EXHIBITORS_DRAFT: _companies(Exhibitor, ExhibitorStatus.DRAFT),
}
