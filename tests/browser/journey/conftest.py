"""One program for the whole journey."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from forum.app import create_app
from forum.cli import prepare
from forum.core.database import db
from forum.settings import sqlite_url
from tests.browser.conftest import serving
from tests.browser.journey.mailbox import Mailbox
from tests.browser.journey.stage import Stage
from tests.builders.ports import free_port
from tests.conftest import test_settings as settings_for


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Stage]:
    """The program as it is installed, on an embedded database: CSRF on, links that lead to it, and nobody in it yet."""
    folder, port = tmp_path_factory.mktemp("journey"), free_port()
    settings = settings_for(sqlite_url(folder / "foro.sqlite"), folder, base_url=f"http://localhost:{port}")
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = True
    prepare(app)
    with serving(app, port=port) as address:
        played = Stage(app=app, address=address, chromium=chromium, mail=Mailbox(app, folder))
        yield played
        for context in played.contexts:
            context.close()
    with app.app_context():
        db.engine.dispose()
