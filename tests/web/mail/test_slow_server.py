"""A mail server that takes its time: nothing is sent twice, nothing waits for a run that ended."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.mail.models import OutgoingMail
from forum.mail.service import Recipient, drain_outbox, queue_mails
from forum.mail.smtp import init_mail
from tests.builders.mail import SlowServer
from tests.builders.ports import free_port

SHORT = timedelta(seconds=0.6)


@contextmanager
def slow(app: Flask, seconds: float) -> Iterator[SlowServer]:
    """The app's mail server thinks so long about each mail."""
    server, port, before = SlowServer(seconds), free_port(), app.config["FORO"]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    app.config["FORO"] = replace(before, smtp_host="127.0.0.1", smtp_port=port, smtp_tls=False)
    init_mail(app)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
        app.config["FORO"] = before
        init_mail(app)


def write(how_many: int) -> None:
    recipients = (Recipient(f"{n}@example.mx", "Ana", "es") for n in range(how_many))
    with atomic():
        queue_mails(
            "accounts/sign_in",
            edition_id=None,
            recipients=((each, {"nonce": "n", "minutes": 10}) for each in recipients),
            now=utc_now(),
        )


def drain_in_thread(app: Flask) -> threading.Thread:
    def run() -> None:
        with app.app_context():
            drain_outbox(clock=utc_now, lease=SHORT)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_mail_slower_than_its_lease_is_sent_once(app: Flask) -> None:
    with slow(app, 2.0) as server:
        write(3)
        runs = []
        for _ in range(3):
            runs.append(drain_in_thread(app))
            time.sleep(0.8)
        for run in runs:
            run.join()
    assert Counter(server.taken) == Counter({f"{n}@example.mx": 1 for n in range(3)})
    session().rollback()
    assert [row.attempts for row in session().query(OutgoingMail)] == [1, 1, 1]
    assert all(row.sent_at for row in session().query(OutgoingMail))


def test_a_process_that_stops_finishes_the_mail_in_hand_and_claims_no_other(app: Flask) -> None:
    with slow(app, 0.0) as server:
        write(4)
        assert drain_outbox(clock=utc_now, is_stopping=lambda: len(server.taken) == 2) == 2
    rows = session().query(OutgoingMail).order_by(OutgoingMail.id).all()
    assert [(row.sent_at is not None, row.attempts) for row in rows] == [(True, 1)] * 2 + [(False, 0)] * 2


def test_without_a_server_one_mail_is_tried_and_the_others_wait(app: Flask) -> None:
    with slow(app, 0.0) as server:
        write(2)
        app.config["FORO"] = replace(app.config["FORO"], smtp_port=free_port())
        init_mail(app)
        assert drain_outbox(clock=utc_now) == 1
        assert server.taken == []
    assert sorted(row.attempts for row in session().query(OutgoingMail)) == [0, 1]


def test_a_mail_is_recorded_once_the_database_takes_it(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("one writer at a time is SQLite's way")
    released = threading.Event()

    def hold() -> None:
        with app.app_context(), atomic():
            held.set()
            released.wait(20)

    held, holder = threading.Event(), threading.Thread(target=hold)
    with slow(app, 0.5) as server:
        write(1)
        run = drain_in_thread(app)
        while not server.asked:
            time.sleep(0.01)
        holder.start()
        held.wait(5)
        time.sleep(app.config["FORO"].patience + 1.5)
        released.set()
        run.join()
        holder.join()
    session().rollback()
    assert (len(server.taken), session().query(OutgoingMail).one().sent_at is not None) == (1, True)
