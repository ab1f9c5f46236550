"""What the tables hold of people is declared, column by column."""

from sqlalchemy import Table

from forum.app.personal import PERSONAL_DATA
from forum.core.database import Base

# A row that points to one of these belongs to a person; its author (`by_id`, `…_by_id`, `operator_id`) is another one.
OWNERS = {"person_id", "registration_id", "badge_id"}
DECLARED = [(name, columns) for tables in PERSONAL_DATA for name, columns in tables.items()]


def keys(table: Table) -> set[str]:
    return {column.name for column in table.columns if column.primary_key or column.foreign_keys}


def is_about_people(table: Table) -> bool:
    names = set(table.columns.keys())
    return table.name == "person" or bool(names & OWNERS) or any("email" in name for name in names)


def test_every_table_about_people_is_declared_once() -> None:
    names = [name for name, _ in DECLARED]
    about_people = {table.name for table in Base.metadata.tables.values() if is_about_people(table)}
    assert len(names) == len(set(names))
    assert about_people - set(names) == set()


def test_every_column_of_a_declared_table_is_declared() -> None:
    undeclared, unknown = {}, {}
    for name, columns in DECLARED:
        table = Base.metadata.tables[name]
        undeclared[name] = set(table.columns.keys()) - keys(table) - set(columns)
        unknown[name] = set(columns) - set(table.columns.keys())
    assert {name: missing for name, missing in undeclared.items() if missing} == {}
    assert {name: wrong for name, wrong in unknown.items() if wrong} == {}
