"""Companies of the same name, with what tells them apart: a name alone never says which company is meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, literal, select, union

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.companies.queries.parts import Part
from forum.companies.rules.names import name_key
from forum.core.database import session
from forum.editions.models import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class NamesakeMember:
    """Somebody who represents a company: their name, the domain of their address, and since when.

    The address itself is left out: whoever asks may not be of an edition in which the company takes part.
    """

    name: str
    domain: str
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PastPart:
    """An edition in which a company took part, and how: marked sentences."""

    edition: str
    starts_on: date
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Namesake:
    """A company of the name, its people (the longest-standing first), its editions (the latest first)."""

    company: Company
    members: tuple[NamesakeMember, ...]
    history: tuple[PastPart, ...]


def company_ids_named(name: str) -> list[int]:
    """The companies whose name or legal name is this one, whatever its legal form, accents, case and punctuation."""
    key = name_key(name)
    rows = session().execute(select(Company.id, Company.name, Company.legal_name).order_by(Company.id))
    return [row.id for row in rows if key in {name_key(row.name), name_key(row.legal_name)}]


def list_namesakes(name: str, parts: Iterable[Part]) -> list[Namesake]:
    """The companies of this name with their people and history; `parts` are the ways to take part in an edition."""
    ids = company_ids_named(name)
    if not ids:
        return []
    companies = session().scalars(select(Company).where(Company.id.in_(ids)).order_by(Company.id)).all()
    members, history = _members(ids), _history(ids, parts)
    return [
        Namesake(
            company=company,
            members=tuple(_member(row) for row in members if row.company_id == company.id),
            history=tuple(_parts_by_edition([row for row in history if row.company_id == company.id])),
        )
        for company in companies
    ]


def _members(ids: Sequence[int]) -> Sequence[Row[tuple[int, datetime, Person]]]:
    query = (
        select(Membership.company_id, Membership.since, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.company_id.in_(ids))
        .order_by(Membership.id)
    )
    return session().execute(query).all()


def _member(row: Row[tuple[int, datetime, Person]]) -> NamesakeMember:
    person = row[2]
    return NamesakeMember(name=person.full_name, domain=(person.email or "").rpartition("@")[2], since=row[1])


def _history(ids: Sequence[int], parts: Iterable[Part]) -> Sequence[Row[tuple[int, str, date, str]]]:
    """Only published editions: who prepares one in secret need not fear that its companies tell."""
    taken = union(
        *(
            select(part.model.company_id, part.model.edition_id, literal(part.label).label("label")).where(
                part.model.company_id.in_(ids)
            )
            for part in parts
        )
    ).subquery()
    query = (
        select(taken.c.company_id, Edition.name, Edition.starts_on, taken.c.label)
        .join(Edition, Edition.id == taken.c.edition_id)
        .where(Edition.published_at.is_not(None))
        .order_by(Edition.starts_on.desc(), Edition.id, taken.c.label)
    )
    return session().execute(query).all()


def _parts_by_edition(rows: Iterable[Row[tuple[int, str, date, str]]]) -> list[PastPart]:
    found: dict[tuple[str, date], list[str]] = {}
    for _company_id, edition, starts_on, label in rows:
        found.setdefault((edition, starts_on), []).append(label)
    return [
        PastPart(edition=edition, starts_on=starts_on, parts=tuple(labels))
        for (edition, starts_on), labels in found.items()
    ]
