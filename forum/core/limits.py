"""How often a view may be asked for. Every app counts for itself; one without limits (`rate_limits`) counts nothing."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

EXTENSION = "limits"

P = ParamSpec("P")
R = TypeVar("R")


def init_limits(app: Flask) -> None:
    """Give the app a counter of its own, where its settings say that it limits."""
    settings = app.config["FORO"]
    if settings.rate_limits:
        app.extensions[EXTENSION] = FixedWindowRateLimiter(storage_from_string(settings.limits_url))


def network_address() -> str:
    """Where the request comes from."""
    return request.remote_addr or "127.0.0.1"


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
            if methods is None or request.method in methods:
                _count(items, key())
            return view(*args, **kwargs)

        return counted

    return limit


def within(rate: str, *, of: str) -> bool:
    """Count one more `of` this network and say whether it is within the rate: for what is left out, not refused."""
    limiter: FixedWindowRateLimiter | None = current_app.extensions.get(EXTENSION)
    return limiter is None or all(limiter.hit(item, network_address(), of) for item in parse_many(rate))


def _count(items: list[RateLimitItem], who: str) -> None:
    limiter: FixedWindowRateLimiter | None = current_app.extensions.get(EXTENSION)
    if limiter is not None and who and not all(limiter.hit(item, who, request.endpoint or "") for item in items):
        raise TooManyRequests
