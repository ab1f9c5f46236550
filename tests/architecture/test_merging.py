"""Whatever refers to a person or a registration says what becomes of it when two accounts are made one."""

import pytest
from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from forum.core.database import Base
from forum.people.enums import Fate
from forum.people.rules import OF_PERSON, OF_REGISTRATION
from forum.people.service.moving import references_to

TABLES = {"person": OF_PERSON, "registration": OF_REGISTRATION}
# alone by a condition of their own, which is checked before anything moves
CHECKED = {"buyer.person_id", "person_seat.person_id", "badge.registration_id"}


def keys_to(target: str) -> set[str]:
    """Every key that refers to a table, by the metadata."""
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == target for key in column.foreign_keys)
    }


def alone(table: Table, column: str) -> list[set[str]]:
    """The other columns with which no two rows of the table may be alike in this column."""
    unique: list[UniqueConstraint | PrimaryKeyConstraint | Index] = [
        each for each in table.constraints if isinstance(each, UniqueConstraint | PrimaryKeyConstraint)
    ]
    unique += [index for index in table.indexes if index.unique]
    named = [{each.name for each in rule.columns} for rule in unique]
    return [names - {column} for names in named if column in names]


@pytest.mark.parametrize("target", TABLES)
def test_every_key_says_what_becomes_of_it(target: str) -> None:
    assert set(TABLES[target]) == keys_to(target)


@pytest.mark.parametrize("target", TABLES)
def test_the_models_know_every_key(target: str) -> None:
    assert {key for key, _mapper, _attribute in references_to(target)} == keys_to(target)


@pytest.mark.parametrize("target", TABLES)
def test_what_is_unique_of_a_person_does_not_simply_move(target: str) -> None:
    wrong = {}
    for key, handling in TABLES[target].items():
        table, column = key.split(".")
        rules = alone(Base.metadata.tables[table], column)
        if handling.fate is Fate.MOVES and rules and key not in CHECKED:
            wrong[key] = "unique, and moves"
        if handling.fate is Fate.MOVES_ALONE and set(handling.beside) not in rules:
            wrong[key] = f"unique with {rules}, not with {handling.beside}"
    assert wrong == {}
