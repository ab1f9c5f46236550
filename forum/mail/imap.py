"""Reading a mailbox over IMAP: what came since the last time, with TLS only once the server has proved who it is."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from flask import current_app

from forum.settings import Settings

TIMEOUT_S = 20
TLS_PORT = 993
LARGEST = 1_000_000
"""Octets of a message that is read; an answer to an invitation has a few thousand."""
_VALIDITY = re.compile(rb"\d+")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxRefused(OSError):
    """The server does not let us in, or has no such folder."""


class UnknownMailbox(OSError):
    """The server's certificate does not prove that it is the one of our settings; nothing was said to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A folder of a mailbox that is open for reading. Its UIDs only rise while `validity` is the same (RFC 3501)."""

    server: imaplib.IMAP4
    validity: int

    def since(self, last: int) -> list[int]:
        """The UIDs above `last`, rising."""
        [found, *_rest] = _ok(self.server.uid("SEARCH", f"UID {last + 1}:*"))
        uids = map(int, (found or b"").split())
        return sorted(uid for uid in uids if uid > last)  # `*` is the last one, however low

    def read(self, uid: int) -> bytes | None:
        """A message; None if it is gone or too large. It stays unread in the mailbox."""
        said = _ok(self.server.uid("FETCH", str(uid), "(RFC822.SIZE)"))
        size = _SIZE.search(b" ".join(each for each in said if isinstance(each, bytes)))
        if size is None or int(size[1]) > LARGEST:
            return None
        parts = _ok(self.server.uid("FETCH", str(uid), "(BODY.PEEK[])"))
        return next((bytes(each[1]) for each in parts if isinstance(each, tuple)), None)


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """The mailbox of the settings, read only.

    Raises:
        UnknownMailbox: the certificate is not one of this host.
        MailboxRefused: it lets nobody in with this user, or has no such folder.
        OSError: it does not answer.
    """
    settings: Settings = current_app.config["FORO"]
    try:
        server = _connected(settings)
    except ssl.SSLCertVerificationError as error:
        raise UnknownMailbox(error.verify_message) from error
    except imaplib.IMAP4.error as error:
        raise MailboxRefused(str(error)) from error
    try:
        server.login(settings.imap_user or "", settings.imap_password or "")
        _ok(server.select(f'"{settings.imap_folder}"', readonly=True))
        validity = _VALIDITY.search((server.response("UIDVALIDITY")[1] or [b"0"])[0] or b"0")
        yield Mailbox(server=server, validity=int(validity[0]) if validity else 0)
    except imaplib.IMAP4.error as error:
        raise MailboxRefused(str(error)) from error
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _connected(settings: Settings) -> imaplib.IMAP4:
    context = ssl.create_default_context(cafile=settings.imap_ca)
    host, port = settings.imap_host or "", settings.imap_port
    if port == TLS_PORT:
        return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=TIMEOUT_S)
    server = imaplib.IMAP4(host, port, timeout=TIMEOUT_S)
    try:
        server.starttls(context)
    except BaseException:
        with suppress(OSError):  # what failed may have closed it already
            server.shutdown()
        raise
    return server


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        raise MailboxRefused(f"{status} {data!r}")
    return data
