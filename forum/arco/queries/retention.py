"""What of an edition is kept for a time: its rules, how much there is, and whose turn it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Row, Select, Table, Text, and_, cast, func, or_, select, true

from forum.accounts.models import Person, RoleGrant
from forum.arco.enums import RetentionKind
from forum.arco.models import DataBlock, RetentionRule
from forum.arco.rules.blocking import BLOCKED_NAME, DELETED_NAME
from forum.arco.rules.retention import WHAT_GOES, Emptied, is_due
from forum.companies.models import AllyRepresentative, Membership
from forum.core.database import Base, session
from forum.editions.models import Edition
from forum.editions.rules import to_local
from forum.matchmaking.models import Buyer
from forum.registration.models import Registration

MAILS = "outgoing_mail"


def rules_of(edition_id: int) -> dict[RetentionKind, RetentionRule]:
    """The times of an edition by kind."""
    query = select(RetentionRule).where(RetentionRule.edition_id == edition_id)
    return {each.kind: each for each in session().scalars(query)}


def list_rules() -> Sequence[Row[tuple[RetentionRule, Edition]]]:
    """Every rule with its edition."""
    query = select(RetentionRule, Edition).join(Edition, Edition.id == RetentionRule.edition_id)
    return session().execute(query.order_by(RetentionRule.edition_id, RetentionRule.id)).all()


def rules_due(now: datetime) -> list[tuple[int, RetentionKind]]:
    """The editions and kinds whose time is over."""
    return [(edition.id, rule.kind) for rule, edition in list_rules() if is_over(rule, edition, now=now)]


def is_over(rule: RetentionRule, edition: Edition, *, now: datetime) -> bool:
    """Whether the data of a rule are emptied now."""
    today = to_local(now, edition.time_zone).date()
    return is_due(edition.ends_on, rule.months, announced_at=rule.announced_at, today=today, now=now)


def count_left(edition_id: int, kind: RetentionKind) -> int:
    """Number of rows of an edition that this kind still holds."""
    counts = [select(func.count()).select_from(ids.subquery()).scalar_subquery() for ids in _lefts(edition_id, kind)]
    return sum(session().execute(select(*counts)).one())


def _lefts(edition_id: int, kind: RetentionKind) -> list[Select[Any]]:
    found = [ids_left(each, edition_id) for each in WHAT_GOES[kind]]
    return [*found, people_left(edition_id)] if kind is RetentionKind.REGISTRATIONS else found


def ids_left(emptied: Emptied, edition_id: int) -> Select[Any]:
    """The keys of the rows of a table of an edition of which something is left to empty."""
    table = Base.metadata.tables[emptied.table]
    (key,) = table.primary_key.columns if len(table.primary_key.columns) == 1 else (None,)
    assert key is not None, table.name
    filled = or_(*(_is_filled(table.c[name]) for name in emptied.columns)) if emptied.columns else true()
    over = or_(table.c.sent_at.is_not(None), table.c.given_up_at.is_not(None)) if table.name == MAILS else true()
    return select(key).where(_in_edition(table, emptied.via, edition_id), filled, over)


def _is_filled(column: Column[Any]) -> ColumnElement[bool]:
    if isinstance(column.type, JSON):
        return cast(column, Text).not_in(("{}", "null", "[]"))
    return and_(column.is_not(None), column != "") if column.nullable else column != ""


def _in_edition(table: Table, via: tuple[tuple[str, str], ...], edition_id: int) -> ColumnElement[bool]:
    if not via:
        return table.c.edition_id == edition_id
    (key, target), *rest = via
    pointed = Base.metadata.tables[target]
    return table.c[key].in_(select(pointed.c.id).where(_in_edition(pointed, tuple(rest), edition_id)))


def people_left(edition_id: int) -> Select[Any]:
    """The people whom nothing keeps but this edition and earlier ones: no later registration, role, company or ally."""
    ends_on = select(Edition.ends_on).where(Edition.id == edition_id).scalar_subquery()
    here = select(Registration.person_id).where(Registration.edition_id == edition_id)
    ahead = select(Edition.id).where(Edition.ends_on > ends_on)
    later = select(Registration.person_id).where(Registration.edition_id.in_(ahead))
    return select(Person.id).where(
        Person.id.in_(here),
        Person.given_names.not_in((DELETED_NAME, BLOCKED_NAME)),
        Person.id.not_in(later),
        Person.id.not_in(select(RoleGrant.person_id)),
        Person.id.not_in(select(Membership.person_id)),
        Person.id.not_in(select(AllyRepresentative.person_id)),
        Person.id.not_in(select(Buyer.person_id).where(Buyer.person_id.is_not(None), Buyer.edition_id.in_(ahead))),
        Person.id.not_in(select(DataBlock.person_id).where(DataBlock.lifted_at.is_(None))),
    )
