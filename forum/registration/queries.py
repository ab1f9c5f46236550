"""Looking up registrations: by their person's link, and for the desk."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager

from forum.accounts.models import Person
from forum.companies.models import AllyCode
from forum.core.database import session
from forum.core.errors import NotFound
from forum.core.search import like, words
from forum.editions.models import Category, Edition
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

PAGE = 50
BATCH = 2000


def _with_person() -> Select[tuple[Registration]]:
    return (
        select(Registration)
        .join(Registration.person)
        .join(Registration.category)
        .options(contains_eager(Registration.person), contains_eager(Registration.category))
    )


_BY_LINK = (
    _with_person()
    .add_columns(Edition)
    .join(Edition, Edition.id == Registration.edition_id)
    .where(Registration.id == bindparam("registration_id"))
)


def registration_by_link(registration_id: int, nonce: str) -> tuple[Registration, Edition]:
    """The registration a link speaks of, with its person, category and edition, in one statement.

    Raises:
        NotFound: there is none, or a newer link has taken the place of this one.
    """
    row = session().execute(_BY_LINK, {"registration_id": registration_id}).one_or_none()
    if row is None or row.Registration.link_nonce != nonce:
        raise NotFound
    return row.Registration, row.Edition


def registration_in(edition_id: int, registration_id: int) -> Registration:
    """A registration of this edition with its person and category.

    Raises:
        NotFound: the edition has no such registration.
    """
    query = _with_person().where(Registration.id == registration_id, Registration.edition_id == edition_id)
    registration = session().scalars(query).one_or_none()
    if registration is None:
        raise NotFound
    return registration


def ally_code_of(registration: Registration) -> str | None:
    """The ally's code somebody registered with."""
    if registration.ally_code_id is None:
        return None
    return session().scalar(select(AllyCode.code).where(AllyCode.id == registration.ally_code_id))


def _conditions(
    edition_id: int, text: str, category_id: int | None, status: RegistrationStatus | None
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Registration.edition_id == edition_id]
    if category_id is not None:
        conditions.append(Registration.category_id == category_id)
    if status is not None:
        conditions.append(Registration.status == status)
    columns = (Person.name_folded, Person.email, Registration.organisation_folded)
    conditions += [or_(*(column.like(like(word), escape="\\") for column in columns)) for word in words(text)]
    return conditions


def list_registrations(
    edition_id: int,
    *,
    text: str = "",
    category_id: int | None = None,
    status: RegistrationStatus | None = None,
    before: int | None = None,
) -> tuple[Sequence[Registration], int | None]:
    """A page of registrations, the latest first, and the id to go on `before` (None at the end).

    The text is looked for without accents in name, organisation and address; every word has to be there.
    """
    query = _with_person().where(*_conditions(edition_id, text, category_id, status))
    if before is not None:
        query = query.where(Registration.id < before)
    rows = session().scalars(query.order_by(Registration.id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def count_found(
    edition_id: int, *, text: str = "", category_id: int | None = None, status: RegistrationStatus | None = None
) -> int:
    """How many registrations a list has in all."""
    query = select(func.count(Registration.id)).where(*_conditions(edition_id, text, category_id, status))
    if words(text):
        query = query.join(Person, Person.id == Registration.person_id)
    return session().scalar(query) or 0


def count_by_status(edition_id: int) -> dict[RegistrationStatus, int]:
    """How many registrations stand where."""
    query = (
        select(Registration.status, func.count())
        .where(Registration.edition_id == edition_id)
        .group_by(Registration.status)
    )
    counted = {status: number for status, number in session().execute(query)}
    return {status: counted.get(status, 0) for status in RegistrationStatus}


def export_rows(
    edition_id: int, *, text: str, category_id: int | None, status: RegistrationStatus | None
) -> Iterator[Row[Any]]:
    """Every registration a list finds, in the order they came, a few thousand at a time."""
    last = 0
    while True:
        query = (
            select(Registration, Person, Category.name_es, AllyCode.code)
            .join(Person, Person.id == Registration.person_id)
            .join(Category, Category.id == Registration.category_id)
            .outerjoin(AllyCode, AllyCode.id == Registration.ally_code_id)
            .where(*_conditions(edition_id, text, category_id, status), Registration.id > last)
            .order_by(Registration.id)
            .limit(BATCH)
        )
        rows = session().execute(query).all()
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1].Registration.id


def attended_editions(person_id: int) -> set[int]:
    """The editions in which a person has an approved registration."""
    query = select(Registration.edition_id).where(
        Registration.person_id == person_id, Registration.status == RegistrationStatus.APPROVED
    )
    return set(session().scalars(query))
