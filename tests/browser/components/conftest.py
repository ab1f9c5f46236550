"""The components alone: one program for all of these tests, without a database, since its pages read nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from forum.app import create_app
from forum.settings import sqlite_url
from tests.browser.components.gallery import Gallery, add_gallery
from tests.browser.conftest import serving
from tests.conftest import test_settings as settings_for


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Gallery, str]]:
    """What the pages receive, and where they are served; CSRF is on as in production."""
    folder = tmp_path_factory.mktemp("gallery")
    app = create_app(settings_for(sqlite_url(folder / "foro.sqlite"), folder))
    app.config["WTF_CSRF_ENABLED"] = True
    gallery = add_gallery(app)
    with serving(app) as at:
        yield gallery, at


@pytest.fixture
def address(shown: tuple[Gallery, str]) -> str:
    """Where the components are served."""
    return shown[1]


@pytest.fixture
def gallery(shown: tuple[Gallery, str]) -> Gallery:
    """What the pages receive, nothing yet."""
    shown[0].sent.clear()
    shown[0].searched.clear()
    return shown[0]


@pytest.fixture
def parts(gallery: Gallery, page: Page) -> Page:
    """The page with one of each part that acts."""
    page.goto("/parts")
    return page
