"""How long data of an edition are kept: set by the organisers, told before, emptied by itself in small changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from forum.accounts.models import Person
from forum.accounts.queries import get_person, locked_organisers
from forum.accounts.service.sessions import end_sessions, void_links
from forum.arco.enums import RetentionKind, RetentionStep
from forum.arco.models import RetentionEvent, RetentionRule
from forum.arco.queries.retention import ids_left, is_over, list_rules, people_left, rules_of
from forum.arco.rules.blocking import DELETED_NAME
from forum.arco.rules.retention import BATCH, WHAT_GOES, Emptied, due_on, is_announced
from forum.arco.service.emptying import blank, rename
from forum.core.database import Base, atomic, lock_name, locked_all, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.editions.rules import to_local
from forum.mail.service import Recipient, queue_mails

TO_TEAM = "arco/retention"


def set_retention(
    edition_id: int, wanted: Mapping[RetentionKind, int | None], *, by: int | None, now: datetime
) -> None:
    """Say how many months after its end data of an edition are kept; None: as long as the edition is.

    A time that is changed is announced again before anything is emptied.
    """
    with atomic() as current:
        lock_name(f"retention {edition_id}")
        rules = rules_of(edition_id)
        for kind, months in wanted.items():
            rule = rules.get(kind)
            if (rule.months if rule else None) == months:
                continue
            if rule is not None:
                current.delete(rule)
                current.flush()
            if months is not None:
                current.add(RetentionRule(edition_id=edition_id, kind=kind, months=months))
            event = RetentionEvent(edition_id=edition_id, kind=kind, step=RetentionStep.SET, count=months or 0)
            record(event, by=by, now=now)


def announce_due(*, now: datetime) -> None:
    """Tell the organisers of an edition, once, what of it is emptied soon."""
    with atomic() as current:
        lock_name("retention announcements")
        for rule, edition in list_rules():
            current.refresh(rule)
            today = to_local(now, edition.time_zone).date()
            if rule.announced_at is not None or not is_announced(edition.ends_on, rule.months, today=today):
                continue
            rule.announced_at = now
            event = RetentionEvent(
                edition_id=edition.id, kind=rule.kind, step=RetentionStep.ANNOUNCED, count=rule.months
            )
            record(event, by=None, now=now)
            _tell(rule, edition, now=now)


def _tell(rule: RetentionRule, edition: Edition, *, now: datetime) -> None:
    context = {"kind": rule.kind.value, "due": due_on(edition.ends_on, rule.months), "edition": edition.name}
    people = {grant.person_id: get_person(grant.person_id) for grant in locked_organisers(edition.id)}
    told = [(Recipient(each.email, each.full_name, each.language), context) for each in people.values() if each.email]
    queue_mails(TO_TEAM, edition_id=edition.id, recipients=told, now=now)


def empty_some(edition_id: int, kind: RetentionKind, *, now: datetime) -> int:
    """Empty a batch of the data of an edition whose time is over; returns how many rows, 0 when nothing is left.

    Runs twice: what is empty is not found again.
    """
    with atomic():
        lock_name(f"retention {edition_id}")
        rule = rules_of(edition_id).get(kind)
        edition = session().get_one(Edition, edition_id)
        if rule is None or not is_over(rule, edition, now=now):
            return 0
        number = _emptied(edition_id, kind, now=now)
        if number:
            event = RetentionEvent(edition_id=edition_id, kind=kind, step=RetentionStep.EMPTIED, count=number)
            record(event, by=None, now=now)
        return number


def _emptied(edition_id: int, kind: RetentionKind, *, now: datetime) -> int:
    if kind is RetentionKind.REGISTRATIONS and (people := _forget_people(edition_id, now=now)):
        return people
    for emptied in WHAT_GOES[kind]:
        ids = session().scalars(ids_left(emptied, edition_id).limit(BATCH)).all()
        if ids:
            session().execute(_statement(emptied, ids))
            return len(ids)
    return 0


def _statement(emptied: Emptied, ids: Any) -> Any:
    table = Base.metadata.tables[emptied.table]
    (key,) = table.primary_key.columns
    if not emptied.columns:
        return delete(table).where(key.in_(ids))
    return update(table).where(key.in_(ids)).values({name: blank(table.c[name]) for name in emptied.columns})


def _forget_people(edition_id: int, *, now: datetime) -> int:
    """Take name and addresses of people whom nothing keeps but this edition; their registrations stay counted."""
    ids = session().scalars(people_left(edition_id).order_by(Person.id).limit(BATCH // 5)).all()
    for person in locked_all(Person, ids) if ids else ():
        person.disabled_at = person.disabled_at or now
        void_links(person.id, now=now)
        end_sessions(person.id, now=now)
        rename(person, DELETED_NAME)
    return len(ids)
