"""What tests of accounts share."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.app import create_app
from forum.core.database import db
from tests.conftest import Browser, Engine, test_settings


@pytest.fixture
def limited(app: Flask, engine: Engine) -> Iterator[FlaskClient]:
    """A browser at a second app on the same database, whose rate limits are in force."""
    settings = app.config["FORO"]
    url = db.engine.url.render_as_string(hide_password=False)
    second = create_app(test_settings(url, settings.data_dir, rate_limits=True))
    second.test_client_class = Browser
    with second.app_context():
        engine.follow_writes()
    yield second.test_client()
    with second.app_context():
        db.engine.dispose()
