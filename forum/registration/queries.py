"""Looking up registrations: by their person's link, and for the desk."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased, contains_eager

from forum.accounts.models import Person
from forum.accounts.rules import mailbox_of
from forum.companies.models import AllyCode, Company, Site
from forum.core.database import found, one, session
from forum.core.kept import Kept
from forum.core.mentions import mentions
from forum.core.search import words
from forum.editions.models import Category, Edition
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration, RegistrationNote, SetAsideRight
from forum.registration.rules import FROM, Step

STANDS = Registration.merged_into_id.is_(None)
"""That a registration was not merged into another one of the same person."""
PAGE = 50
BATCH = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """The registrations that are looked for: every word told of the person; a category; a status.

    Words are looked for in the name, organisation, address and telephone.
    """

    text: str = ""
    category_id: int | None = None
    status: RegistrationStatus | None = None


def _with_person() -> Select[tuple[Registration]]:
    return (
        select(Registration)
        .join(Registration.person)
        .join(Registration.category)
        .options(contains_eager(Registration.person), contains_eager(Registration.category))
    )


_Linked = aliased(Registration)


def link_target(registration_id: int | BindParameter[int], nonce: str | BindParameter[str]) -> ScalarSelect[int]:
    """The id of the registration that a link leads to: of one that was merged, of the one that stays."""
    target = select(func.coalesce(_Linked.merged_into_id, _Linked.id))
    return target.where(_Linked.id == registration_id, _Linked.link_nonce == nonce).scalar_subquery()


_BY_LINK = (
    _with_person()
    .add_columns(Edition)
    .join(Edition, Edition.id == Registration.edition_id)
    .where(Registration.id == link_target(bindparam("registration_id"), bindparam("nonce")))
)


def registration_by_link(registration_id: int, nonce: str) -> tuple[Registration, Edition]:
    """The registration of a link, with its person, category and edition, in one statement.

    Raises:
        NotFound: there is none, or a newer link has replaced this one.
    """
    row = found(session().execute(_BY_LINK, {"registration_id": registration_id, "nonce": nonce}).one_or_none())
    return row.Registration, row.Edition


def registration_in(edition_id: int, registration_id: int) -> Registration:
    """A registration of this edition with its person and category.

    Raises:
        NotFound: the edition has no such registration, or it was merged into another.
    """
    query = _with_person().where(Registration.id == registration_id, Registration.edition_id == edition_id)
    return one(query.where(STANDS))


def merged_into(edition_id: int, registration_id: int) -> int | None:
    """The registration that one of this edition was merged into, if it was."""
    query = select(Registration.merged_into_id).where(Registration.id == registration_id)
    return session().scalar(query.where(Registration.edition_id == edition_id))


def registrations_in(edition_id: int, ids: Iterable[int]) -> Sequence[Registration]:
    """Those of these registrations that are of the edition, with their person and category, by id."""
    query = _with_person().where(Registration.edition_id == edition_id, Registration.id.in_(ids))
    return session().scalars(query.order_by(Registration.id)).all()


def ids_to_step(
    edition_id: int, step: Step, *, wanted: Wanted, besides: int | None = None, most: int
) -> tuple[list[int], int]:
    """The earliest registrations of a list that a step is possible on, and how many there are.

    `besides`: a category whose registrations are left out.
    """
    conditions = [*_conditions(edition_id, wanted), Registration.status.in_(FROM[step])]
    if besides is not None:
        conditions.append(Registration.category_id != besides)
    query = select(Registration.id).where(*conditions)
    if words(wanted.text):
        query = query.join(Person, Person.id == Registration.person_id)
    number = session().scalar(select(func.count()).select_from(query.subquery())) or 0
    return list(session().scalars(query.order_by(Registration.id).limit(most))), number


def _escaped(letter: str) -> str:
    return f"\\{letter}" if letter in "%_\\" else letter


def same_mailbox(registration: Registration, *, email: str) -> Sequence[Registration]:
    """The other registrations of the edition whose addresses lead to the same mailbox: perhaps one person."""
    mailbox = mailbox_of(email)
    local = "%".join(_escaped(letter) for letter in mailbox.partition("@")[0])
    query = _with_person().where(
        Registration.edition_id == registration.edition_id,
        Registration.id != registration.id,
        STANDS,
        Person.email.like(f"{local}%@%", escape="\\"),
    )
    found = session().scalars(query.order_by(Registration.id)).all()
    return [each for each in found if each.person.email and mailbox_of(each.person.email) == mailbox]


def notes_of(registration_id: int) -> Sequence[RegistrationNote]:
    """What the staff noted of a person in an edition, with who wrote it, the latest first."""
    query = (
        select(RegistrationNote)
        .outerjoin(RegistrationNote.written_by)
        .options(contains_eager(RegistrationNote.written_by))
        .where(RegistrationNote.registration_id == registration_id)
    )
    return session().scalars(query.order_by(RegistrationNote.id.desc())).all()


def own_note(note_id: int, *, registration_id: int, edition_id: int, by: int) -> RegistrationNote:
    """A note on a registration of this edition, for whoever wrote it.

    Raises:
        NotFound: there is none, or somebody else wrote it.
    """
    here = select(Registration.id).where(Registration.id == registration_id, Registration.edition_id == edition_id)
    query = select(RegistrationNote).where(RegistrationNote.id == note_id, RegistrationNote.written_by_id == by)
    return one(query.where(RegistrationNote.registration_id.in_(here)))


def has_set_aside(registration_id: int) -> bool:
    """Whether the person attends by another right besides, which is set aside."""
    return bool(session().scalar(select(exists().where(SetAsideRight.registration_id == registration_id))))


def find_position(registration: Registration) -> int | None:
    """The place of a registration on the waiting list of its category, 1 for the next; None if it is not on it."""
    if registration.status is not RegistrationStatus.WAITLISTED:
        return None
    query = select(func.count(Registration.id)).where(
        Registration.category_id == registration.category_id,
        Registration.status == RegistrationStatus.WAITLISTED,
        tuple_(Registration.waiting_since, Registration.id)
        <= tuple_(literal(registration.waiting_since, Registration.waiting_since.type), literal(registration.id)),
    )
    return session().scalar(query)


def ally_code_of(registration: Registration) -> str | None:
    """The ally's code a person registered with."""
    if registration.ally_code_id is None:
        return None
    return session().scalar(select(AllyCode.code).where(AllyCode.id == registration.ally_code_id))


