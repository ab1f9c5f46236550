"""How often a view may be asked for, and a mail be sent. An app without limits (`rate_limits`) counts nothing.

Sign-ins, links and forms are counted in the database, or in Redis where FORO_LIMITS_URL names one: all workers count
together. What only reads is counted by each worker for itself, which costs no statement. Who asked is kept as a hash.
"""

import ipaddress
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from limits import RateLimitItem, parse, parse_many
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from forum.core.again import holds_edit
from forum.core.clock import utc_now
from forum.core.counters import DatabaseCounters
from forum.core.tokens import keyed_hash

SHARED, OWN = "limits", "limits_of_worker"
READING = {"GET", "HEAD", "OPTIONS"}
MAIL_RATE = "1 per 15 minutes"
MAIL_MINUTES = 15

P = ParamSpec("P")
R = TypeVar("R")


def init_limits(app: Flask) -> None:
    """Give the app its counters, where its settings say that it limits."""
    settings = app.config["FORO"]
    if settings.rate_limits:
        app.extensions[SHARED] = FixedWindowRateLimiter(_storage(settings.limits_url))
        app.extensions[OWN] = FixedWindowRateLimiter(MemoryStorage())


def _storage(address: str | None) -> Storage:
    found = DatabaseCounters() if address is None else storage_from_string(address)
    assert isinstance(found, Storage)
    return found


def network_address() -> str:
    """Where the request comes from: an IPv4 address, or the network of an IPv6 address, of which a house has one."""
    address = request.remote_addr or "127.0.0.1"
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if version == 6 else address


def limited(
    rate: str, *, methods: Collection[str] | None = None, key: Callable[[], str] = network_address
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse with 429 whoever (`key`) asks for this view more often than `rate` allows, as in `5/minute;20/hour`.

    Only these methods are counted, all where none are named; nothing is counted for an empty key. Of several limits
    the uppermost is counted first, and once one is exceeded those below it are not counted.
    """
    items = sorted(parse_many(rate))

    def limit(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            if (methods is None or request.method in methods) and not holds_edit():
                _count(items, key())
            return view(*args, **kwargs)

        return counted

    return limit


def within(rate: str, *, of: str) -> bool:
    """Count one more `of` this network and say whether it is within the rate: for what is left out, not refused."""
    limiter = _limiter(SHARED)
    return limiter is None or all(_hit(limiter, item, network_address(), of) for item in parse_many(rate))


def may_mail(purpose: str, *about: object) -> bool:
    """Whether this mail may go: one for each purpose, address, edition, person typed … per quarter of an hour.

    For mails that anybody can have sent to anybody by typing an address. What is not sent is not told: the answer to a
    known address is that to an unknown one. Notices and the invitations of staff do not ask.
    """
    limiter = _limiter(SHARED)
    return limiter is None or _hit(limiter, parse(MAIL_RATE), _about(about), f"mail {purpose}")


def next_mail_at() -> datetime:
    """When the next mail of a kind may go to the address that was typed now, whether or not it is known.

    The same for everybody: when the last one really went would tell a stranger whether somebody else asked.
    """
    return utc_now() + timedelta(minutes=MAIL_MINUTES)


def release_mail(purpose: str, *about: object) -> None:
    """Let the next mail go at once: the last one has done its work."""
    limiter = _limiter(SHARED)
    if limiter is not None:
        limiter.clear(parse(MAIL_RATE), keyed_hash(_about(about)), f"mail {purpose}")


def _about(about: tuple[object, ...]) -> str:
    return "\x00".join(map(str, about))


def _count(items: list[RateLimitItem], who: str) -> None:
    limiter = _limiter(OWN if request.method in READING else SHARED)
    if limiter is not None and who and not all(_hit(limiter, item, who, request.endpoint or "") for item in items):
        raise TooManyRequests


def _hit(limiter: FixedWindowRateLimiter, item: RateLimitItem, who: str, of: str) -> bool:
    return limiter.hit(item, keyed_hash(who), of)


def _limiter(name: str) -> FixedWindowRateLimiter | None:
    limiter: FixedWindowRateLimiter | None = current_app.extensions.get(name)
    return limiter
