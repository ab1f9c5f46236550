"""What collision tests share: a program on a database of its own; its writers wait as long as it takes (`patience`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.core.database import Base, db
from forum.settings import sqlite_url
from tests.conftest import test_settings as settings_of


@pytest.fixture(params=["sqlite", "postgres"])
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A program on a database of its own, on each engine."""
    is_file = request.param == "sqlite"
    url = sqlite_url(tmp_path / "own.sqlite") if is_file else request.getfixturevalue("own_postgres")
    app = create_app(settings_of(url, tmp_path, patience=None))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()
