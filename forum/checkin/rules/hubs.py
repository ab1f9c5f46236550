"""Hubs of the doors: what they may be called, and where they may be."""

from datetime import timedelta
from urllib.parse import urlsplit

from forum.checkin.errors import HubAddressUnsafe, HubNameMissing, HubNameTooLong

HUB_HEADER = "X-Door-Hub"
"""With its key in it a hub passes the question of a phone on."""

STEWARD_HEADER = "X-Door-Steward"
"""In it the centre tells a hub whose session that was."""

HUB_NAME_LIMIT = 40
ADDRESS_LIMIT = 200

SEEN_EVERY = timedelta(seconds=15)
"""A hub asks every five seconds; what it says is written when it is news, and else so often."""

SILENT_AFTER = timedelta(minutes=1)
"""A hub that was not heard of for so long has no internet, or is off."""


def ensure_hub_name(name: str) -> None:
    """Refuse a name that is empty, or too long for a list on a phone.

    Raises:
        HubNameMissing: it is empty.
        HubNameTooLong: it is longer than 40 characters.
    """
    if not name:
        raise HubNameMissing
    if len(name) > HUB_NAME_LIMIT:
        raise HubNameTooLong(limit=HUB_NAME_LIMIT)


def hub_address(typed: str) -> str:
    """The address of a hub as it is stored: `https://`, the host and the port, nothing behind.

    Raises:
        HubAddressUnsafe: it is none, too long, or not HTTPS.
    """
    try:
        parts = urlsplit(typed.strip())
        port = parts.port
    except ValueError as error:
        raise HubAddressUnsafe from error
    host = parts.hostname or ""
    is_plain = parts.path in {"", "/"} and not parts.query and not parts.fragment and "@" not in parts.netloc
    named = host.replace("-", "").replace(".", "")
    if parts.scheme != "https" or not (named.isascii() and named.isalnum()) or not is_plain:
        raise HubAddressUnsafe
    address = f"https://{host}" if port in {None, 443} else f"https://{host}:{port}"
    if len(address) > ADDRESS_LIMIT:
        raise HubAddressUnsafe
    return address
