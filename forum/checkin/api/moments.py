"""Moments in addresses, as scanners and hubs write them: milliseconds since 1970, by our clock."""

from datetime import UTC, datetime

from flask import request

LATEST = 4_000_000_000_000


def since_in_address() -> datetime | None:
    """The moment after which changes are asked for; None where it is none: all are."""
    told = request.args.get("since", "")
    if not (told.isascii() and told.isdigit() and int(told[:20]) < LATEST):
        return None
    return datetime.fromtimestamp(int(told) / 1000, UTC)
