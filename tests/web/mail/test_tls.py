"""The mail server proves who it is before anything is said to it: a real server, with real certificates."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from aiosmtpd.smtp import Session as Talk
from flask import Flask

from forum.core.database import atomic, session
from forum.mail.commands import check_mail
from forum.mail.models import OutgoingMail
from forum.mail.service import drain_outbox, queue_mail
from forum.mail.smtp import Connection, UnknownServer, init_mail
from tests.builders.certificates import Certificate, a_certificate, an_authority
from tests.builders.ports import free_port

NOW = datetime(2026, 9, 9, 15, 0, tzinfo=UTC)
HOST = "127.0.0.1"
STARTTLS, FROM_THE_START = 587, 465


class Listener:
    """A mail server that takes everything, and what it heard."""

    def __init__(self) -> None:
        self.passwords: list[bytes] = []
        self.mails = 0

    def authenticator(self, _server: SMTP, _session: Talk, _envelope: object, _how: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.passwords.append(data.password)
        return AuthResult(success=True)

    async def handle_DATA(self, _server: SMTP, _session: Talk, _envelope: object) -> str:
        self.mails += 1
        return "250 taken"


class TlsController(Controller):
    """A controller whose first visit to its own server begins with TLS and asks for no proof."""

    def _trigger_server(self) -> None:
        visitor = ssl.create_default_context()
        visitor.check_hostname, visitor.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((HOST, self.port), 5) as plain, visitor.wrap_socket(plain) as visit:
            visit.recv(1024)


@contextmanager
def served(app: Flask, certificate: Certificate, kind: int, ca: Certificate | None) -> Iterator[Listener]:
    """The app's mail server is one with this certificate, of the kind of that port; the app trusts `ca` alone."""
    heard, port, context = Listener(), free_port(), certificate.server_side()
    signing_in = {"authenticator": heard.authenticator, "auth_require_tls": kind == STARTTLS}
    if kind == STARTTLS:
        controller = Controller(heard, hostname=HOST, port=port, tls_context=context, **signing_in)
    else:
        controller = TlsController(heard, hostname=HOST, port=port, ssl_context=context, **signing_in)
    controller.start()
    before = app.config["FORO"]
    trusted = None if ca is None else str(ca.file)
    settings = {"smtp_host": HOST, "smtp_port": kind, "smtp_user": "foro", "smtp_password": "secret"}
    app.config["FORO"] = replace(before, **settings, smtp_tls=True, smtp_ca=trusted)
    init_mail(app)
    app.extensions["mailman"].port = port  # the kind is told by the port; a test has one of its own
    try:
        yield heard
    finally:
        controller.stop()
        app.config["FORO"] = before
        init_mail(app)


def a_mail() -> OutgoingMail:
    with atomic():
        context = {"nonce": "n", "minutes": 10}
        mail = queue_mail(
            "accounts/sign_in", edition_id=None, to="a@example.mx", name="A", language="es", context=context, now=NOW
        )
    assert mail is not None
    return mail


KINDS = pytest.mark.parametrize("kind", [STARTTLS, FROM_THE_START])


@pytest.fixture
def authority(tmp_path: Path) -> Certificate:
    return an_authority(tmp_path)


@KINDS
def test_a_server_vouched_for_by_our_authority_gets_the_mail(
    app: Flask, tmp_path: Path, authority: Certificate, kind: int
) -> None:
    with served(app, a_certificate(tmp_path, HOST, authority), kind, authority) as heard:
        a_mail()
        assert drain_outbox(clock=lambda: NOW) == 1
        assert (heard.mails, heard.passwords) == (1, [b"secret"])
        [first, *_] = check_mail()
        assert (first.is_fine, first.sentence) == (True, f"The mail server lets us in: {HOST}:{kind}")


@KINDS
@pytest.mark.parametrize("fault", ["self-signed", "another host", "unknown authority"])
def test_a_server_that_proves_nothing_hears_nothing(
    app: Flask, tmp_path: Path, authority: Certificate, kind: int, fault: str
) -> None:
    shown = {
        "self-signed": a_certificate(tmp_path, HOST),
        "another host": a_certificate(tmp_path, "evil.example", authority),
        "unknown authority": a_certificate(tmp_path, HOST, authority),
    }[fault]
    trusted = None if fault == "unknown authority" else authority
    with served(app, shown, kind, trusted) as heard:
        mail = a_mail()
        assert drain_outbox(clock=lambda: NOW) == 1
        assert (heard.mails, heard.passwords) == (0, [])
        row = session().get(OutgoingMail, mail.id, populate_existing=True)
        assert row is not None
        assert (row.sent_at, (row.last_error or "").split(":")[0]) == (None, "UnknownServer")
        [first, *_] = check_mail()
        assert first.is_fine is False
        assert first.sentence.startswith(f"The mail server {HOST}:{kind} does not prove that it is {HOST}: ")
        assert "set FORO_SMTP_CA" in first.sentence


def test_a_connection_whose_tls_failed_is_not_used(app: Flask, tmp_path: Path) -> None:
    with served(app, a_certificate(tmp_path, HOST), STARTTLS, None), app.app_context():
        server: Connection = app.extensions["mail"].get_connection()
        for _ in range(2):
            with pytest.raises(UnknownServer):
                server.open()
            assert server.connection is None


def test_a_server_without_tls_gets_nothing(app: Flask) -> None:
    heard, port = Listener(), free_port()
    controller = Controller(heard, hostname=HOST, port=port)
    before = app.config["FORO"]
    app.config["FORO"] = replace(before, smtp_host=HOST, smtp_port=port, smtp_tls=True)
    init_mail(app)
    controller.start()
    try:
        [first, *_] = check_mail()
    finally:
        controller.stop()
        app.config["FORO"] = before
        init_mail(app)
    assert (first.is_fine, "STARTTLS extension not supported" in first.sentence) == (False, True)
