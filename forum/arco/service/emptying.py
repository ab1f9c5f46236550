"""Taking a person's data out of their tables, and putting them back; table by table as the domains declare them.

What is taken out is text and what was written freely. Dates, states and numbers stay: they are the statistics, and say
nothing of anybody once the name is gone.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, Table, delete, select, update

from forum.accounts.models import Person
from forum.accounts.queries import is_account_of
from forum.arco.queries.everything import belongs_to
from forum.arco.rules.blocking import DELETED_TABLES, is_emptied
from forum.core.database import Base, session
from forum.core.names import PersonName
from forum.core.personal import personal_tables
from forum.core.sealing import expand, extract, seal, unseal
from forum.core.tokens import keyed_hash

PURPOSE = "data-block"
OF_PERSON = ("given_names", "first_surname", "second_surname", "email", "phone", "language")


def take_out(person: Person) -> dict[str, Any]:
    """Empty every declared column of a person and their merged accounts; returns what was in them, by table.

    Inside `atomic()`; the names and addresses of the accounts themselves go with `rename`.

    What somebody else wrote about a meeting with them is not theirs, and stays.
    """
    accounts = [{name: getattr(each, name) for name in ("id", *OF_PERSON)} for each in _accounts(person)]
    taken: dict[str, Any] = {"person": accounts}
    for name, columns in personal_tables().items():
        table = Base.metadata.tables[name]
        if name in DELETED_TABLES:
            session().execute(delete(table).where(belongs_to(table, person, own=True)))
            continue
        emptied = [table.c[column] for column, datum in columns.items() if datum and _is_text(table.c[column])]
        emptied = [column for column in emptied if is_emptied(name, column.name)]
        if emptied:
            taken[name] = _emptied(table, emptied, person)
    return taken


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, (String, JSON)) and not isinstance(column.type, Enum)


def _emptied(table: Table, columns: list[Column[Any]], person: Person) -> list[dict[str, Any]]:
    own = belongs_to(table, person, own=True)
    keys = list(table.primary_key.columns)
    rows = [dict(row) for row in session().execute(select(*keys, *columns).where(own)).mappings()]
    session().execute(update(table).where(own).values({column.name: blank(column) for column in columns}))
    return rows


def blank(column: Column[Any]) -> Any:
    """What stands in a column when what was in it is taken out."""
    if isinstance(column.type, JSON):
        return {}
    return None if column.nullable else ""


def rename(person: Person, name: str) -> None:
    """Leave nothing of a person, in any of their accounts, but what stands where their name was."""
    for each in _accounts(person):
        each.name = PersonName(name, "")
        each.email = each.phone = each.password_hash = None


def _accounts(person: Person) -> Sequence[Person]:
    return session().scalars(select(Person).where(is_account_of(person.id)).order_by(Person.id)).all()


def account_ids(person: Person) -> list[int]:
    """A person's account and those that were merged into it."""
    return [each.id for each in _accounts(person)]


def put_back(taken: dict[str, Any]) -> None:
    """Write back what was taken out; inside `atomic()`."""
    for kept in taken["person"]:
        account = session().get_one(Person, kept["id"])
        for name in OF_PERSON:
            setattr(account, name, kept[name])
    for name, rows in taken.items():
        table = Base.metadata.tables[name]
        keys = {column.name for column in table.primary_key.columns}
        for row in rows if name != "person" else ():
            ours = [table.c[key] == row[key] for key in keys]
            session().execute(
                update(table).where(*ours).values({key: value for key, value in row.items() if key not in keys})
            )


def sealed(taken: dict[str, Any]) -> str:
    """What was taken out, readable with the secret of this server alone."""
    return b64encode(seal(_key(), json.dumps(taken, ensure_ascii=False).encode())).decode()


def unsealed(text: str) -> dict[str, Any] | None:
    """What `sealed` sealed; None where the secret is another one, or nothing is kept."""
    plain = unseal(_key(), b64decode(text)) if text else None
    found: dict[str, Any] | None = json.loads(plain) if plain is not None else None
    return found


def _key() -> bytes:
    return expand(extract(keyed_hash(PURPOSE).encode(), salt=PURPOSE.encode()), info=PURPOSE.encode())
