"""Messages of webhooks on their way: signed, to public addresses alone, with a patience; the mail where none arrive.

The name of the address is resolved here, each address it has is looked at, and the connection is made to the one that
was looked at: a name that answers otherwise a moment later reaches nothing. A redirection is not followed.
"""

import http.client
import json
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

from forum.accounts.models import Person
from forum.editions.models import Edition
from forum.integrations.enums import DeliveryFailure
from forum.integrations.models import Webhook
from forum.integrations.rules import is_public, signature
from forum.mail.service import queue_mail

PATIENCE_S = 10.0
"""For an answer in all: one that comes byte by byte would keep the worker from everything else."""

USER_AGENT = "Foro-Webhooks/1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a message went: the status it was answered with, or why there was none."""

    status: int | None
    failure: DeliveryFailure | None = None

    @property
    def has_arrived(self) -> bool:
        """Whether the other side took it."""
        return self.status is not None and 200 <= self.status < 300


class _ToAddress(http.client.HTTPSConnection):
    """A connection to a numeric address, whose certificate is that of the name."""

    def __init__(self, address: str, name: str, port: int) -> None:
        self._context = tls_context()
        super().__init__(name, port, timeout=PATIENCE_S, context=self._context)
        self._address = address

    def connect(self) -> None:
        raw = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._context.wrap_socket(raw, server_hostname=self.host)

    def end(self) -> None:
        """Cut the connection, also while an answer is read."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def tls_context() -> ssl.SSLContext:
    """Certificates are checked as browsers do."""
    return ssl.create_default_context()


def addresses_of(name: str, port: int) -> list[str]:
    """The numeric addresses of a name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


def send_message(address: str, payload: dict[str, Any], *, uid: str, secret: str, now: datetime) -> Outcome:
    """Send a message once, signed as Standard Webhooks has it; nothing raises."""
    body = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": uid,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature(secret, uid=uid, at=now, body=body),
    }
    to = urlsplit(address)
    try:
        found = addresses_of(to.hostname or "", to.port or 443)
    except (OSError, UnicodeError):
        return Outcome(None, DeliveryFailure.NOT_FOUND)
    if not found or not all(is_public(each) for each in found):
        return Outcome(None, DeliveryFailure.PRIVATE)
    try:
        return Outcome(_answered(found[0], to, body, headers))
    except ssl.SSLCertVerificationError:
        return Outcome(None, DeliveryFailure.CERTIFICATE)
    except TimeoutError:
        return Outcome(None, DeliveryFailure.TOO_LATE)
    except (OSError, http.client.HTTPException, ValueError):
        return Outcome(None, DeliveryFailure.BROKEN)


def _answered(address: str, to: SplitResult, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer; the rest of it is of no use and not read."""
    connection = _ToAddress(address, to.hostname or "", to.port or 443)
    limit = Timer(PATIENCE_S, connection.end)
    try:
        connection.connect()
        limit.start()
        connection.request("POST", urlunsplit(("", "", to.path or "/", to.query, "")), body=body, headers=headers)
        return connection.getresponse().status
    finally:
        limit.cancel()
        connection.close()


def notify_paused(webhook: Webhook, edition: Edition, person: Person, *, now: datetime) -> None:
    """Tell who added a webhook that nothing reaches it, and that it is paused."""
    queue_mail(
        "integrations/webhook_paused",
        edition_id=edition.id,
        to=person.email,
        name=person.full_name,
        language=person.language,
        context={
            "edition": edition.name,
            "edition_slug": edition.slug,
            "address": webhook.address,
            "webhook_id": webhook.id,
        },
        now=now,
    )
