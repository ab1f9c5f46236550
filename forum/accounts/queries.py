"""Queries of people, their sessions and their roles."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.enums import AccountState, Role
from forum.accounts.models import (
    Authenticator,
    Passkey,
    Person,
    RecoveryCode,
    RoleGrant,
    SignInLink,
    SignInRule,
    SignInSession,
)
from forum.accounts.rules import STAFF_ROLES
from forum.core.aliases import shared_alias
from forum.core.database import found, one, session
from forum.core.history import Event
from forum.core.mentions import mentions
from forum.core.paging import Page, page_of
from forum.core.prepared import Prepared
from forum.core.sorting import Order, Sorts, in_order

E = TypeVar("E", bound=Event)

SIGNED_IN = Prepared(
    select(
        Person.id,
        Person.email,
        Person.given_names,
        Person.first_surname,
        Person.language,
        SignInSession.id.label("session_id"),
        SignInSession.created_at.label("signed_in_at"),
        SignInSession.expires_at,
        SignInSession.door_edition_id,
        SignInSession.second_at,
        Person.second_since,
        select(SignInRule.organisers_need_second).scalar_subquery().label("organisers_need_second"),
        RoleGrant.edition_id,
        RoleGrant.role,
    )
    .select_from(SignInSession)
    .join(Person, Person.id == SignInSession.person_id)
    .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
    .where(
        SignInSession.token_hash == bindparam("token_hash"),
        SignInSession.revoked_at.is_(None),
        Person.disabled_at.is_(None),
    )
)


def signed_in_rows(token_hash: str, *, now: datetime) -> list[Any]:
    """The signed-in person and their roles, one row for each role; no row when the session has ended."""
    # Runs on every request.
    return [row for row in SIGNED_IN.rows(token_hash=token_hash) if row.expires_at > now]


_Addressee = shared_alias(Person)


def is_addressed(email: str | BindParameter[str]) -> ColumnElement[bool]:
    """That a person is who has this address (already in lower case); of a merged account the one that stays."""
    owner = select(func.coalesce(_Addressee.merged_into_id, _Addressee.id)).where(_Addressee.email == email)
    return Person.id == owner.scalar_subquery()


def find_person_by_email(email: str) -> Person | None:
    """The person with this address (already normalised to lower case); of a merged account the one that stays."""
    return session().scalars(select(Person).where(is_addressed(email))).one_or_none()


def remaining_id(person_id: int) -> int:
    """The id of an account; of a merged account that of the one that stays.

    Raises:
        NotFound: there is no such account.
    """
    return one(select(func.coalesce(Person.merged_into_id, Person.id)).where(Person.id == person_id))


def is_account_of(person_id: int) -> ColumnElement[bool]:
    """That an account is a person's: theirs, or one that was merged into it."""
    return or_(Person.id == person_id, Person.merged_into_id == person_id)


def addresses_of(person_id: int) -> set[str]:
    """The addresses of a person and of every account that was merged into theirs."""
    query = select(Person.email).where(is_account_of(person_id))
    return {email for email in session().scalars(query) if email}


def get_person(person_id: int) -> Person:
    """The person of this id.

    Raises:
        NotFound: there is none.
    """
    return found(session().get(Person, person_id))


def names_of(person_ids: Iterable[int | None]) -> dict[int | None, str]:
    """The short names of these people, by their ids."""
    wanted = {each for each in person_ids if each is not None}
    query = select(Person).where(Person.id.in_(wanted))
    return {each.id: each.name.short for each in session().scalars(query)} if wanted else {}


def find_link(token_hash: str) -> tuple[SignInLink, Person] | None:
    """The link whose token has this hash, used or not, and its person."""
    query = select(SignInLink, Person).join(Person, Person.id == SignInLink.person_id)
    row = session().execute(query.where(SignInLink.token_hash == token_hash)).one_or_none()
    return None if row is None else (row[0], row[1])


def sessions_of(person_id: int, *, now: datetime) -> Sequence[SignInSession]:
    """The open sessions of a person, the latest first."""
    query = select(SignInSession).where(
        SignInSession.person_id == person_id, SignInSession.revoked_at.is_(None), SignInSession.expires_at > now
    )
    return session().scalars(query.order_by(SignInSession.created_at.desc(), SignInSession.id.desc())).all()


def session_owner(token_hash: str) -> int | None:
    """The person of a session, also of one that has ended."""
    return session().scalar(select(SignInSession.person_id).where(SignInSession.token_hash == token_hash))


def find_authenticator(person_id: int) -> Authenticator | None:
    """The app of a person."""
    return session().get(Authenticator, person_id)


def list_passkeys(person_id: int) -> Sequence[Passkey]:
    """The passkeys of a person, in the order in which they were added."""
    return session().scalars(select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)).all()


def count_recovery_codes(person_id: int) -> int:
    """How many recovery codes of a person are left."""
    left = RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    return session().scalar(select(func.count()).select_from(RecoveryCode).where(*left)) or 0


