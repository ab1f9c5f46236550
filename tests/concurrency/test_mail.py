"""Sending that is ended: killed, one mail waits half a minute and the others for nobody; asked to stop, none."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from forum.core.clock import utc_now
from forum.core.commands import MIGRATIONS, init_migrations
from forum.core.database import atomic, db, session
from forum.mail.models import OutgoingMail
from forum.mail.rules import LEASE
from forum.mail.service import Recipient, drain_outbox, queue_mails
from forum.settings import ROOT
from tests.builders.mail import SlowServer
from tests.builders.ports import free_port
from tests.concurrency.mailing import send, with_server
from tests.concurrency.processes import FORKSERVER
from tests.conftest import SECRET

MAILS = 8


@pytest.fixture
def server() -> Iterator[tuple[SlowServer, int]]:
    """A slow mail server and its port."""
    slow, port = SlowServer(0.4), free_port()
    controller = Controller(slow, hostname="127.0.0.1", port=port)
    controller.start()
    yield slow, port
    controller.stop()


def write(app: Flask) -> str:
    """Queue the mails; the address of the database they are in."""
    recipients = [Recipient(f"{n}@example.mx", "Ana", "es") for n in range(MAILS)]
    with app.app_context():
        with atomic():
            queue_mails(
                "accounts/sign_in",
                edition_id=None,
                recipients=((each, {"nonce": "n", "minutes": 10}) for each in recipients),
                now=utc_now(),
            )
        db.session.remove()
        return db.engine.url.render_as_string(hide_password=False)


def until(true: Callable[[], bool]) -> None:
    """Wait, at most half a minute."""
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def test_of_a_killed_run_one_mail_waits_for_its_lease_and_the_others_for_nobody(
    own_app: Flask, tmp_path: Path, server: tuple[SlowServer, int]
) -> None:
    slow, port = server
    process = FORKSERVER.Process(target=send, args=(write(own_app), tmp_path, port))
    process.start()
    until(lambda: len(slow.asked) == 3)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with with_server(own_app, port).app_context():
        assert drain_outbox(clock=utc_now) == MAILS - 3
        waiting = session().query(OutgoingMail).where(OutgoingMail.sent_at.is_(None)).one()
        assert waiting.to_email == slow.asked[2]
        assert waiting.next_attempt_at <= utc_now() + LEASE
        session().rollback()
        later = utc_now() + LEASE
        assert drain_outbox(clock=lambda: later) == 1
        assert sorted(slow.taken) == [f"{n}@example.mx" for n in range(MAILS)]
        db.session.remove()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("own_app", ["sqlite"], indirect=True)  # how a process ends does not ask the engine
def test_a_worker_that_is_stopped_sends_the_mail_in_hand_and_no_other(
    own_app: Flask, tmp_path: Path, server: tuple[SlowServer, int], number: int
) -> None:
    slow, port = server
    mail = {"FORO_SMTP_HOST": "127.0.0.1", "FORO_SMTP_PORT": str(port), "FORO_SMTP_TLS": "0"}
    site = {"FORO_SECRET_KEY": SECRET, "FORO_BASE_URL": "https://foro.example.mx", "FORO_DATA_DIR": str(tmp_path)}
    environment = {**os.environ, **mail, **site, "FORO_DATABASE_URL": write(own_app), "PYTHONPATH": str(ROOT)}
    with own_app.app_context():
        init_migrations(own_app).stamp(directory=str(MIGRATIONS))
        db.session.remove()
    worker = subprocess.Popen([sys.executable, "-m", "forum.cli", "worker"], env=environment, cwd=tmp_path)
    try:
        until(lambda: len(slow.asked) == 2)
        worker.send_signal(number)
        assert worker.wait(15) == 0
    finally:
        worker.kill()
    assert 2 <= len(slow.taken) < MAILS
    with own_app.app_context():
        rows = session().query(OutgoingMail).order_by(OutgoingMail.id).all()
        assert [row.to_email for row in rows if row.sent_at] == slow.taken
        assert {row.attempts for row in rows if row.sent_at is None} == {0}
        db.session.remove()
