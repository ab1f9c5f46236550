"""Many windows ask for a calendar address at once: one is valid in the end, and the others are refused by name."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.agenda.errors import FeedMadeAtOnce
from forum.agenda.models import FeedAddress
from forum.agenda.service import renew_feed
from forum.app import create_app
from forum.core.clock import utc_now
from forum.core.database import Base, db, session
from forum.core.errors import Refusal
from forum.settings import sqlite_url
from tests.builders.editions import an_edition
from tests.builders.people import a_person
from tests.conftest import test_settings as settings_of

THREADS = 16


@pytest.fixture(params=["sqlite", "postgres"])
def fresh_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database of its own."""
    if request.param == "sqlite":
        url = sqlite_url(tmp_path / "feeds.sqlite")
    else:
        url = request.getfixturevalue("own_postgres")
    app = create_app(settings_of(url, tmp_path, patience=None))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_one_address_is_valid_after_sixteen_at_once(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        person, edition = a_person(), an_edition()
    barrier = threading.Barrier(THREADS)

    def renew(_number: int) -> str:
        with fresh_app.app_context():
            barrier.wait()
            try:
                renew_feed(person.id, edition_id=edition.id, now=utc_now())
            except Refusal as refusal:
                return refusal.code
            return "made"

    with ThreadPoolExecutor(THREADS) as pool:
        done = list(pool.map(renew, range(THREADS)))

    assert set(done) <= {"made", FeedMadeAtOnce.code}
    with fresh_app.app_context():
        made = session().scalar(select(func.count()).select_from(FeedAddress))
        alive = session().scalar(select(func.count()).where(FeedAddress.revoked_at.is_(None)))
    assert (made, alive) == (done.count("made"), 1)
