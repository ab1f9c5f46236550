"""Everything that is stored of one person, read from the tables as their domains declare them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from forum.accounts.models import Person
from forum.accounts.queries import is_account_of
from forum.arco.rules.ways import BY_ADDRESS, BY_AUTHOR, BY_LINES, LISTS, OF_COMPANIES, is_secret, keys_to_person
from forum.companies.models import Membership
from forum.core.database import Base, session
from forum.core.personal import Datum, personal_tables
from forum.editions.models import Edition

EDITION = "edition_id"


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """The rows of one table that are about a person: their declared columns, and the edition where they have one."""

    table: str
    data: dict[str, Datum]
    rows: Sequence[dict[str, Any]]
    editions: Sequence[str | None]


def read_everything(person: Person) -> list[Section]:
    """What every declared table holds of a person, in the order of the declarations; also tables without a row."""
    editions = {each.id: each.name for each in session().scalars(select(Edition))}
    sections = []
    for name, columns in personal_tables().items():
        data = {column: datum for column, datum in columns.items() if datum is not None}
        if data and name not in LISTS:
            sections.append(_section(Base.metadata.tables[name], data, person, editions))
    return sections


def _section(table: Table, data: dict[str, Datum], person: Person, editions: dict[int, str]) -> Section:
    wanted = [table.c[column] for column in data]
    has_edition = EDITION in table.c and EDITION not in data
    extra = [table.c[EDITION]] if has_edition else []
    query = select(*wanted, *extra).where(belongs_to(table, person)).order_by(*table.primary_key.columns)
    rows = session().execute(query).all()
    return Section(
        table=table.name,
        data=data,
        rows=[{column: told(column, getattr(row, column)) for column in data} for row in rows],
        editions=[editions.get(row.edition_id) if has_edition else None for row in rows],
    )


def told(column: str, value: Any) -> Any:
    """A value as it is told to its person: of a secret only that there is one."""
    return value if value is None or not is_secret(column) else "••••"


def belongs_to(table: Table, person: Person, *, own: bool = False) -> ColumnElement[bool]:
    """The condition that a row is about this person, whichever of their accounts it is kept under.

    `own`: about nobody else, who may have written it.
    """
    keys = keys_to_person(table.c.keys())
    ways = [_by_key(table, key, target, person, own=own) for key, target in (keys[:1] if own else keys)]
    accounts = _of_accounts(person, Person.id)
    if table.name == "person":
        ways.append(table.c.id.in_(accounts))
    if table.name in BY_AUTHOR:
        ways.append(table.c[BY_AUTHOR[table.name]].in_(accounts))
    if table.name in BY_LINES and not own:
        lines, key = Base.metadata.tables[BY_LINES[table.name][0]], BY_LINES[table.name][1]
        ways.append(table.c.id.in_(select(lines.c[key]).where(belongs_to(lines, person))))
    if table.name in OF_COMPANIES:
        companies = select(Membership.company_id).where(Membership.person_id.in_(accounts))
        ways.append(table.c[OF_COMPANIES[table.name]].in_(companies))
    if table.name in BY_ADDRESS:
        ways.append(table.c[BY_ADDRESS[table.name]].in_(_of_accounts(person, Person.email)))
    return or_(false(), *ways)


def _of_accounts(person: Person, column: InstrumentedAttribute[Any]) -> Select[Any]:
    """A column of every account of a person."""
    return select(column).where(is_account_of(person.id)).correlate(None)


def _by_key(table: Table, key: str, target: str, person: Person, *, own: bool) -> ColumnElement[bool]:
    if target == "person":
        return table.c[key].in_(_of_accounts(person, Person.id))
    pointed = Base.metadata.tables[target]
    return table.c[key].in_(select(pointed.c.id).where(belongs_to(pointed, person, own=own)))
