"""What tests of accounts share."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import SignInSession
from forum.app import create_app
from forum.core.database import db
from forum.core.models import RateCount
from forum.mail.models import OutgoingMail
from tests.conftest import Browser, Engine, test_settings


@pytest.fixture
def limited(app: Flask, engine: Engine) -> Iterator[FlaskClient]:
    """A browser at a second app on the same database, whose rate limits are in force.

    What it writes is not seen by the first app's engine, which empties the tables: what it writes is named to it.
    """
    engine.touched |= {OutgoingMail.__tablename__, RateCount.__tablename__, SignInSession.__tablename__}
    settings = app.config["FORO"]
    url = db.engine.url.render_as_string(hide_password=False)
    second = create_app(test_settings(url, settings.data_dir, rate_limits=True))
    second.test_client_class = Browser
    yield second.test_client()
    with second.app_context():
        db.engine.dispose()
