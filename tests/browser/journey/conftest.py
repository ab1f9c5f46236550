"""One program for the whole journey; a chapter is skipped when the story broke off before it."""

from collections.abc import Generator, Iterator

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

BROKEN = pytest.StashKey[str]()


@pytest.fixture(scope="module")
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note the chapter in which the story broke off."""
    report = yield
    parent = item.parent
    if parent is not None and report.failed and BROKEN not in parent.stash:
        parent.stash[BROKEN] = item.name
    return report


@pytest.fixture(autouse=True)
def unbroken(request: pytest.FixtureRequest) -> None:
    """The chapters before this one were told."""
    broken = request.node.parent.stash.get(BROKEN, None)
    if broken is not None:
        pytest.skip(f"the story broke off at {broken}")
