"""A demo edition with every role signed in, once per module and engine, in a database of its own."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest
import time_machine

from forum.core.clock import utc_now
from forum.settings import sqlite_url
from tests.builders.editions import ZONE
from tests.builders.world import World, a_world
from tests.conftest import engine_for, postgres_for


def at_noon() -> datetime:
    """Today at 12:30 at the venue, whatever the hour is: meetings are over, going on, and ahead."""
    return utc_now().astimezone(ZONE).replace(hour=12, minute=30, second=0, microsecond=0)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demo on each engine in turn; the tests of a module share it, and what they do to it."""
    folder = tmp_path_factory.mktemp("world")
    with ExitStack() as stack:
        if request.param == "postgres":
            address = stack.enter_context(postgres_for(request.getfixturevalue("postgres_template")))
        else:
            address = sqlite_url(folder / "foro.sqlite")
        stack.enter_context(time_machine.travel(at_noon()))
        app = stack.enter_context(engine_for(address, folder)).app
        stack.enter_context(app.app_context())
        yield a_world(app)
