"""Rules of keys and webhooks: how long a key works, which addresses are told, when a message is sent again."""

import base64
import hashlib
import hmac
import ipaddress
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from forum.integrations.errors import (
    IdempotencyKeyTooLong,
    KeyExpiryNotUsable,
    KeyWithoutScope,
    WebhookAddressPrivate,
    WebhookAddressUnsafe,
    WebhookWithoutHappening,
)

PERMISSION = "accounts.grant"
"""Who lets others in, lets programs in."""

KEY_START, SECRET_START = "foro_", "whsec_"
LONGEST_KEY, LONGEST_IDEMPOTENCY_KEY, LONGEST_ADDRESS, LONGEST_NAME = 100, 200, 500, 80
LONGEST_LIFE = timedelta(days=366)
USUAL_LIFE = timedelta(days=90)
USED_EVERY = timedelta(minutes=1)
ANSWER_KEPT = timedelta(days=1)

RETRIES = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400))
"""The waits of Standard Webhooks: from five seconds to a day, nearly four days in all."""

GIVEN_UP_AFTER = timedelta(days=5)
"""A webhook that nothing has reached for so long is paused."""

UNICAST, TRANSLATED = ipaddress.ip_network("2000::/3"), ipaddress.ip_network("64:ff9b::/96")
"""Of IPv6: where public addresses are, and IPv4 ones as a network that knows only IPv6 writes them (RFC 6052)."""

DELIVERY_KEPT = timedelta(days=30)


def ensure_scopes(scopes: Iterable[str]) -> None:
    """Refuse a key that opens nothing.

    Raises:
        KeyWithoutScope: it has no scope.
    """
    if not list(scopes):
        raise KeyWithoutScope


def ensure_expiry(expires_on: date | None, *, today: date) -> None:
    """Refuse a last day that is over or too far away: a key that is forgotten ends by itself.

    Raises:
        KeyExpiryNotUsable: it is.
    """
    if expires_on is None or not today < expires_on <= today + LONGEST_LIFE:
        raise KeyExpiryNotUsable


def ensure_idempotency_key(key: str | None) -> None:
    """Refuse a key that no column should hold.

    Raises:
        IdempotencyKeyTooLong: it is too long.
    """
    if key is not None and len(key) > LONGEST_IDEMPOTENCY_KEY:
        raise IdempotencyKeyTooLong


def fingerprint(method: str, address: str, body: bytes) -> str:
    """What tells two requests with one Idempotency-Key apart."""
    return hashlib.sha256(b"\x00".join((method.encode(), address.encode(), body))).hexdigest()


def webhook_address(text: str) -> str:
    """An address that may be told, as it is stored.

    Raises:
        WebhookAddressUnsafe: it is no address of a page by HTTPS.
        WebhookAddressPrivate: it names this machine or a network of its own.
    """
    parts, host = _parts(text)
    if parts is None or host is None:
        raise WebhookAddressUnsafe
    try:
        numbered = ipaddress.ip_address(host)
    except ValueError:
        if "." not in host or host.endswith((".local", ".internal", ".localhost")):
            raise WebhookAddressPrivate from None
        return parts
    if not is_public(str(numbered)):
        raise WebhookAddressPrivate
    return parts


def _parts(text: str) -> tuple[str | None, str | None]:
    try:
        found = urlsplit(text.strip())
        host, _port = found.hostname, found.port
        is_plain = host is not None and host.isascii() and text.isascii() and " " not in text.strip()
    except ValueError:
        return None, None
    if found.scheme != "https" or not is_plain or found.username or found.password or found.fragment:
        return None, None
    return (found.geturl(), host) if len(text) <= LONGEST_ADDRESS else (None, None)


def is_public(address: str) -> bool:
    """Whether a numeric address is of the public internet: not of this machine, of its network, or of a cloud's own.

    An IPv4 address inside an IPv6 one counts as what it leads to; tunnels that could lead anywhere do not count.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped or found in TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if found not in UNICAST or found.sixtofour or found.teredo:
            return False
    return found.is_global and not found.is_multicast


def ensure_happenings(happenings: Iterable[str]) -> None:
    """Refuse a webhook that is told nothing.

    Raises:
        WebhookWithoutHappening: nothing is chosen.
    """
    if not list(happenings):
        raise WebhookWithoutHappening


def signature(secret: str, *, uid: str, at: datetime, body: bytes) -> str:
    """The header `webhook-signature` of Standard Webhooks: HMAC-SHA256 of id, time and body."""
    key = base64.b64decode(secret.removeprefix(SECRET_START))
    signed = b".".join((uid.encode(), str(int(at.timestamp())).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def next_attempt(attempts: int, *, now: datetime) -> datetime | None:
    """When a message that did not arrive is sent again after this many attempts; None: it is given up."""
    return now + RETRIES[attempts - 1] if attempts <= len(RETRIES) else None


def is_given_up(failing_since: datetime | None, *, now: datetime) -> bool:
    """Whether nothing has arrived for so long that the webhook is paused."""
    return failing_since is not None and now - failing_since >= GIVEN_UP_AFTER