def second_step_rule() -> tuple[bool, SignInRule | None, Person | None]:
    """Whether organisers need a second step, the row that says so, and who decided it."""
    query = select(SignInRule, Person).outerjoin(Person, Person.id == SignInRule.changed_by_id)
    rule, by = session().execute(query).one_or_none() or (None, None)
    return rule is not None and rule.organisers_need_second, rule, by


def has_grant(person_id: int, *, role: Role, edition_id: int | None) -> bool:
    """Whether a person has exactly this grant."""
    return session().scalar(_grant(person_id, role, edition_id)) is not None


def _grant(person_id: int, role: Role, edition_id: int | None) -> Select[tuple[int]]:
    same_edition = RoleGrant.edition_id.is_(None) if edition_id is None else RoleGrant.edition_id == edition_id
    return select(RoleGrant.id).where(RoleGrant.person_id == person_id, RoleGrant.role == role, same_edition)


def find_grant(grant_id: int) -> RoleGrant | None:
    """The grant of this id."""
    return session().get(RoleGrant, grant_id, populate_existing=True)


def locked_organisers(edition_id: int | None) -> Sequence[RoleGrant]:
    """The organisers' grants that are valid in an edition (None: in any), locked: two who end each other's take turns.

    Who has a closed account cannot organise anything.
    """
    locking = select(RoleGrant.id).where(RoleGrant.role == Role.ORGANISER).order_by(RoleGrant.id)
    session().execute(locking.with_for_update())
    # Read only now: whose account was closed while we waited is none of them.
    query = (
        select(RoleGrant)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ORGANISER, Person.disabled_at.is_(None))
        .order_by(RoleGrant.id)
    )
    if edition_id is not None:
        query = query.where((RoleGrant.edition_id == edition_id) | RoleGrant.edition_id.is_(None))
    return session().scalars(query.execution_options(populate_existing=True)).all()


def list_team(edition_id: int) -> Sequence[Row[tuple[RoleGrant, Person, Person]]]:
    """The team of an edition by name: each grant with its person and who gave it (None: the console)."""
    giver = aliased(Person)
    query = (
        select(RoleGrant, Person, giver)
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(giver, giver.id == RoleGrant.granted_by_id)
        .where(
            RoleGrant.role.in_(STAFF_ROLES),
            (RoleGrant.edition_id == edition_id) | RoleGrant.edition_id.is_(None),
        )
        .order_by(Person.name_sorted, Person.id, RoleGrant.role)
    )
    return session().execute(query).all()


def grant_in(grant_id: int, *, edition_id: int) -> tuple[RoleGrant, Person]:
    """A role of somebody in an edition, and whose it is.

    Raises:
        NotFound: the edition has no such grant.
    """
    query = select(RoleGrant, Person).join(Person, Person.id == RoleGrant.person_id)
    row = session().execute(query.where(RoleGrant.id == grant_id, RoleGrant.edition_id == edition_id)).one_or_none()
    return found(row)._tuple()


def get_account(person_id: int, *, edition_id: int, everywhere: bool) -> Person:
    """The person whose account an organiser looks after.

    Organisers of all editions (`everywhere`) look after every account; those of one after the members of its team who
    do not organise all editions.

    Raises:
        NotFound: there is no such person, or the account is not theirs to look after.
    """
    query = select(Person).where(Person.id == person_id)
    if not everywhere:
        grants = select(RoleGrant.person_id).where(RoleGrant.role.in_(STAFF_ROLES))
        query = query.where(
            Person.id.in_(grants.where(RoleGrant.edition_id == edition_id)),
            Person.id.not_in(grants.where(RoleGrant.edition_id.is_(None))),
        )
    return one(query)


ACCOUNT_SORTS: Sorts = {
    "name": (Person.name_sorted,),
    "email": (func.coalesce(Person.email, ""),),
    "status": (Person.disabled_at.is_not(None), Person.name_sorted),
}


def list_accounts(
    text: str = "", *, state: AccountState | None = None, order: Order | None = None, number: int = 1
) -> Page[Person]:
    """The people whose name or address has all these words, by name; `state`: of those whose account is so."""
    query = select(Person).where(*mentions(text, Person.name_folded, Person.email))
    if state is not None:
        is_open = Person.disabled_at.is_(None)
        query = query.where(is_open if state is AccountState.OPEN else ~is_open)
    return page_of(
        query.order_by(*in_order(order, ACCOUNT_SORTS, usual=(Person.name_sorted,), last=Person.id)), number=number
    )


def history_of(model: type[E], *, limit: int | None = None, **owner: int | None) -> Sequence[tuple[E, Person | None]]:
    """What happened to one thing and who did it, the last first: `history_of(MeetingEvent, meeting_id=meeting.id)`.

    With a limit, the latest events alone.

    By id: events are written under the lock of the thing, in their order, whatever moment each request began at.
    """
    query = select(model, Person).filter_by(**owner).outerjoin(Person, Person.id == model.by_id)
    return [(row[0], row[1]) for row in session().execute(query.order_by(model.id.desc()).limit(limit))]


def is_organised() -> bool:
    """Whether there is an organiser of all editions."""
    query = (
        select(RoleGrant.id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ORGANISER, RoleGrant.edition_id.is_(None), Person.disabled_at.is_(None))
        .limit(1)
    )
    return session().scalar(query) is not None
