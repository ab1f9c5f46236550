"""Sending mails: SMTP through Flask-Mailman, or files where no server is set."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from flask import Flask, current_app
from flask_mailman import Mail
from flask_mailman.backends.smtp import EmailBackend
from flask_mailman.utils import DNS_NAME

from forum.core.data_files import private_folder, write_private
from forum.mail.rules import RenderedMail
from forum.mail.smtp.mime import message_of
from forum.settings import Settings

TIMEOUT_S = 10
# A server may think that long about a mail it was given (RFC 5321, 4.5.3.2.6). Who gives up earlier and tries again
# sends it twice.
LONGEST_ANSWER_S = 600
FOLDER = "mail"


class Undeliverable(Exception):
    """The server refuses this address for good: trying again is useless."""


class UnknownServer(OSError):
    """The server's certificate does not prove that it is the one of our settings; nothing was said to it."""


class ServerLost(OSError):
    """The server (or the folder that stands for it) takes no mail any more, whatever the mail."""


class Transport(Protocol):
    """What sends mails, one after the other."""

    def send(self, mail: RenderedMail) -> None:
        """Send one mail.

        Raises:
            Undeliverable: the server refuses the address for good.
            ServerLost: the connection is gone; the mail may have arrived.
        """

    def recovers(self) -> bool:
        """Connect again after a `ServerLost`; False where it is of no use."""


class Connection(EmailBackend):  # type: ignore[misc]
    """A connection to the mail server, with TLS only once its certificate and host name are verified.

    The library's own verifies nothing after STARTTLS, and keeps a connection whose TLS has failed.
    """

    connection: smtplib.SMTP | None
    taken = 0

    def open(self) -> bool:
        """Connect and sign in unless it is done; return whether it was not.

        Raises:
            UnknownServer: the certificate is not one of this host.
            OSError: the server does not answer, or refuses the connection.
        """
        if self.connection is not None:
            return False
        try:
            self.connection, self.taken = self._opened(), 0
        except ssl.SSLCertVerificationError as error:
            raise UnknownServer(error.verify_message) from error
        return True

    def _opened(self) -> smtplib.SMTP:
        settings: Settings = current_app.config["FORO"]
        context = ssl.create_default_context(cafile=settings.smtp_ca)
        name = DNS_NAME.get_fqdn()
        if self.use_ssl:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, name, timeout=TIMEOUT_S, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, name, timeout=TIMEOUT_S)
        try:
            if self.use_tls:
                server.starttls(context=context)
            if self.username and self.password:
                server.login(self.username, self.password)
        except BaseException:
            server.close()
            raise
        _wait_for(server, LONGEST_ANSWER_S)
        return server

    def send(self, mail: RenderedMail) -> None:
        """Send a mail to the address it names: see `Transport`."""
        message = message_of(mail)
        sender, recipient = (message[name].addresses[0].addr_spec for name in ("From", "To"))
        assert self.connection is not None
        try:
            self.connection.sendmail(sender, [recipient], message.as_bytes())
        except smtplib.SMTPException as error:
            if self.connection.sock is None:  # closed by the library: the server went away, or said that it will (421)
                raise ServerLost(f"{type(error).__name__}: {error}") from error
            if isinstance(error, smtplib.SMTPRecipientsRefused) and _is_final(error):
                raise Undeliverable(_answers(error)) from error
            raise
        self.taken += 1

    def recovers(self) -> bool:
        """Connect again where the lost connection took a mail: some servers take so many and no more."""
        _close(self)
        try:
            return self.taken > 0 and self.open()
        except OSError:
            return False

    def close(self) -> None:
        """Say goodbye, without waiting long for an answer."""
        if self.connection is not None:
            _wait_for(self.connection, TIMEOUT_S)
        super().close()


def _wait_for(server: smtplib.SMTP, seconds: int) -> None:
    if server.sock is not None:
        server.sock.settimeout(seconds)


def init_mail(app: Flask) -> None:
    """Configure Flask-Mailman; port 465 means TLS from the first byte."""
    settings: Settings = app.config["FORO"]
    from_the_start = settings.smtp_port == 465
    app.config.update(
        MAIL_BACKEND=Connection,
        MAIL_SERVER=settings.smtp_host or "localhost",
        MAIL_PORT=settings.smtp_port,
        MAIL_USERNAME=settings.smtp_user,
        MAIL_PASSWORD=settings.smtp_password,
        MAIL_USE_TLS=settings.smtp_tls and not from_the_start,
        MAIL_USE_SSL=settings.smtp_tls and from_the_start,
        MAIL_DEFAULT_SENDER=settings.mail_from,
    )
    app.extensions["mail"] = Mail(app)


class Folder:
    """The transport without a server: a file for each mail."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, mail: RenderedMail) -> None:
        """Write the mail as `.eml`: see `Transport`."""
        message = message_of(mail).as_bytes()
        try:
            private_folder(self._path)
            write_private(self._path / f"{mail.id:06d}.eml", message)
        except OSError as error:
            raise ServerLost(f"{type(error).__name__}: {error}") from error

    def recovers(self) -> bool:
        """What keeps a file from being written is not over at once."""
        return False


@contextmanager
def open_transport() -> Iterator[Transport]:
    """What sends mails: over SMTP, or into a folder of `.eml` files without a server.

    Raises:
        OSError: the server does not answer, or refuses the connection.
    """
    settings: Settings = current_app.config["FORO"]
    if settings.smtp_host is None:
        yield Folder(settings.data_dir / FOLDER)
        return
    server: Connection = current_app.extensions["mail"].get_connection()
    server.open()
    try:
        yield server
    finally:
        _close(server)


def batch_rate() -> int | None:
    """How many mails of a batch may leave in a minute; None: as many as the server takes."""
    settings: Settings = current_app.config["FORO"]
    return settings.mail_per_minute


def check_server() -> None:
    """Connect, and sign in where a user is set, without sending anything.

    Raises:
        UnknownServer: it does not prove that it is the one of our settings.
        OSError: the server does not answer, or refuses the connection.
    """
    with open_transport():
        pass


def _is_final(error: smtplib.SMTPRecipientsRefused) -> bool:
    return all(code >= 500 for code, _text in error.recipients.values())


def _answers(error: smtplib.SMTPRecipientsRefused) -> str:
    return "; ".join(f"{code} {text.decode(errors='replace')}" for code, text in error.recipients.values())


def _close(server: Connection) -> None:
    try:
        server.close()
    except OSError:
        server.connection = None
