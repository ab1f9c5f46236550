"""Parts of pages that are drawn once and kept, by what is shown on them."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TypeVar

from flask import current_app

Shown = TypeVar("Shown", bound=Hashable)
Part = TypeVar("Part")


def drawn_once(*, most: int) -> Callable[[Callable[[Shown], Part]], Callable[[Shown], Part]]:
    """Keep what a function draws, of the last `most` values it was given; anew each time while templates are written.

    The value holds all that the part depends on: language, addresses, who may what.
    """

    def keep(draw: Callable[[Shown], Part]) -> Callable[[Shown], Part]:
        kept = lru_cache(maxsize=most)(draw)

        @wraps(draw)
        def drawn(shown: Shown) -> Part:
            return draw(shown) if current_app.debug else kept(shown)

        return drawn

    return keep
