"""A job store that fails: what people did is saved and said to be saved, and the work is found later."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.app import create_app
from forum.core.database import atomic, db, on_commit, session
from forum.jobs.consumer import consuming
from forum.jobs.queue import queue_of
from forum.jobs.stores import FILE
from forum.mail.models import OutgoingMail
from forum.registration.models import Registration
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import a_notice
from tests.conftest import test_settings as settings_of
from tests.web.registration.test_public_form import TYPED


@pytest.fixture
def served(own_sqlite: str, tmp_path: Path) -> Iterator[Flask]:
    """An app as it is served, with its job store in a file of its own."""
    app = create_app(settings_of(own_sqlite, tmp_path, testing=False))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    if (tmp_path / FILE).is_file():
        queue_of(app).huey.storage.close()
    with app.app_context():
        db.engine.dispose()


def locked(store: Path) -> ExitStack:
    """Somebody else holds the file until the block ends."""
    stack = ExitStack()
    other = stack.enter_context(closing(sqlite3.connect(store, isolation_level=None)))
    other.execute("BEGIN EXCLUSIVE")
    return stack


def unwritable(store: Path) -> ExitStack:
    """No file can be made at its place until the block ends."""
    store.mkdir()
    stack = ExitStack()
    stack.callback(store.rmdir)
    return stack


@pytest.mark.parametrize("broken", [locked, unwritable])
def test_a_registration_is_saved_and_its_mail_sent_later(served: Flask, tmp_path: Path, broken: object) -> None:
    with served.app_context():
        category = a_category(an_edition(slug="foro"))
        a_notice()
        address = f"/foro/register/{category.id}"
        db.session.remove()
    with broken(tmp_path / FILE):  # type: ignore[operator]
        started = time.monotonic()
        answers = [served.test_client().post(address, data={**TYPED, "email": f"{n}@example.mx"}) for n in range(3)]
        assert time.monotonic() - started < 6, "only the first waits for the store"
    assert [(each.status_code, each.location) for each in answers] == [(302, "/foro/register/received")] * 3
    with served.app_context():
        assert session().scalar(select(func.count()).select_from(Registration)) == 3
        unsent = select(func.count()).where(OutgoingMail.sent_at.is_(None))
        assert session().scalar(unsent) == 3
        session().rollback()
        with consuming(served):
            deadline = time.monotonic() + 15
            while session().scalar(unsent) and time.monotonic() < deadline:
                session().rollback()
                time.sleep(0.05)
        assert session().scalar(unsent) == 0


def test_what_fails_after_a_change_is_logged_and_the_rest_is_done(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fail() -> None:
        raise OSError("on purpose")

    with atomic():
        person = a_person()
        on_commit(fail)
        on_commit(lambda: done.append("the rest"))
    assert session().get(type(person), person.id) is not None
    assert done == ["the rest"]
    [record] = caplog.records
    assert record.message.startswith("error ")
    assert record.message.endswith(" after a change was saved")
