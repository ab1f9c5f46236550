"""One registration, by its person's link and for the desk, and what belongs to it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    BindParameter,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import contains_eager

from forum.accounts.models import Person
from forum.accounts.rules import mailbox_of
from forum.companies.models import AllyCode
from forum.core.aliases import shared_alias
from forum.core.database import found, one, session
from forum.editions.models import Edition
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration, RegistrationNote, SetAsideRight

STANDS = Registration.merged_into_id.is_(None)

"""That a registration was not merged into another one of the same person."""


def _with_person() -> Select[tuple[Registration]]:
    return (
        select(Registration)
        .join(Registration.person)
        .join(Registration.category)
        .options(contains_eager(Registration.person), contains_eager(Registration.category))
    )


_Linked = shared_alias(Registration)


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
    """The place of a registration on the waiting list of its category, 1 for the next; None without a turn."""
    has_turn = registration.offered_until is None and registration.passed_at is None
    if registration.status is not RegistrationStatus.WAITLISTED or not has_turn:
        return None
    query = select(func.count(Registration.id)).where(
        Registration.category_id == registration.category_id,
        Registration.status == RegistrationStatus.WAITLISTED,
        Registration.offered_until.is_(None),
        Registration.passed_at.is_(None),
        tuple_(Registration.waiting_since, Registration.id)
        <= tuple_(literal(registration.waiting_since, Registration.waiting_since.type), literal(registration.id)),
    )
    return session().scalar(query)


def ally_code_of(registration: Registration) -> str | None:
    """The ally's code a person registered with."""
    if registration.ally_code_id is None:
        return None
    return session().scalar(select(AllyCode.code).where(AllyCode.id == registration.ally_code_id))


def count_in_category(category_id: int) -> int:
    """Number of registrations in a category, whatever their status."""
    query = select(func.count()).select_from(Registration).where(Registration.category_id == category_id)
    return session().scalar(query) or 0


def attended_editions(person_id: int) -> set[int]:
    """The editions in which a person has an approved registration."""
    query = select(Registration.edition_id).where(
        Registration.person_id == person_id, Registration.status == RegistrationStatus.APPROVED
    )
    return set(session().scalars(query))
