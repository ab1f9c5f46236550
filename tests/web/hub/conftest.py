"""A centre that goes away and comes back, at a real port, and hubs in front of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.checkin.models import Gate
from forum.checkin.service.hubs import add_hub
from forum.core.clock import utc_now
from forum.core.database import db
from forum.editions.models import Edition
from forum.hub.centre import Centre, CentreAddress
from forum.hub.door import HubDoor
from forum.hub.journal import Journal
from forum.hub.relay import Relay
from tests.browser.servers import Server
from tests.builders.checkin import a_gate, a_steward
from tests.builders.editions import ZONE, an_edition
from tests.conftest import test_settings as settings_for


@pytest.fixture
def centre_app(own_sqlite: str, tmp_path: Path) -> Iterator[Flask]:
    """A program of this test's own on an embedded database, with CSRF on as in production."""
    app = create_app(settings_for(own_sqlite, tmp_path))
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def centre(centre_app: Flask) -> Iterator[Server]:
    """The centre, served."""
    server = Server(centre_app)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def open_today(centre_app: Flask) -> Edition:
    """An edition that is open today, whatever the hour."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1))


@pytest.fixture
def gate(open_today: Edition) -> Gate:
    """Where people enter."""
    return a_gate(open_today, "Acceso norte")


@pytest.fixture
def new_hub(centre: Server, open_today: Edition, tmp_path: Path) -> Iterator[Callable[[str], HubDoor]]:
    """Add a hub at the centre and start it, without its loops: the test says when it asks and sends."""
    relays: list[Relay] = []

    def start(name: str) -> HubDoor:
        by = a_steward(open_today).id
        added = add_hub(open_today.id, name=name, address=f"https://{name}.example.mx", by=by, now=utc_now())
        journal = Journal(tmp_path / f"{name}.sqlite")
        address = CentreAddress.of(f"http://localhost:{centre.port}")
        relay = Relay(Centre(address), journal, added.key, tmp_path / f"{name}.roster")
        relays.append(relay)
        relay.load()
        assert relay.centre.probe()
        relay.take_roster()
        return HubDoor(relay)

    yield start
    for relay in relays:
        relay.centre.close()
        relay.journal.close()
