"""A request that only asks changes nothing: HEAD and OPTIONS at every address, as every role, with real things."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.core.database import Base, session
from tests.builders.walks import built, rules
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
    for rule in world.app.url_map.iter_rules():
        for method in ("HEAD", "OPTIONS"):
            answer = world.clients[role].open(built(rule, world.values_for(role, rule)), method=method)
            if answer.status_code >= 500 or (answer.data and method == "HEAD"):
                broken[rule.endpoint, method] = answer.status_code
    after = everything()
    assert broken == {}
    assert {name for name in before if after[name] != before[name]} == set()


@ON_SQLITE
@pytest.mark.parametrize("role", ["anonymous", "organiser"])
def test_head_is_answered_as_get_is(world: World, role: str) -> None:
    client, different = world.clients[role], {}
    for rule in rules(world, "GET"):
        address = built(rule, world.values_for(role, rule))
        head, page = client.head(address), client.get(address)
        answers = [(each.status_code, each.mimetype, each.location) for each in (head, page)]
        if answers[0] != answers[1]:
            different[rule.endpoint] = answers
    assert different == {}
