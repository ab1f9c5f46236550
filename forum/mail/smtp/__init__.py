"""Sending mails: SMTP through Flask-Mailman, or files where no server is set."""

from forum.mail.smtp.mime import POLICY, message_of
from forum.mail.smtp.sending import (
    FOLDER,
    Connection,
    ServerLost,
    Transport,
    Undeliverable,
    UnknownServer,
    batch_rate,
    check_server,
    init_mail,
    open_transport,
)

__all__ = [
    "FOLDER",
    "POLICY",
    "Connection",
    "ServerLost",
    "Transport",
    "Undeliverable",
    "UnknownServer",
    "batch_rate",
    "check_server",
    "init_mail",
    "message_of",
    "open_transport",
]