def _conditions(edition_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Registration.edition_id == edition_id, STANDS]
    if wanted.category_id is not None:
        conditions.append(Registration.category_id == wanted.category_id)
    if wanted.status is not None:
        conditions.append(Registration.status == wanted.status)
    columns = (Person.name_folded, Person.email, Registration.organisation_folded)
    return [*conditions, *mentions(wanted.text, *columns, phone=Person.phone)]


def select_people(edition_id: int, *, wanted: Wanted) -> Select[Any]:
    """Who is on all pages of a list, for a statement of another domain: person, organisation, and what a link signs."""
    columns = (Registration.person_id, Registration.organisation, Registration.id, Registration.link_nonce)
    people = select(*columns).join(Person, Person.id == Registration.person_id)
    return people.where(*_conditions(edition_id, wanted))


LISTED = (
    Registration.id,
    Registration.status,
    Registration.organisation,
    Person.email,
    Person.given_names,
    Person.first_surname,
    Person.second_surname,
    Category.colour,
    Category.name_es,
    Category.name_en,
)
"""What a list shows of each registration."""


def _listed() -> Select[Any]:
    return (
        select(*LISTED)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .order_by(Registration.id.desc())
    )


def list_registrations(
    edition_id: int, *, wanted: Wanted, before: int | None = None
) -> tuple[Sequence[Row[Any]], int | None]:
    """A page of registrations, the latest first, and the id `before` which the next page starts (None at the end)."""
    query = _listed().where(*_conditions(edition_id, wanted))
    if before is not None:
        query = query.where(Registration.id < before)
    rows = session().execute(query.limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def search_registrations(
    edition_id: int, *, wanted: Wanted, before: int | None = None
) -> tuple[Sequence[Row[Any]], int | None, int]:
    """The same, and the number of registrations on all pages: both of one search."""
    found = select(Registration.id).where(*_conditions(edition_id, wanted))
    if words(wanted.text):
        found = found.join(Person, Person.id == Registration.person_id)
    ids = found.cte("found")
    total = select(func.count()).select_from(ids).scalar_subquery()
    page = select(ids.c.id).order_by(ids.c.id.desc()).limit(PAGE + 1)
    if before is not None:
        page = page.where(ids.c.id < before)
    rows = session().execute(_listed().add_columns(total.label("total")).where(Registration.id.in_(page))).all()
    if not rows:  # nothing is found, or nothing more
        return [], None, 0 if before is None else session().scalar(select(total)) or 0
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None, rows[0].total


def count_in_category(category_id: int) -> int:
    """Number of registrations in a category, whatever their status."""
    query = select(func.count()).select_from(Registration).where(Registration.category_id == category_id)
    return session().scalar(query) or 0


def count_by_status(edition_id: int) -> dict[RegistrationStatus, int]:
    """Number of registrations per status."""
    query = (
        select(Registration.status, func.count())
        .where(Registration.edition_id == edition_id, STANDS)
        .group_by(Registration.status)
    )
    counted = {status: number for status, number in session().execute(query)}
    return {status: counted.get(status, 0) for status in RegistrationStatus}


kept_status_counts = Kept(count_by_status, of=(Registration,), seconds=5)
"""The same for the numbers beside a list."""


_POSTAL_CODE = (
    select(Site.postal_code).where(Site.company_id == Company.id).order_by(Site.id).limit(1).scalar_subquery()
)


def export_batches(edition_id: int, *, wanted: Wanted) -> Iterator[Sequence[Row[Any]]]:
    """The registrations on all pages of a list, the earliest first, a few thousand at a time.

    Rows: registration, person, category, ally code, company it represents and the postal code of its first site.
    """
    last = 0
    while True:
        query = (
            select(Registration, Person, Category, AllyCode.code, Company, _POSTAL_CODE)
            .join(Person, Person.id == Registration.person_id)
            .join(Category, Category.id == Registration.category_id)
            .outerjoin(AllyCode, AllyCode.id == Registration.ally_code_id)
            .outerjoin(Company, Company.id == Registration.company_id)
            .where(*_conditions(edition_id, wanted), Registration.id > last)
            .order_by(Registration.id)
            .limit(BATCH)
        )
        rows = session().execute(query).all()
        if rows:
            yield rows
        if len(rows) < BATCH:
            return
        last = rows[-1].Registration.id


def attended_editions(person_id: int) -> set[int]:
    """The editions in which a person has an approved registration."""
    query = select(Registration.edition_id).where(
        Registration.person_id == person_id, Registration.status == RegistrationStatus.APPROVED
    )
    return set(session().scalars(query))
