"""What collision tests share: a program on a database of its own; its writers wait as long as it takes (`patience`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.core.database import db
from tests.conftest import test_settings as settings_of


@pytest.fixture
def own_app(own_database: str, tmp_path: Path) -> Iterator[Flask]:
    """A program on a database of its own, on each engine."""
    app = create_app(settings_of(own_database, tmp_path, patience=None))
    yield app
    with app.app_context():
        db.engine.dispose()
