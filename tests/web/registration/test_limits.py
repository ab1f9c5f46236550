"""Who sends the form too often has to wait."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.core.database import Base, db
from forum.settings import sqlite_url
from tests.builders.editions import a_category, an_edition
from tests.builders.registrations import a_notice
from tests.conftest import test_settings as settings_of


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Flask]:
    """An app that limits requests."""
    app = create_app(settings_of(sqlite_url(tmp_path / "x.sqlite"), tmp_path, rate_limits=True))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_the_form_and_the_link_are_limited_and_reading_is_not(limited: Flask) -> None:
    with limited.app_context():
        Base.metadata.create_all(db.engine)
        a_notice()
        category = a_category(an_edition(slug="foro")).id
        db.session.remove()
    client = limited.test_client()
    form, link = f"/foro/register/{category}", "/foro/register/link"
    for address in (form, link):
        assert [client.post(address).status_code for _ in range(31)] == [422] * 30 + [429]
        assert client.get(address).status_code == 200
