"""Values kept for some seconds: numbers that many people look at, and that may be that old."""

from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from flask import current_app

T = TypeVar("T")
MOST_KEYS = 64


class Kept(Generic[T]):
    """Values by key, for `seconds` in each process of each app; tests that do not ask for it keep nothing."""

    def __init__(self, name: str, *, seconds: float) -> None:
        self._name, self._seconds = f"kept.{name}", seconds
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of this key, made anew where it is too old."""
        seconds = current_app.config.get("KEPT_SECONDS", 0 if current_app.testing else self._seconds)
        values: dict[Hashable, tuple[float, T]] = current_app.extensions.setdefault(self._name, {})
        kept = values.get(key)
        if kept is not None and kept[0] > monotonic():
            return kept[1]
        value = make()
        if seconds:
            with self._lock:
                if len(values) >= MOST_KEYS:
                    values.clear()
                values[key] = (monotonic() + seconds, value)
        return value
