"""A request that only asks changes nothing: HEAD and OPTIONS at every address, as every role, with real things."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.core.database import Base, session
from tests.builders.walks import built
from tests.builders.world import ROLES, World

ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)  # what a method may do is decided above


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    tables = Base.metadata.sorted_tables
    return {
        table.name: [tuple(row) for row in session().execute(select(table).order_by(*table.primary_key.columns))]
        for table in tables
    }


@ON_SQLITE
@pytest.mark.parametrize("role", ROLES)
def test_asking_changes_nothing(world: World, role: str) -> None:
    before, broken = everything(), {}
    methods = ("HEAD", "OPTIONS") if role in {"anonymous", "organiser"} else ("HEAD",)
    for rule in world.app.url_map.iter_rules():
        for method in methods:
            answer = world.clients[role].open(built(rule, world.values_for(role, rule)), method=method)
            if answer.status_code >= 500 or (answer.data and method == "HEAD"):
                broken[rule.endpoint, method] = answer.status_code
    after = everything()
    assert broken == {}
    assert {name for name in before if after[name] != before[name]} == set()
